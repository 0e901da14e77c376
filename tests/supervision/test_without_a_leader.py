"""Sessions after a supervisor's last day say that nobody leads them, count for nothing, and are on the lead's desk."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from governance.facts import recording
from people.models import Post, Service
from supervision import labels
from supervision.actions import move_session
from supervision.feed import calendar_of
from supervision.models import Series
from supervision.queries import diary, planned_of, to_record

from .conftest import series

TODAY, LAST = date(2026, 11, 25), date(2026, 12, 2)


def leaves(person, last: date) -> None:
    with recording(by=person) as book:
        book.amend(Post.objects.live().get(person=person), because="Leaves.", finished_on=last)


def states(person) -> dict[date, str]:
    return {one.on: one.state for one in planned_of(person, TODAY, date(2026, 12, 14), TODAY)}


def test_sessions_after_the_last_day_have_nobody_to_lead_them(ground, weekly, as_person):
    leaves(ground("S1"), LAST)
    assert states(ground("P1")) == {
        date(2026, 11, 30): labels.PLANNED, date(2026, 12, 7): labels.UNLED, date(2026, 12, 14): labels.UNLED,
    }  # fmt: skip
    week = as_person(ground("P1")).get(reverse("supervision:week"), {"on": "2026-12-07"}).content.decode()
    assert "No supervisor: Sue S1&#x27;s last day is 2 December 2026" in week or "No supervisor: Sue S1&#39;s last day" in week
    assert "No supervisor" in week
    page = as_person(ground("L1")).get(reverse("supervision:series", args=[weekly.public_id])).content.decode()
    assert "Sue S1, until 2 December 2026. After that these sessions have no supervisor" in page


def test_a_calendar_says_it_in_the_summary_that_every_reader_shows(ground, weekly):
    leaves(ground("S1"), LAST)
    events = Calendar.from_ical(calendar_of(ground("P1"), TODAY)).walk("VEVENT")
    said = {event.decoded("dtstart").date(): str(event["summary"]) for event in events}
    assert said[date(2026, 11, 30)] == "Case management supervision"
    assert said[date(2026, 12, 7)] == "No supervisor yet: case management supervision"


def test_the_desk_leads_to_each_series_that_goes_on_without_anybody(ground, weekly, as_person):
    leaves(ground("S1"), date(2026, 11, 24))
    words = "Case management supervision with Pat P1 has had no supervisor since Sue S1 left on 24 November 2026"
    for page in (reverse("oversight:desk", args=["X"]), reverse("allocations:service", args=["X"])):
        said = as_person(ground("L1")).get(page).content.decode()
        assert said.count(words) == 1
        assert f'href="{reverse("supervision:series", args=[weekly.public_id])}"' in said


def test_who_stands_in_leads_it_and_when_they_leave_nobody_does(ground, weekly):
    slot = date(2026, 12, 7)
    move_session(series=weekly, slot=slot, to=slot, starts_at=time(10), stand_in=ground("S2"), by=ground("S1"))
    leaves(ground("S1"), LAST)
    assert states(ground("P1"))[slot] == labels.PLANNED
    leaves(ground("S2"), LAST)
    assert states(ground("P1"))[slot] == labels.UNLED


def test_nobody_is_asked_to_write_down_what_nobody_led(ground, weekly, clock):
    leaves(ground("S1"), LAST)
    clock.move_to("2026-12-08T12:00:00+00:00")
    assert date(2026, 12, 7) not in [one.on for one in to_record(ground("P1"), date(2026, 12, 8))]


def test_a_second_post_that_goes_on_keeps_the_sessions(ground, weekly):
    leaves(ground("S1"), LAST)
    with recording(by=ground("S1")) as book:
        mine = Post.objects.live().get(person=ground("S1"))
        book.record([
            Post(
                person=ground("S1"), assignment_number="S1-2", service=mine.service, team=mine.team, role=mine.role,
                fte_hundred_thousandths=50_000, started_on=LAST + timedelta(days=1),
            )
        ])  # fmt: skip
    assert set(states(ground("P1")).values()) == {labels.PLANNED}


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_grow_with_the_series(ground, django_assert_num_queries, number):
    for n in range(number):
        series(ground("S1"), ground(f"P{n + 1}"), at=time(10 + n))
    leaves(ground("S1"), LAST)
    with django_assert_num_queries(4):
        assert len([one for one in diary(Series.objects.all(), TODAY, date(2026, 12, 14), TODAY) if one.unled]) == 2 * number
    assert Service.objects.get(code="X")
