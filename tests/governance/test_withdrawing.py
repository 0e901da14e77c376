"""The book: what is withdrawn, replaced and put back, and what stands again with it."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from allocations.actions import set_job_plan
from allocations.models import Allocation, Capacity
from competencies.models import SignOff
from governance.access import CONSOLE
from governance.facts import Overtaken, recording
from governance.withdrawing import withdrawn
from people.models import Absence, Post, Service
from supervision.models import Session
from tests.world import post, take_in

pytestmark = pytest.mark.django_db
WHY = {"code": "wrong_date", "because": "It was typed wrong."}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False) as traveller:
        yield traveller


def absence(world, **more) -> Absence:
    given = {"person": world.ada, "kind": "sickness", "started_on": date(2026, 11, 2)} | more
    with recording(by=CONSOLE) as book:
        return book.record([Absence(**given)])[0]


def act(verb: str, *given, **more):
    with transaction.atomic(), recording(by=CONSOLE) as book:
        return getattr(book, verb)(*given, **more)


def live(model=Absence) -> list:
    return list(model.objects.live().order_by("pk"))


def test_a_chain_of_corrections_is_taken_back_one_by_one(world):
    first = absence(world)
    second = act("amend", first, because="Ended.", finished_on=date(2026, 11, 9))
    third = act("amend", second, because="Ended later.", finished_on=date(2026, 11, 16))
    act("withdraw", [third], **WHY)
    assert [row.finished_on for row in live()] == [date(2026, 11, 9)]
    act("withdraw", live(), **WHY)
    assert [row.finished_on for row in live()] == [None]
    act("withdraw", live(), **WHY)
    assert live() == []
    assert {row.in_place for row in Absence.objects.all()} == {first.pk}


def test_the_whole_of_it_is_taken_back_at_once(world):
    second = act("amend", absence(world), because="Ended.", finished_on=date(2026, 11, 9))
    act("withdraw", [second], whole=True, **WHY)
    assert live() == []


def test_it_says_why_by_whom_and_keeps_what_was_known(world, clock):
    row = absence(world)
    clock.shift(60)
    with transaction.atomic(), recording(by=world.manager) as book:
        book.withdraw([row], **WHY)
    row.refresh_from_db()
    assert (row.void_code, row.void_reason, row.voided_by, withdrawn(row)) == (
        "wrong_date",
        "It was typed wrong.",
        world.manager,
        True,
    )
    assert list(Absence.objects.known_at(row.recorded_at)) == [row]


def test_a_withdrawal_of_a_withdrawal_restores(world):
    second = act("amend", absence(world), because="Ended.", finished_on=date(2026, 11, 9))
    act("withdraw", [second], **WHY)
    second.refresh_from_db()
    back = act("put_back", second, because="It was right.")
    assert ([row.finished_on for row in live()], back.in_place) == ([date(2026, 11, 9)], second.in_place)
    act("withdraw", [back], **WHY)
    assert [row.finished_on for row in live()] == [None]


def test_of_two_who_change_one_row_the_second_is_refused(world):
    row = absence(world)
    act("withdraw", [row], **WHY)
    for verb, given in (("withdraw", ([row],)), ("amend", (row,))):
        with pytest.raises(Overtaken):
            act(verb, *given, **({"because": "Late."} if verb == "amend" else WHY))
    assert live() == []


def test_what_made_way_stands_again(world):
    """A job plan that was recorded by mistake had ended the one before."""
    plan = {"supervisor": world.colleague, "kind": "case_management", "most": 3, "by": world.lead}
    set_job_plan(minutes=120, started_on=date(2026, 1, 5), **plan)
    later = set_job_plan(minutes=60, started_on=date(2026, 6, 1), **plan)
    act("withdraw", [later], **WHY)
    assert [(row.minutes_per_week, row.finished_on) for row in live(Capacity)] == [(120, None)]


def test_what_would_have_begun_later_stands_again_too(world):
    plan = {"supervisor": world.colleague, "kind": "case_management", "most": 3, "by": world.lead}
    set_job_plan(minutes=120, started_on=date(2026, 6, 1), **plan)
    wrong = set_job_plan(minutes=60, started_on=date(2026, 1, 5), **plan)
    act("withdraw", [wrong], **WHY)
    assert [(row.minutes_per_week, row.started_on) for row in live(Capacity)] == [(120, date(2026, 6, 1))]


def test_what_a_file_ended_stays_ended(world):
    """Only an act that ends one by beginning another is undone as a whole."""
    pair = {"supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2026-01-05"}
    take_in(allocations=[pair])
    other = pair | {"supervisor": "M1", "started_on": "2026-06-01"}
    take_in(allocations=[pair | {"finished_on": "2026-05-31"}, other])
    act("withdraw", [Allocation.objects.live().get(supervisor=world.manager)], **WHY)
    assert Allocation.objects.live().get().finished_on == date(2026, 5, 31)


def test_replacing_leaves_no_gap_and_brings_nothing_back(world):
    old = Post.objects.live().get(person=world.ada)
    again = act("amend", old, because="Another band.", band="6")
    new = Post(
        person=world.ada,
        assignment_number=old.assignment_number,
        service=old.service,
        role="pwp",
        fte_hundred_thousandths=100_000,
        started_on=date(2024, 9, 4),
    )
    act("replace", again, new, **WHY)
    assert [(row.started_on, row.in_place, row.corrects) for row in Post.objects.live().filter(person=world.ada)] == [
        (date(2024, 9, 4), old.pk, None)
    ]


def test_a_sign_off_that_is_replaced_counts_as_recorded_then(world):
    """Of two on one day the one recorded later counts: the place of one that is replaced is not kept."""
    row = {"employee_number": "A1", "framework": "small", "competency": "A1", "level": "2", "signed_by": "L1"}
    take_in(sign_offs=[row | {"signed_on": "2024-01-01"}])
    old = SignOff.objects.get()
    new = SignOff(
        person=old.person, framework="small", competency="A1", level=2, signed_on=date(2024, 1, 2), signed_by=old.signed_by
    )
    assert act("replace", old, new, **WHY).place is None


def test_the_database_keeps_a_withdrawn_row_as_it_is(world):
    row = absence(world)
    act("withdraw", [row], **WHY)
    for change in ({"void_reason": "Another."}, {"void_code": ""}, {"voided_by": world.lead}, {"person": world.lead}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.filter(pk=row.pk).update(**change)


def test_a_row_knows_the_service_that_recorded_it(world):
    here, there = (Service.objects.get(code=code) for code in ("HERE", "THERE"))
    take_in(posts=[post("A1", start="2026-01-01", service="THERE", assignment_number="A1-there", fte="0.4")])
    assert absence(world).recorded_in == here
    with recording(by=world.lead_there) as book:
        theirs = book.record([Absence(person=world.ada, kind="study", started_on=date(2026, 11, 2))])[0]
    assert theirs.recorded_in == there
    take_in(
        sessions=[
            {
                "session_ref": "R",
                "kind": "case_management",
                "held_on": "2026-11-02",
                "minutes": "60",
                "facilitator": "B2",
                "attendees": "A1",
            }
        ]
    )
    assert Session.objects.get().recorded_in == there


@pytest.mark.parametrize("whole", [True, False])
def test_what_made_way_stands_again_after_a_correction_too(world, whole):
    plan = {"supervisor": world.colleague, "kind": "case_management", "most": 3, "by": world.lead}
    set_job_plan(minutes=120, started_on=date(2026, 1, 5), **plan)
    later = set_job_plan(minutes=60, started_on=date(2026, 6, 1), **plan)
    corrected = act("amend", later, because="Thirty.", minutes_per_week=30)
    act("withdraw", [corrected], whole=whole, **WHY)
    if not whole:
        act("withdraw", [Capacity.objects.live().latest("pk")], **WHY)
    assert [(row.minutes_per_week, row.finished_on) for row in live(Capacity)] == [(120, None)]


def test_a_correction_of_who_was_there_is_put_back(world):
    row = {
        "session_ref": "R",
        "kind": "case_management",
        "held_on": "2026-11-02",
        "minutes": "60",
        "facilitator": "C1",
        "attendees": "A1",
    }
    take_in(sessions=[row])
    take_in(sessions=[row | {"attendees": "A1|M1"}])
    both = Session.objects.live().get()
    act("withdraw", [both], **WHY)
    both.refresh_from_db()
    back = act("put_back", both, because="Both were there.")
    assert back.attendances.live().count() == 2
    with pytest.raises(Overtaken):
        act("put_back", both, because="Again.")
