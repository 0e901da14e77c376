"""What people were due and received, from what is known of them; and on the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from supervision.queries import dose_of, shortfalls
from tests.supervision.conftest import series
from tests.world import take_in

FIRST, LAST = date(2026, 9, 7), date(2026, 11, 22)
"""Eleven weeks."""


def held(*days: date, kind="case_management", to="P1", minutes=60, disputed="") -> None:
    take_in(
        sessions=[
            {
                "session_ref": f"{kind}-{to}-{day}", "kind": kind, "held_on": day.isoformat(), "minutes": str(minutes),
                "facilitator": "S1", "attendees": to, "disputed_by": disputed,
            }
            for day in days
        ]
    )  # fmt: skip


def weeks(count: int, first: date = FIRST) -> list[date]:
    return [first + timedelta(weeks=n) for n in range(count)]


def of(ground, number="P1"):
    return {one.dose.kind: one for one in dose_of([ground(number).pk], FIRST, LAST)[ground(number).pk]}


def test_weeks_expected_and_held(ground):
    held(*weeks(9))
    take_in(absences=[{"employee_number": "P1", "kind": "sickness", "started_on": "2026-11-09", "finished_on": "2026-11-13"}])
    found = of(ground)["case_management"]
    assert (found.expected, found.held, found.percent) == (10, 9, 90)


def test_what_somebody_disputes_counts_for_nobody(ground):
    held(*weeks(2), disputed="P1")
    assert of(ground)["case_management"].held == 0


def test_only_who_practises_is_due_it(ground):
    assert dose_of([ground("S1").pk, ground("L1").pk], FIRST, LAST) == {ground("S1").pk: [], ground("L1").pk: []}


def test_short_by_the_end_of_the_month_and_covered_by_the_next_session(ground):
    """Twelve weeks to Sunday 29 November: six hours are due."""
    held(*weeks(5), kind="clinical_skills", minutes=67)
    (short,) = shortfalls(ground("P1"), date(2026, 11, 25))
    assert (short.minutes, short.by, short.covered_on) == (25, date(2026, 11, 29), None)
    series(ground("S1"), ground("P1"), kind="clinical_skills", first=date(2026, 11, 27))
    (short,) = shortfalls(ground("P1"), date(2026, 11, 25))
    assert short.covered_on == date(2026, 11, 27)


def test_the_week_says_so(ground, as_person):
    held(*weeks(5), kind="clinical_skills", minutes=67)
    series(ground("S1"), ground("P1"), kind="clinical_skills", first=date(2026, 11, 27))
    page = as_person(ground("P1")).get(reverse("supervision:week")).content.decode()
    assert "Clinical skills supervision: 25 minutes short by 29 November 2026: the session of 27 November covers it." in page
    assert "52 weeks expected, 0 held: 0 %" in page


@pytest.mark.parametrize(("who", "status"), [("P1", 200), ("L1", 200), ("M1", 200), ("S1", 404), ("P2", 404), ("L2", 404)])
def test_who_may_see_it(ground, as_person, who, status):
    held(*weeks(3))
    assert as_person(ground(who)).get(reverse("supervision:dose", args=[ground("P1").public_id])).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_more(ground, django_assert_num_queries, count):
    for n in range(1, count + 1):
        held(*weeks(3), to=f"P{n}")
    people = [ground(f"P{n}").pk for n in range(1, count + 1)]
    with django_assert_num_queries(5):
        dose_of(people, FIRST, LAST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_week_costs_the_same_for_more(ground, as_person, django_assert_num_queries, count):
    for number in ("P1", "P2", "P3")[:count]:
        series(ground("S1"), ground(number))
    client = as_person(ground("S1"))
    client.get(reverse("supervision:week"))
    with django_assert_num_queries(23):
        client.get(reverse("supervision:week"))
