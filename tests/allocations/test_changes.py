"""Asking for another supervisor: to the lead alone, held up by nothing, never to the supervisor whom it is about."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from allocations.actions import Refused, ask_for_change, end_allocation, keep_together, read_change, say_talked, withdraw_change
from allocations.models import ChangeRequest, ChangeStep
from allocations.queries.changes import time_taken
from allocations.rules.succession import days_to_first_session
from governance.models import AuditEntry
from people.models import Mail, Notice

from . import service
from .service import pairs, practitioners, supervisors, who
from .test_pairs import give

pytestmark = pytest.mark.django_db
NOTE = "What happened stays between us."


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as clock:
        service.found()
        supervisors("S1", "S2")
        practitioners("P1", "P2")
        pairs(("P1", "S1"))
        yield clock


def ask(**more) -> ChangeRequest:
    given = {
        "person": who("P1"),
        "kind": "case_management",
        "talked": "unable",
        "reason": "happened",
        "note": NOTE,
        "by": who("P1"),
    }
    return ask_for_change(**given | more)


def told() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.order_by("pk"):
        found.setdefault(notice.person.employee_number, []).append(notice.text)
    return found


def refusal(act, **given) -> str:
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    return str(refused.value)


def test_only_the_lead_is_told_and_nothing_of_why():
    ask()
    assert told() == {"L1": ["A supervisee has asked for another supervisor."]}
    assert [mail.person.employee_number for mail in Mail.objects.all()] == ["L1"]
    assert NOTE not in str(AuditEntry.objects.last().summary)


@pytest.mark.parametrize(
    ("number", "status"), [("P1", 200), ("L1", 200), ("S1", 404), ("S2", 404), ("P2", 404), ("M1", 404), ("L2", 404)]
)
def test_who_may_read_it(as_person, number, status):
    address = reverse("allocations:change", args=[ask().public_id])
    got = as_person(who(number)).get(address)
    assert (got.status_code, NOTE in got.content.decode()) == (status, status == 200)


def test_it_is_kept_from_a_lead_whom_it_is_about(as_person):
    service.take_in(
        people=[service.person("L3", "Lead", "Too")],
        posts=[service.post("L3", "clinical_lead", service="X")],
        approvals=[{"employee_number": "L3", "kind": "panel", "approved_on": "2024-01-01", "approved_by": "L1"}],
    )
    pairs(("P2", "L3"))
    asked = ask(person=who("P2"), by=who("P2"))
    assert told() == {"L1": ["A supervisee has asked for another supervisor."]}
    address = reverse("allocations:change", args=[asked.public_id])
    assert [as_person(who(n)).get(address).status_code for n in ("L3", "L1")] == [404, 200]
    assert "Pat P2 asked" not in as_person(who("L3")).get("/allocations/X/").content.decode()
    with pytest.raises(PermissionDenied):
        keep_together(request=asked, words="They go on.", by=who("L3"))


def test_a_lead_of_where_they_are_yet_to_begin_does_not_read_it(as_person):
    asked = ask()
    service.take_in(posts=[service.post("P1", "pwp", start="2027-06-01", service="Y", assignment_number="P1-later")])
    address = reverse("allocations:change", args=[asked.public_id])
    assert [as_person(who(n)).get(address).status_code for n in ("L2", "L1")] == [404, 200]


def test_where_nobody_else_could_read_it_it_is_not_kept():
    service.take_in(approvals=[{"employee_number": "L1", "kind": "panel", "approved_on": "2024-01-01", "approved_by": "M1"}])
    pairs(("P2", "L1"))
    assert refusal(ask, person=who("P2"), by=who("P2")) == (
        "Only your supervisor could read this request. Talk to your service manager instead."
    )  # fmt: skip
    assert ChangeRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"talked": ""}, "Choose whether you have talked to your supervisor, and your main reason."),
        ({"reason": "hate"}, "Choose whether you have talked to your supervisor, and your main reason."),
        ({"kind": "clinical_skills"}, "You have no supervisor for this now. Your lead can see that and needs to find you one."),
    ],
)
def test_what_is_not_taken(given, said):
    assert refusal(ask, **given) == said


def test_a_patient_is_not_named_and_one_asks_once():
    assert "NHS number" in refusal(ask, note="Patient 943 476 5919")
    ask()
    assert refusal(ask) == "You have already asked for another supervisor. Your lead needs to answer."


def test_each_step_has_its_day_and_a_new_pair_answers_it(here):
    asked = ask(talked="not_yet")
    here.move_to("2026-11-24T09:00:00Z")
    read_change(request=asked, by=who("L1"))
    read_change(request=asked, by=who("L1"))
    here.move_to("2026-11-25T09:00:00Z")
    say_talked(request=asked, by=who("P1"))
    here.move_to("2026-11-26T09:00:00Z")
    give("P1", "S2", on=date(2026, 12, 1), reason="asked_for_another", ends_the_other="asked_for_another", against_advice="")
    steps = [(s.step, s.at.date(), s.by.employee_number) for s in ChangeStep.objects.all()]
    assert steps == [
        ("read", date(2026, 11, 24), "L1"), ("talked", date(2026, 11, 25), "P1"), ("allocated", date(2026, 11, 26), "L1"),
    ]  # fmt: skip
    asked.refresh_from_db()
    assert (asked.outcome, asked.closed_at.date()) == ("allocated", date(2026, 11, 26))
    # The supervisor before is told once that it ends, and nothing after that.
    assert told()["S1"] == ["Your case management supervision with Pat P1 ends on 30 November 2026."]
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeRequest.objects.update(note="")


def test_a_new_pair_with_the_same_supervisor_answers_nothing():
    asked = ask()
    pair = who("P1").allocations.live().get()
    end_allocation(pair=pair, on=date(2026, 11, 22), reason="balance", by=who("L1"))
    give("P1", "S1", against_advice="wish")
    asked.refresh_from_db()
    assert asked.outcome == ""


def test_it_is_taken_back_or_they_go_on_and_only_once():
    withdraw_change(request=(first := ask()), by=who("P1"))
    assert refusal(withdraw_change, request=first, by=who("P1")) == "This request has already been answered."
    second = ask()
    for by in ("P1", "S1", "M1"):
        with pytest.raises(PermissionDenied):
            keep_together(request=second, words="x", by=who(by))
    assert refusal(keep_together, request=second, words=" ", by=who("L1")) == "Enter what was agreed."
    keep_together(request=second, words="An hour on Mondays.", by=who("L1"))
    assert told()["P1"] == ["About your request: An hour on Mondays."]


def test_the_days_from_asking_to_the_first_session(here):
    ask()
    give("P1", "S2", on=date(2026, 12, 1), reason="asked_for_another", ends_the_other="asked_for_another")
    assert time_taken(ChangeRequest.objects.all()) == (None, 0)
    for ref, on, by in (
        ("A", "2026-11-26", "S2"),
        ("B", "2026-12-03", "S1"),
        ("C", "2026-12-04", "S2"),
        ("D", "2026-12-11", "S2"),
    ):
        here.move_to(f"{on}T18:00:00Z")
        service.take_in(
            sessions=[
                {
                    "session_ref": ref,
                    "kind": "case_management",
                    "held_on": on,
                    "minutes": "60",
                    "facilitator": by,
                    "attendees": "P1",
                }
            ]
        )
    assert time_taken(ChangeRequest.objects.all()) == (11, 1)


@pytest.mark.parametrize(
    ("asked", "median"),
    [([], (None, 0)), ([(date(2026, 1, 1), None)], (None, 0)), ([(date(2026, 1, 1), date(2026, 1, 11)), (date(2026, 1, 1), date(2026, 1, 5)), (date(2026, 1, 1), None)], (7, 2))],  # noqa: E501
)  # fmt: skip
def test_the_median_is_of_those_that_had_a_session(asked, median):
    assert days_to_first_session(asked) == median


def test_it_is_asked_and_answered_on_its_pages(as_person):
    pat, address = as_person(who("P1")), reverse("allocations:ask_for_change", args=["case_management"])
    page = pat.get(address).content.decode()
    assert "Only Lead X can read this. Sue S1 cannot" in page
    assert "Choose whether you have talked to your supervisor" in pat.post(address, {"reason": "fit"}).content.decode()
    assert pat.post(address, {"talked": "unable", "reason": "fit", "note": ""}).status_code == 302
    asked = ChangeRequest.objects.get()
    theirs = as_person(who("S1")).get("/my/waiting/").content.decode()
    assert "A supervisee has asked" not in theirs and "Pat P1 asked" not in theirs
    lead = as_person(who("L1"))
    assert "Pat P1 asked for another supervisor on 23 November 2026" in lead.get("/allocations/X/").content.decode()
    assert lead.post(reverse("allocations:change_read", args=[asked.public_id])).status_code == 302
    assert lead.post(reverse("allocations:change", args=[asked.public_id]), {"words": "An hour."}).status_code == 302
    assert (
        "It was agreed to continue with Sue S1"
        in as_person(who("P1")).get(reverse("allocations:change", args=[asked.public_id])).content.decode()
    )


def test_a_lead_closes_what_should_never_have_been_asked(as_person):
    request = ask()
    address = reverse("allocations:change_in_error", args=[request.public_id])
    assert [as_person(who(number)).get(address).status_code for number in ("P1", "S1", "L2")] == [403, 404, 404]
    assert as_person(who("L1")).post(address, {"reason": "Asked twice on paper."}).status_code == 302
    request.refresh_from_db()
    assert (request.outcome, list(request.steps.values_list("step", flat=True))) == ("withdrawn", ["in_error"])
    assert any("recorded by mistake: Asked twice on paper." in text for text in told()["P1"])
