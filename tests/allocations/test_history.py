"""Who supervised whom on any day, under which rules and agreement, as known now and as known then; and to whom it is opened."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from allocations.actions import Refused, agree_meeting, open_history, publish_template, sign_contract, write_needs, write_offers
from allocations.agreements import text_of, with_parties
from allocations.history import supervised_on
from allocations.models import Contract
from allocations.radius import radius
from governance.access import CONSOLE
from governance.facts import recording
from governance.policy import Role
from people.actions import give_membership, welcome
from people.models import Post, Service
from supervision.actions import Terms
from supervision.actions.schedule import planned
from tests.world import in_one_line

from . import service
from .service import pairs, practitioners, supervisors, who
from .test_contracts import DOCUMENT, MONDAYS
from .test_pairs import give

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as clock:
        service.found()
        publish_template(document=DOCUMENT, by=CONSOLE)
        supervisors("S1", "S2")
        practitioners("P1", "P2")
        yield clock


def on(day: date, known: datetime | None = None) -> list[tuple]:
    rows = supervised_on(Service.objects.get(code="X"), "case_management", day, "approved", known)
    return [
        (
            r.person.employee_number, r.pair and r.pair.supervisor.employee_number, r.state and r.state.value,
            r.agreement and r.agreement.version,
        )
        for r in rows
    ]  # fmt: skip


def agree(supervisee: str, supervisor: str) -> None:
    contract = Contract.objects.get(parties__person=who(supervisee), text="")
    write_needs(contract=contract, words="Time.", by=who(supervisee))
    write_offers(contract=contract, words="An hour.", by=who(supervisor))
    agree_meeting(contract=contract, terms=MONDAYS, on_leave="covered", by=who(supervisor))
    for number in (supervisee, supervisor):
        seen = text_of(with_parties(Contract.objects.filter(pk=contract.pk)).get())[1]
        sign_contract(contract=contract, typed=str(who(number)), seen=seen, by=who(number))


def test_any_day_as_known_now_and_as_known_then(here):
    give("P1", "S1")
    here.move_to("2026-11-25T09:00:00Z")
    agree("P1", "S1")
    here.move_to("2026-12-01T09:00:00Z")
    give("P1", "S2", on=date(2026, 11, 30), reason="balance", ends_the_other="balance")
    assert on(date(2023, 5, 1)) == [("P1", None, None, None), ("P2", None, None, None)]
    assert on(date(2026, 11, 24)) == [("P1", "S1", "eligible", None), ("P2", None, None, None)]
    assert on(date(2026, 11, 29)) == [("P1", "S1", "eligible", 1), ("P2", None, None, None)]
    assert on(date(2026, 11, 30)) == [("P1", "S2", "eligible", None), ("P2", None, None, None)]
    before = datetime(2026, 11, 30, 12, tzinfo=UTC)
    assert on(date(2026, 11, 30), before) == [("P1", "S1", "eligible", 1), ("P2", None, None, None)]
    long_before = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert on(date(2026, 11, 24), long_before) == []


def test_an_approval_withdrawn_later_is_seen_as_it_was_known(here):
    give("P1", "S1")
    here.move_to("2026-12-10T09:00:00Z")
    with recording(by=who("L1")) as book:
        book.amend(who("S1").approvals.live().get(), because="Withdrawn.", withdrawn_on=date(2026, 12, 1))
    day = date(2026, 12, 5)
    assert [on(day, known)[0][2] for known in (None, datetime(2026, 12, 9, tzinfo=UTC))] == ["lapsed", "eligible"]


@pytest.mark.parametrize("people", [1, 3])
def test_the_cost_does_not_grow(people, django_assert_num_queries):
    practitioners(*(f"Q{n}" for n in range(people)))
    pairs(*((f"Q{n}", "S1") for n in range(people)))
    supervised_on(Service.objects.get(code="X"), "case_management", date(2026, 11, 23), "approved")
    x = Service.objects.get(code="X")
    with django_assert_num_queries(15):
        supervised_on(x, "case_management", date(2026, 11, 23), "approved")


# To whom it is opened ----------------------------------------------------------------------------------------------------
@pytest.fixture
def auditor(here):
    person = welcome(first_name="Odile", last_name="Auditor", email="odile@example.nhs.uk", by=CONSOLE)
    x = Service.objects.get(code="X")
    give_membership(
        person=person, role=Role.AUDITOR, service=x, started_on=date(2026, 11, 20), finished_on=date(2026, 12, 3), by=CONSOLE
    )
    return person


def test_an_auditor_asks_only_what_was_opened_and_only_while_they_are_one(as_person, auditor, here):
    give("P1", "S1")
    agree("P1", "S1")
    x = Service.objects.get(code="X")
    for address in ("/allocations/X/days/", "/allocations/X/"):
        assert as_person(auditor).get(address).status_code == 404
    opened = open_history(
        service=x, auditor=auditor, started_on=date(2026, 11, 1), finished_on=date(2026, 11, 30), by=who("L1")
    )
    address = reverse("allocations:history", args=[opened.public_id])
    page = in_one_line(as_person(auditor).get(address, {"on": "2026-11-23"}).content.decode())
    assert ("Pat P1" in page, "Version 1, signed 23 November 2026" in page, "/agreements/" in page) == (
        True,
        True,
        False,
    )
    outside = in_one_line(as_person(auditor).get(address, {"on": "2026-10-31"}).content.decode())
    assert ("Choose a day from 1 November 2026 to 30 November 2026" in outside, "Pat P1" in outside) == (True, False)
    contract = reverse("allocations:contract", args=[Contract.objects.get().public_id])
    assert [as_person(auditor).get(a).status_code for a in (contract, "/allocations/X/days/")] == [404, 404]
    assert [as_person(who(n)).get(address).status_code for n in ("S1", "P1", "L2", "L1")] == [404, 404, 404, 200]
    here.move_to("2026-12-04T09:00:00Z")
    assert as_person(auditor).get(address).status_code == 404
    with recording(by=who("L1")) as book:
        book.record(
            [
                Post(
                    person=auditor,
                    assignment_number="later",
                    service=x,
                    role="other",
                    fte_hundred_thousandths=100_000,
                    started_on=date(2026, 12, 1),
                )
            ]
        )
    assert as_person(auditor).get(address).status_code == 404


def test_it_is_opened_to_auditors_of_the_service_by_its_leads_and_managers(auditor):
    x = Service.objects.get(code="X")
    given = {"service": x, "started_on": date(2026, 11, 1), "finished_on": date(2026, 11, 30)}
    for by in ("S1", "P1", "L2"):
        with pytest.raises(PermissionDenied):
            open_history(auditor=auditor, by=who(by), **given)
    with pytest.raises(Refused, match="Pat P1 is not an auditor of X"):
        open_history(auditor=who("P1"), by=who("M1"), **given)
    with pytest.raises(Refused, match="The last day must be the same as or after the first day"):
        open_history(auditor=auditor, by=who("M1"), **given | {"finished_on": date(2026, 10, 1)})
    with pytest.raises(Refused, match="The first day must be today or in the past"):
        ahead = {"started_on": date(2026, 11, 24), "finished_on": date(2026, 11, 30)}
        open_history(auditor=auditor, by=who("M1"), **given | ahead)


# What stands and falls with somebody ------------------------------------------------------------------------------------
def test_the_radius_of_a_supervisor():
    practitioners("P3")
    for number in ("P1", "P2"):
        give(number, "S1", against_advice="wish")
    pairs(("P3", "S1"))
    agree("P1", "S1")
    service.take_in(
        sessions=[
            {
                "session_ref": "G",
                "kind": "supervision_of_supervision",
                "held_on": "2026-11-02",
                "minutes": "60",
                "facilitator": "S1",
                "attendees": "S2|L1",
            },
            {
                "session_ref": "H",
                "kind": "supervision_of_supervision",
                "held_on": "2026-05-02",
                "minutes": "60",
                "facilitator": "S1",
                "attendees": "M1",
            },
        ]
    )
    found = radius(who("S1"), date(2026, 12, 1))
    assert [p.supervisee.employee_number for p in found.pairs] == ["P1", "P2", "P3"]
    assert (found.unsigned, found.sign_offs, found.groups, found.group) == (2, 0, 1, 2)
    terms = Terms("month", date(2026, 12, 8), time(10), 90)
    for members in (["S2", "L1"], ["M1"]):
        here, people = Service.objects.get(code="X"), [who(number) for number in members]
        planned(here, "supervision_of_supervision", terms, people, facilitator=who("S1"))
    found = radius(who("S1"), date(2026, 12, 1))
    assert (found.groups, found.group) == (2, 3), "what is planned goes before what was held"


def test_the_plan_shows_the_radius_first_even_of_somebody_whose_post_has_ended_by_then(as_person):
    supervisors("S3")
    practitioners("P3")
    give("P3", "S3", against_advice="wish")
    with recording(by=who("L1")) as book:
        book.amend(who("S3").posts.live().get(), because="Leaves.", finished_on=date(2026, 12, 20))
    lead = as_person(who("L1"))
    page = in_one_line(lead.get("/allocations/X/").content.decode())
    href = page[page.index("/allocations/X/plan/?kind=case_management&amp;without=") :].split('"')[0].replace("&amp;", "&")
    assert "Sue S3 leaves on 20 December 2026: plan for 1 person" in page
    plan = in_one_line(lead.get(href).content.decode())
    assert "If <strong>Sue S3</strong> stops supervising on 21 December 2026:" in plan
    assert (
        plan.index("1 person needs another supervisor") < plan.index("would get a new supervisor"),
        "1 agreement is not signed by everyone" in plan,
    ) == (True, True)
