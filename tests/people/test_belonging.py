"""One person with one of every kind of record moves to another service, works in both, and returns: who sees which of them."""

from datetime import date, time

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from allocations.actions import ask_for_change, draft_contracts
from allocations.models import Allocation, Capacity, ChangeRequest, Contract
from allocations.reference import publish_starter
from competencies.actions import propose_waiver
from competencies.models import WaiverProposal
from governance.access import CONSOLE, permitted
from governance.belonging import OF_RECORD
from governance.models import Fact
from people.models import Person, Post, Service, WorkingDays
from reflection.actions import make_offer
from reflection.models import Offer
from signing.actions import RequestedCompetency, request_sign_off, sign_off
from signing.models import Seal, SignOffRequest
from supervision.actions import Terms, begin_series
from supervision.models import Series, Session
from tests.world import person, post, take_in
from training.models import Qualification

pytestmark = pytest.mark.django_db
NOW = "2026-11-25T12:00:00+00:00"
MINE = (
    "Allocation",
    "ChangeRequest",
    "Offer",
    "Person",
    "Qualification",
    "Seal",
    "Series",
    "Session",
    "SignOffRequest",
    "WaiverProposal",
    "WorkingDays",
)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def records(clock, world) -> dict[str, object]:
    """One record of every kind that Ada has in HERE, by its model's name."""
    ada, lead, colleague = world.ada, world.lead, world.colleague
    publish_starter(by=CONSOLE)
    take_in(
        people=[person("L9", "Deputy", "Test")],
        posts=[post("L9", "clinical_lead")],
        allocations=[{"supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2026-01-05"}],
        capacity=[{"supervisor": "C1", "kind": "case_management", "minutes_per_week": "120", "started_on": "2026-01-05"}],
        sessions=[
            {
                "session_ref": "R1",
                "kind": "case_management",
                "held_on": "2026-11-02",
                "minutes": "60",
                "facilitator": "C1",
                "attendees": "A1",
            }
        ],
        qualifications=[{"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01"}],
    )
    begin_series(
        facilitator=colleague, service=Service.objects.get(code="HERE"), kind="case_management", members=[ada],
        terms=Terms("week", date(2026, 11, 30), time(10), 60), by=colleague,
    )  # fmt: skip
    ask_for_change(person=ada, kind="case_management", talked="unable", reason="happened", note="Between us.", by=ada)
    draft_contracts(person=ada, by=ada)
    propose_waiver(person=ada, requirement="qual", ends_on=date(2027, 5, 31), reason="Soon.", by=lead)
    for code in ("A1", "A2"):
        request_sign_off(person=ada, framework="small", asked=[RequestedCompetency(code, 2)], assessor=lead, by=ada)
    sign_off(request=SignOffRequest.objects.get(competency="A1"), level=2, by=lead)
    make_offer(person=ada, kind="interest", words="Trauma", shown=True, by=ada)
    from people.actions import say_working_days

    say_working_days(person=ada, days=[1, 2], started_on=date(2026, 1, 5), by=ada)
    rows = (
        Allocation,
        Capacity,
        ChangeRequest,
        Contract,
        Offer,
        Qualification,
        Seal,
        Series,
        Session,
        WaiverProposal,
        WorkingDays,
    )
    return {model.__name__: model._default_manager.get() for model in rows} | {
        "SignOffRequest": SignOffRequest.objects.get(competency="A2"), "Person": ada,
    }  # fmt: skip


def seen_by(reader: Person, records: dict[str, object]) -> set[str]:
    reader = Person.objects.get(pk=reader.pk)
    return {
        name
        for name, record in records.items()
        if permitted(type(record)._default_manager.filter(pk=record.pk), to=type(record).Access.seen_by, by=reader).exists()
    }


def moves(clock, *, leaves: bool = True) -> None:
    """Ada begins in THERE on 1 December, and leaves HERE the day before or stays; it is 2 December."""
    here = Post.objects.live().get(person__employee_number="A1")
    rows = [post("A1", start="2026-12-01", service="THERE", assignment_number="A1-there")]
    if leaves:
        rows.append(post("A1", finish="2026-11-30", assignment_number=here.assignment_number))
    take_in(posts=rows)
    clock.move_to("2026-12-02T12:00:00+00:00")


OF_THE_LEAD = {
    "Allocation",
    "Capacity",
    "ChangeRequest",
    "Contract",
    "Offer",
    "Series",
    "Session",
    "SignOffRequest",
    "WaiverProposal",
}
"""What stays with the service in which it was made."""
ALONG = {"Person", "Qualification", "WorkingDays"}
"""What goes along with the person; a seal does both."""


def test_before_she_moves(world, records):
    assert seen_by(world.lead, records) == OF_THE_LEAD | ALONG | {"Seal"}
    assert seen_by(world.lead_there, records) == set()
    assert seen_by(world.ada, records) == set(MINE) | {"Contract"}


def test_after_she_has_moved_it_stays_where_it_was_made(world, records, clock):
    moves(clock)
    assert seen_by(world.lead, records) == OF_THE_LEAD - {"Offer"} | {"Seal"}
    assert seen_by(world.lead_there, records) == ALONG | {"Seal"}
    assert seen_by(world.ada, records) == set(MINE) | {"Contract"}


def test_with_posts_in_both_neither_reads_the_others(world, records, clock):
    moves(clock, leaves=False)
    assert seen_by(world.lead, records) == OF_THE_LEAD | ALONG | {"Seal"}
    assert seen_by(world.lead_there, records) == ALONG | {"Seal"}


def test_what_is_made_there_is_theirs(world, records, clock):
    moves(clock, leaves=False)
    take_in(
        allocations=[{"supervisee": "A1", "supervisor": "B2", "kind": "clinical_skills", "started_on": "2026-12-01"}],
        sessions=[
            {
                "session_ref": "R2",
                "kind": "clinical_skills",
                "held_on": "2026-12-01",
                "minutes": "60",
                "facilitator": "B2",
                "attendees": "A1",
            }
        ],
    )
    made = {"pair": Allocation.objects.latest("pk"), "session": Session.objects.latest("pk")}
    assert (seen_by(world.lead_there, made), seen_by(world.lead, made)) == ({"pair", "session"}, set())


def test_when_she_returns_nothing_of_the_other_comes_along(world, records, clock):
    moves(clock)
    take_in(
        posts=[
            post("A1", start="2026-12-01", finish="2026-12-31", service="THERE", assignment_number="A1-there"),
            post("A1", start="2027-01-01", assignment_number="A1-again"),
        ]
    )
    clock.move_to("2027-01-04T12:00:00+00:00")
    assert seen_by(world.lead, records) == OF_THE_LEAD | ALONG | {"Seal"}
    assert seen_by(world.lead_there, records) == {"Seal"} - {"Seal"}


PAGES = (("ChangeRequest", "allocations:change"), ("Contract", "allocations:contract"), ("SignOffRequest", "signing:request"),
         ("Series", "supervision:series"), ("WaiverProposal", "competencies:waiver"))  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), PAGES)
def test_the_page_stays_with_the_lead_who_must_answer(world, records, clock, as_person, kind, name):
    moves(clock)
    address = reverse(name, args=[records[kind].public_id])
    answers = [as_person(who).get(address) for who in (world.lead, world.lead_there)]
    assert [answer.status_code for answer in answers] == [200, 404]


def test_the_note_is_nowhere_in_the_other_service(world, records, clock, as_person):
    moves(clock, leaves=False)
    for address in (
        "/my/",
        "/allocations/THERE/",
        f"/people/{world.ada.public_id}/",
        f"/oversight/people/{world.ada.public_id}/",
    ):
        page = as_person(world.lead_there).get(address).content.decode()
        assert "Between us." not in page and "Colleague Test" not in page, address


def test_every_kind_of_record_says_where_it_belongs():
    asked = [model for model in apps.get_models() if hasattr(model, "Access")]
    assert [model._meta.label for model in asked if not model.Access.belongs] == []
    of_record = {model.__name__ for model in asked if model.Access.belongs == OF_RECORD}
    assert of_record >= OF_THE_LEAD


def test_every_fact_knows_where_it_was_recorded(records):
    facts = [model for model in apps.get_models() if issubclass(model, Fact)]
    unknown = {model.__name__: model.objects.filter(recorded_in=None).count() for model in facts if model.about}
    assert {name: count for name, count in unknown.items() if count} == {}
