"""How much was due and received: the vectors of the sources, and what must hold whatever the days are."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.rules.working_week import always, week_of
from supervision.rules.credit import FORMULAS, credit
from supervision.rules.depth import crowded
from supervision.rules.expected import (
    Around,
    AttendedSession,
    Received,
    covered_by,
    longest_without,
    received,
    short_by,
    totals,
)
from supervision.rules.policy import DOSES, SUPERVISED, Dose

CREDIT = [
    ("half_to_four", 120, 4, 60), ("half_to_four", 120, 6, 20), ("half_to_four", 120, 5, 24), ("half_to_four", 90, 1, 90),
    ("double_share", 120, 4, 60), ("double_share", 105, 3, 70), ("double_share", 120, 3, 80), ("double_share", 120, 2, 120),
    ("double_share", 120, 5, 0), ("half_or_third", 120, 5, 40), ("half_or_third", 120, 4, 60), ("half_or_third", 90, 6, 30),
    ("full_to_six", 90, 6, 90), ("full_to_six", 90, 7, 0), ("half_hour_each", 120, 4, 120), ("half_hour_each", 90, 4, 0),
    ("half_hour_each", 200, 5, 0), ("full", 60, 12, 60),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "minutes", "people", "counts"), CREDIT)
def test_credit(formula, minutes, people, counts):
    assert credit(formula, minutes, people) == counts


@pytest.mark.parametrize("formula", FORMULAS)
@given(minutes=st.integers(0, 600), people=st.integers(1, 30))
def test_nobody_gets_more_than_there_was(formula, minutes, people):
    assert 0 <= credit(formula, minutes, people) <= minutes
    assert credit(formula, minutes, 1) == minutes


CASES, SKILLS = DOSES
IN_POST = Around(in_post=((date(2020, 1, 1), None),))
MONTHLY_90 = Dose("clinical_skills", SUPERVISED, minutes=90, weeks=0, source="BACP: an hour and a half in every calendar month")


def weekly(first: date, last: date, but=(), minutes: int = 60, days: int = 7) -> list[AttendedSession]:
    found, day = [], first
    while day <= last:
        if day not in but:
            found.append(AttendedSession(day, minutes))
        day += timedelta(days=days)
    return found


def away(first: date, days: int) -> frozenset[date]:
    return frozenset(first + timedelta(days=passed) for passed in range(days))


def test_two_weeks_of_leave_leave_fifty_weeks():
    """52 weeks from Monday 6 January 2025; the week of Easter Monday is still expected, that of Christmas too."""
    first, last = date(2025, 1, 6), date(2026, 1, 4)
    around = Around(IN_POST.in_post, away(date(2025, 8, 4), 14))
    gone = weekly(date(2025, 8, 6), date(2025, 8, 13))
    missed = [date(2025, 3, 5), date(2025, 5, 7), date(2025, 10, 1), date(2025, 12, 24)]
    sessions = weekly(date(2025, 1, 8), last, but=[*missed, *(one.on for one in gone)])
    found = received(CASES, first, last, around, sessions)
    assert (found.expected, found.held, found.percent) == (50, 46, 92)
    assert [one.first for one in found.failed] == [day - timedelta(days=2) for day in missed]
    assert longest_without(found) == (date(2025, 3, 3), date(2025, 3, 9), 1)
    none = received(CASES, first, last, around, [AttendedSession(date(2025, 1, 8), 60)])
    assert longest_without(none) == (date(2025, 1, 13), date(2025, 8, 3), 29), "the fortnight of leave parts the run"


def test_an_hour_every_three_weeks_nearly_averages_but_fails_by_month():
    """2024 and 2025: 17.3 hours a year of 18, and 13 of 24 calendar months under an hour and a half."""
    sessions = weekly(date(2024, 1, 1), date(2025, 12, 31), days=21)
    found = received(MONTHLY_90, date(2024, 1, 1), date(2025, 12, 31), IN_POST, sessions)
    assert (found.expected, len(found.failed)) == (24, 13)
    assert round(float(found.received) / 60 / 2, 1) == 17.5 and found.due / 60 / 2 == 18


def test_two_hours_on_the_first_monday_hold_two_or_three_sessions_in_twelve_weeks():
    """24 hours a year, and six in twelve weeks are due: on 24 % of days there were only four."""
    mondays = [
        next(date(y, m, d) for d in range(1, 8) if date(y, m, d).weekday() == 0)
        for y in (2023, 2024, 2025)
        for m in range(1, 13)
    ]
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(83, 731)]  # from the first window that lies in these years
    counts = [sum(day - timedelta(days=84) < monday <= day for monday in mondays) for day in days]
    assert set(counts) == {2, 3}
    assert round(100 * counts.count(3) / len(counts)) == 76
    found = received(SKILLS, date(2024, 1, 1), date(2025, 12, 31), IN_POST, [AttendedSession(day, 120) for day in mondays])
    assert (found.worst.due, found.worst.received) == (360, 240)


def test_the_window_says_how_much_is_short_and_what_covers_it():
    by = date(2026, 5, 31)
    sessions = weekly(date(2026, 3, 9), by, minutes=67, days=14)[:5]
    assert short_by(SKILLS, by, IN_POST, sessions) == 25
    planned = [
        AttendedSession(date(2026, 5, 20), 10),
        AttendedSession(date(2026, 5, 27), 60),
        AttendedSession(date(2026, 6, 3), 60),
    ]
    assert covered_by(SKILLS, by, IN_POST, sessions, planned) == date(2026, 5, 27)
    assert covered_by(SKILLS, by, IN_POST, sessions, planned[:1]) is None


def test_of_an_average_the_percent_is_of_minutes():
    found = received(
        SKILLS,
        date(2026, 1, 5),
        date(2026, 3, 29),
        IN_POST,
        [AttendedSession(date(2026, 1, 7), 120), AttendedSession(date(2026, 2, 4), 135)],
    )
    assert (found.expected, found.held, found.due, found.percent) == (12, 2, 360, 70)


@pytest.mark.parametrize(("cases", "minutes", "an_hour"), [(27, 60, 27), (20, 60, None), (12, 25, 29), (5, 0, None)])
def test_more_cases_than_an_hour_has_room_for(cases, minutes, an_hour):
    assert crowded(cases, minutes) == an_hour


def test_not_yet_started_left_and_part_time():
    around = Around(in_post=((date(2026, 1, 14), date(2026, 2, 10)),))
    found = received(CASES, date(2025, 12, 29), date(2026, 3, 1), around, ())
    assert (found.expected, found.held, found.percent, found.due) == (5, 0, 0, 300)
    half = Dose("case_management", SUPERVISED, minutes=60, weeks=1, pro_rata=True)
    by_fte = {
        fte: received(half, date(2026, 1, 5), date(2026, 1, 11), Around(IN_POST.in_post, fte=fte), ()).due
        for fte in (100_000, 80_000, 40_000, 53_333)
    }
    assert by_fte == {100_000: 60, 80_000: 48, 40_000: 30, 53_333: Fraction(3199980, 100_000)}


def test_only_days_that_are_worked_are_expected():
    only_mondays = Around(IN_POST.in_post, week=always(1))
    found = received(CASES, date(2026, 3, 30), date(2026, 4, 12), only_mondays, ())
    assert found.expected == 1, "the second of these Mondays is Easter Monday"


days_of_a_year = st.integers(0, 364).map(lambda n: date(2025, 1, 6) + timedelta(days=n))


def _share(found: Received) -> Fraction:
    return Fraction(found.held, found.expected) if found.expected else Fraction(1)


@pytest.mark.parametrize("dose", [CASES, SKILLS, MONTHLY_90], ids=["weekly", "average", "by month"])
@given(held=st.lists(days_of_a_year, max_size=60), gone=st.sets(days_of_a_year, max_size=120), more=days_of_a_year)
def test_a_day_of_leave_never_lowers_anybody(dose, held, gone, more):
    sessions = [AttendedSession(day, 60) for day in held]
    before, after = (
        received(dose, date(2025, 1, 6), date(2026, 1, 4), Around(IN_POST.in_post, frozenset(days)), sessions)
        for days in (gone, gone | {more})
    )
    assert _share(after) >= _share(before)
    assert after.received == before.received and after.due <= before.due
    if before.worst and after.worst:
        assert after.worst.share >= before.worst.share


@pytest.mark.parametrize("dose", [CASES, SKILLS, MONTHLY_90], ids=["weekly", "average", "by month"])
@given(
    held=st.lists(st.tuples(days_of_a_year, st.integers(0, 120), st.integers(1, 6)), max_size=40),
    gone=st.sets(days_of_a_year, max_size=200),
    first=days_of_a_year,
    length=st.integers(-10, 200),
    worked=st.sampled_from(["12345", "135", "2"]),
)
def test_the_totals_are_what_all_weeks_add_up_to(dose, held, gone, first, length, worked):
    in_post = ((date(2025, 2, 1), date(2025, 11, 20)),)
    around = Around(in_post, frozenset(gone), week_of([(date(2025, 1, 1), None, worked)]))
    sessions, last = [AttendedSession(*one) for one in held], first + timedelta(days=length)
    whole = received(dose, first, last, around, sessions)
    assert totals(dose, first, last, around, sessions) == (whole.due, whole.received)
