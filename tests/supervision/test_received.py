"""What people were due and received, from what is known of them; and on the pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from supervision.dose import dose_year, dose_years
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
    assert (
        "You will be 25 minutes short of clinical skills supervision on 29 November, "
        "unless your session on 27 November takes place."
    ) in page
    assert "Case management supervision: 0 of 52 weeks</strong> (0%)" in page and "Longest gap: 52 weeks" in page


def test_the_week_says_what_to_book_where_nothing_planned_is_enough(ground, as_person):
    page = as_person(ground("P1")).get(reverse("supervision:week")).content.decode()
    assert "You will be 6 hours short on 29 November. Book clinical skills supervision." in page


def test_both_pages_show_the_year_and_one_says_each_week_in_words(ground, as_person):
    held(*weeks(9))
    client, drawn = as_person(ground("P1")), 'aria-label="9 of 52 weeks with supervision. 9 held, 43 missed."'
    week = client.get(reverse("supervision:week")).content.decode()
    page = client.get(reverse("supervision:dose", args=[ground("P1").public_id])).content.decode()
    assert drawn in week and drawn in page
    assert "Supervision you received" in page and "Each week in words" in page and "9 weeks" in page
    assert "Supervision P1 received" not in page


@pytest.mark.parametrize(("who", "status"), [("P1", 200), ("L1", 200), ("M1", 200), ("S1", 404), ("P2", 404), ("L2", 404)])
def test_who_may_see_it(ground, as_person, who, status):
    held(*weeks(3))
    assert as_person(ground(who)).get(reverse("supervision:dose", args=[ground("P1").public_id])).status_code == status


def test_the_year_as_squares_says_what_each_week_was_and_agrees_with_the_dose(ground):
    """Posts of the ground begin before the year, which ends on Sunday 22 November."""
    held(*weeks(9))
    held(date(2026, 11, 9), minutes=30)
    take_in(absences=[{"employee_number": "P1", "kind": "sickness", "started_on": "2026-11-16", "finished_on": "2026-11-20"}])
    year = dose_year(ground("P1"), date(2026, 11, 25))
    assert year.said == "10 of 51 weeks" and (year.held, year.due) == (10, 51)
    assert [week.words for week in year.chart.weeks][-11:] == ["held"] * 9 + ["shorter than due", "leave"]
    assert (year.chart.weeks[0].starts_on, len(year.chart.weeks)) == (date(2025, 11, 24), 52)
    assert year.chart.summary == ("10 of 51 weeks with supervision. 9 held, 1 shorter than due, 41 missed, 1 leave.")
    (dose, *_) = dose_of([ground("P1").pk], date(2025, 11, 24), LAST)[ground("P1").pk]
    assert (dose.held, dose.expected) == (year.held, year.due)


def test_somebody_to_whom_no_weekly_supervision_is_due_has_no_year_of_squares(ground):
    assert dose_year(ground("S1"), date(2026, 11, 25)) is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_year_costs_the_same_for_more(ground, django_assert_num_queries, count):
    people = [ground(f"P{n}").pk for n in range(1, count + 1)]
    with django_assert_num_queries(4):
        assert len(dose_years(people, date(2026, 11, 25))) == count


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
