"""What moves with a supervisee to another supervisor: dates that are planned, and nothing that was written."""

from datetime import date, time

import pytest
import time_machine

from people.models import Notice, Service
from supervision.actions import SessionRecord, Terms, begin_series, record_session
from supervision.models import Series, Summary
from supervision.queries import planned_of, summary_of
from tests.allocations import service
from tests.allocations.service import who
from tests.allocations.test_pairs import give

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        service.found()
        service.supervisors("S1", "S2")
        service.practitioners("P1", "P2")
        yield


FIRST = date(2026, 11, 23)


def weekly(*members: str, kind: str = "case_management") -> Series:
    terms = Terms("week", date(2026, 11, 16), time(10), 60, where="Small room")
    people = [who(number) for number in members]
    return begin_series(
        facilitator=who("S1"), service=Service.objects.get(code="X"), kind=kind, members=people, terms=terms, by=who("L1")
    )


def days(number: str) -> list[tuple[str, str]]:
    found = planned_of(who(number), date(2026, 11, 16), date(2026, 12, 14), FIRST)
    return [(one.on.isoformat(), one.facilitator.employee_number) for one in found]


def test_the_next_dates_move_with_the_supervisee_who_is_told():
    give("P1", "S1", against_advice="wish")
    weekly("P1")
    give("P1", "S2", on=date(2026, 12, 1), ends_the_other="supervisor_stops", against_advice="wish")
    assert days("P1") == [
        ("2026-11-16", "S1"), ("2026-11-23", "S1"), ("2026-11-30", "S1"), ("2026-12-07", "S2"), ("2026-12-14", "S2"),
    ]  # fmt: skip
    assert [day for day, _ in days("S1")] == ["2026-11-16", "2026-11-23", "2026-11-30"]
    told = set(
        Notice.objects.filter(text__contains="sessions continue at the same times").values_list(
            "person__employee_number", flat=True
        )
    )
    assert told == {"P1", "S2"}
    assert Series.objects.order_by("pk").last().where == "Small room"


@pytest.mark.parametrize(
    ("every", "first", "on", "days_after"),
    [
        ("month", date(2026, 10, 31), date(2027, 2, 1), ["2027-02-28", "2027-03-31"]),
        ("nth_weekday", date(2026, 11, 30), date(2027, 2, 1), ["2027-02-22", "2027-03-30"]),
    ],
    ids=["the last day of a month", "the last Monday, and Easter Monday"],
)
def test_the_rhythm_goes_on(every, first, on, days_after):
    give("P1", "S1", against_advice="wish")
    terms = Terms(every, first, time(10), 60, on_holiday="keep" if every == "month" else "next_working_day")
    begin_series(
        facilitator=who("S1"),
        service=Service.objects.get(code="X"),
        kind="case_management",
        members=[who("P1")],
        terms=terms,
        by=who("L1"),
    )
    give("P1", "S2", on=on, ends_the_other="supervisor_stops", against_advice="wish")
    found = planned_of(who("P1"), on, date(2027, 3, 31), FIRST)
    assert [one.on.isoformat() for one in found] == days_after
    assert {one.facilitator for one in found} == {who("S2")}


def test_nobody_has_two_on_the_day_after_a_bank_holiday():
    give("P1", "S1", against_advice="wish")
    weekly("P1")
    give("P1", "S2", on=date(2026, 12, 29), ends_the_other="supervisor_stops", against_advice="wish")
    found = planned_of(who("P1"), date(2026, 12, 22), date(2027, 1, 5), FIRST)
    assert [(one.on.isoformat(), one.facilitator) for one in found] == [("2027-01-04", who("S2"))]


def test_what_was_moved_or_cancelled_stays_so():
    from supervision.actions import cancel_session, move_session

    give("P1", "S1", against_advice="wish")
    series = weekly("P1")
    move_session(series=series, slot=date(2026, 12, 7), to=date(2026, 12, 9), starts_at=time(14), by=who("S1"))
    cancel_session(series=series, slot=date(2026, 12, 14), reason="leave", by=who("S1"))
    give("P1", "S2", on=date(2026, 12, 1), ends_the_other="supervisor_stops", against_advice="wish")
    found = planned_of(who("P1"), date(2026, 12, 1), date(2026, 12, 21), FIRST)
    assert [(one.on.isoformat(), one.cancelled) for one in found] == [
        ("2026-12-09", ""),
        ("2026-12-14", "leave"),
        ("2026-12-21", ""),
    ]


def test_a_group_goes_on_without_them():
    give("P1", "S1", kind="clinical_skills", against_advice="wish")
    weekly("P1", "P2", kind="clinical_skills")
    give("P1", "S2", kind="clinical_skills", on=date(2026, 12, 1), ends_the_other="supervisor_stops", against_advice="wish")
    assert days("P1") == [("2026-11-16", "S1"), ("2026-11-23", "S1"), ("2026-11-30", "S1")]
    assert days("P2")[-1] == ("2026-12-14", "S1")


def test_where_it_ends_the_dates_end():
    from allocations.actions import end_allocation

    pair = give("P1", "S1", against_advice="wish")
    weekly("P1")
    end_allocation(pair=pair, on=date(2026, 11, 30), reason="supervisor_stops", by=who("L1"))
    assert [day for day, _ in days("P1")] == ["2026-11-16", "2026-11-23", "2026-11-30"]


def test_what_was_written_stays_with_those_who_were_there():
    give("P1", "S1", against_advice="wish")
    series = weekly("P1")
    record = SessionRecord(held_on=date(2026, 11, 16), minutes=60, attendees=(who("P1"),), summary="Between us.")
    session = record_session(series=series, slot=date(2026, 11, 16), record=record, by=who("S1"))
    give("P1", "S2", on=date(2026, 12, 1), ends_the_other="supervisor_stops", against_advice="wish")
    assert summary_of(session, by=who("S2")) is None
    assert (summary_of(session, by=who("P1")).words, Summary.objects.count()) == ("Between us.", 1)
