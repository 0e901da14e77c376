"""Any day, twice dated: what was known at an instant is answered later as it was answered then."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from allocations.models import Allocation
from governance.facts import recording
from oversight.anyday import ServiceDay, on_a_day
from supervision.actions import SessionRecord, confirm, correct_session, dispute, record_another
from supervision.models import Session
from tests.allocations.service import pairs
from tests.supervision.conftest import clock, ground  # noqa: F401
from tests.world import take_in

ON = date(2026, 11, 20)
PEOPLE, DAYS = ("P1", "S1", "S2"), (date(2026, 11, 2), date(2026, 11, 17), ON, date(2026, 11, 25))


def plain(day: ServiceDay) -> tuple:
    """Everything that a page would say of it."""
    return (
        [post.pk for post in day.posts], day.state, day.rules,
        [(one.pair.pk, one.state, one.agreement) for one in day.supervised], [pair.pk for pair in day.supervises],
        [(one.dose.kind, one.held, one.expected, one.received) for one in day.doses],
        [(one.session.pk, one.led, one.answers, one.days_after) for one in day.sessions],
    )  # fmt: skip


def answers(who, known_at=None) -> dict[tuple[str, date], tuple]:
    return {(number, on): plain(on_a_day(who(number), on, "approved", known_at)) for number in PEOPLE for on in DAYS}


def held(who, on, minutes=60) -> Session:
    about = SessionRecord(held_on=on, minutes=minutes, attendees=(who("P1"),))
    return record_another(facilitator=who("S1"), kind="case_management", record=about, by=who("S1"))


def moved(who) -> None:
    """P1 goes from S1 to S2: entered today, so since a week ago."""
    with recording(by=who("L1")) as book:
        book.amend(Allocation.objects.live().get(supervisee=who("P1")), because="Moved.", finished_on=date(2026, 11, 16))
    pairs(("P1", "S2"), start="2026-11-17")


def lapsed(who) -> None:
    """It comes out that S1 could not supervise any more since the middle of the month."""
    row = {
        "employee_number": "S1",
        "kind": "panel",
        "approved_on": "2024-01-01",
        "approved_by": "L1",
        "withdrawn_on": "2026-11-18",
    }
    take_in(approvals=[row])


def test_every_answer_stays_what_it_was(ground, clock):  # noqa: F811
    steps = [
        lambda: held(ground, date(2026, 11, 10)),
        lambda: confirm(session=Session.objects.live().get(), by=ground("P1")),
        lambda: held(ground, date(2026, 11, 2)),
        lambda: dispute(
            session=Session.objects.live().latest("pk"), held_on=date(2026, 11, 2), minutes=20, words="Short.", by=ground("P1")
        ),
        lambda: correct_session(
            session=Session.objects.live().get(held_on=date(2026, 11, 2)),
            by=ground("S1"),
            record=SessionRecord(held_on=date(2026, 11, 2), minutes=20, attendees=(ground("P1"),)),
        ),
        lambda: moved(ground),
        lambda: lapsed(ground),
    ]
    was = [(timezone.now(), answers(ground))]
    for step in steps:
        clock.shift(timedelta(hours=1))
        step()
        was.append((timezone.now(), answers(ground)))
    assert len({str(found) for _, found in was}) == len(was)  # every step changed some answer
    clock.shift(timedelta(hours=1))
    for instant, found in was:
        assert answers(ground, instant) == found


def test_what_the_page_says(ground, clock, as_person):  # noqa: F811
    held(ground, date(2026, 11, 3))
    moved(ground)
    at = reverse("oversight:anyday", args=[ground("P1").public_id])
    page = as_person(ground("L1")).get(at, {"on": "2026-11-25"}).content.decode()
    assert "On 25 November 2026, as we know it now" in page and "Sue S2, since 17 November 2026" in page
    assert "25 November 2026: entered late, 22 days after" in page
    page = as_person(ground("L1")).get(at, {"on": "2026-11-25", "known": "2026-11-24"}).content.decode()
    assert "as it was known on 24 November 2026" in page and "No supervisor on this day" in page and "entered late" not in page
    assert "enter a date that exists" in as_person(ground("L1")).get(at, {"on": "soon"}).content.decode()


def test_many_sessions_come_in_pages_that_keep_the_question(ground, clock, as_person):  # noqa: F811
    for day in range(1, 15):
        for month in (10, 11):
            held(ground, date(2026, month, day))
    at = reverse("oversight:anyday", args=[ground("P1").public_id])
    page = as_person(ground("L1")).get(at, {"on": "2026-11-25"})
    assert len(page.context["sessions"].rows) == 25 and page.context["sessions"].rows[0][0] == "14 November 2026"
    assert "1 to 25 of 28 sessions" in page.content.decode() and "on=2026-11-25&amp;page=2" in page.content.decode()


@pytest.mark.parametrize(("number", "status"), [("L1", 200), ("M1", 200), ("P1", 200), ("S1", 404), ("P2", 404), ("L2", 404)])
def test_who_may_ask(ground, as_person, number, status):  # noqa: F811
    at = reverse("oversight:anyday", args=[ground("P1").public_id])
    assert as_person(ground(number)).get(at).status_code == status


def test_the_cost_does_not_grow(ground, clock, as_person, django_assert_num_queries):  # noqa: F811
    at, lead = reverse("oversight:anyday", args=[ground("P1").public_id]), ground("L1")
    held(ground, date(2026, 11, 3))
    as_person(lead).get(at)
    for day in (10, 12):
        with django_assert_num_queries(33):
            as_person(lead).get(at)
        held(ground, date(2026, 11, day))
