"""The chain of a service as its page shows it, who lapses for want of it, and which session saves them."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from governance.facts import recording
from people.models import Post
from supervision.actions import SessionRecord, Terms, record_session
from supervisionofsupervision.actions import begin_group
from supervisionofsupervision.queries import chain_of, leaderless, months_of
from supervisionofsupervision.queries import here as who_is_here
from supervisionofsupervision.rules.chain import ChainGap, Hole
from supervisionofsupervision.sources import lapses_of
from tests.allocations.service import pairs, practitioners, supervisors
from tests.competencies.standards_of_staying import STAYING
from tests.supervisionofsupervision.conftest import TODAY, therapist
from tests.world import in_one_line, take_in


def group(here, lead, members, first=date(2026, 12, 8), **led):
    terms = Terms("nth_weekday", first, time(10), 90)
    return begin_group(service=here, form="group", members=members, terms=terms, by=lead, **led)


def chain(here):
    return chain_of(who_is_here(here, TODAY))


def test_without_any_everybody_is_a_hole(ground, here):
    assert chain(here).holes() == tuple(ChainGap(Hole.NOBODY, (ground(f"S{n}").pk,)) for n in range(1, 5))


def test_a_group_that_runs_closes_them(ground, here):
    group(here, ground("L1"), [ground(f"S{n}") for n in range(1, 5)], first=date(2026, 11, 10), leader=ground("L1"))
    assert chain(here).holes() == ()


def test_sessions_without_a_plan_count_for_three_months(ground, here):
    therapist("T1")
    take_in(
        sessions=[
            {
                "session_ref": "A",
                "kind": "supervision_of_supervision",
                "held_on": "2026-10-01",
                "minutes": "60",
                "facilitator": "T1",
                "attendees": "S1",
            },
            {
                "session_ref": "B",
                "kind": "supervision_of_supervision",
                "held_on": "2026-06-01",
                "minutes": "60",
                "facilitator": "T1",
                "attendees": "S2",
            },
        ]
    )
    assert {one.people for one in chain(here).holes()} == {(ground(f"S{n}").pk,) for n in (2, 3, 4)}


def test_a_leader_who_is_away_or_has_left(ground, here):
    therapist("T1")
    therapist("T2")
    group(here, ground("L1"), [ground("S1"), ground("S2")], first=date(2026, 11, 10), leader=ground("T1"))
    take_in(absences=[{"employee_number": "T1", "kind": "sickness", "started_on": "2026-12-01", "finished_on": "2026-12-20"}])
    (one,) = leaderless(who_is_here(here, TODAY))
    assert (one.planned.on, one.why, one.could) == (date(2026, 12, 8), "away", (ground("T2"), ground("L1")))


def test_who_has_left_by_then_or_is_taken_does_not_stand_in(ground, here):
    for number in ("T1", "T2", "T3"):
        therapist(number)
    group(here, ground("L1"), [ground("S1"), ground("S2")], first=date(2026, 11, 10), leader=ground("T1"))
    group(here, ground("L1"), [ground("S3")], first=date(2026, 11, 10), leader=ground("T3"))
    with recording(by=ground("L1")) as book:
        book.amend(Post.objects.get(person=ground("T2")), because="Leaves.", finished_on=date(2026, 12, 1))
    take_in(absences=[{"employee_number": "T1", "kind": "sickness", "started_on": "2026-12-01", "finished_on": "2026-12-20"}])
    (one,) = leaderless(who_is_here(here, TODAY))
    assert one.could == (ground("L1"),)


def test_nobody_else_to_lead_says_so(ground, here, as_person):
    made = group(here, ground("L1"), [ground("S1")], first=date(2026, 11, 10), leader=ground("L1"))
    page = as_person(ground("L1")).get(reverse("supervisionofsupervision:leader", args=[made.public_id]))
    assert (page.status_code, "No one else can lead this group" in page.content.decode()) == (200, True)


def test_what_each_had_and_gave(ground, here):
    therapist("T1")
    take_in(
        sessions=[
            {
                "session_ref": "A",
                "kind": "supervision_of_supervision",
                "held_on": "2026-10-06",
                "minutes": "45",
                "facilitator": "T1",
                "attendees": "S1",
            },
            {
                "session_ref": "B",
                "kind": "case_management",
                "held_on": "2026-10-07",
                "minutes": "480",
                "facilitator": "S1",
                "attendees": "P1",
            },
        ]
    )
    months = dict(months_of(who_is_here(here, TODAY))[ground("S1").pk])
    found = months[date(2026, 10, 1)]
    assert (found.had, found.given, found.due, found.enough) == (45, 480, 24, True)
    assert months[date(2026, 9, 1)].enough is False


@pytest.fixture
def staying(ground):
    """Everybody lapses on 1 January 2027 unless they have had 180 minutes in four months; S1 has had 120."""
    from competencies.actions import publish_standard
    from governance.access import CONSOLE

    publish_standard(document=STAYING, by=CONSOLE)
    therapist("T1")
    take_in(
        approvals=[
            {"employee_number": f"S{n}", "kind": "stays", "approved_on": "2026-10-01", "approved_by": "L1"} for n in (1, 2)
        ],
        sessions=[
            {
                "session_ref": f"A{n}",
                "kind": "supervision_of_supervision",
                "held_on": f"2026-{n}-20",
                "minutes": "60",
                "facilitator": "T1",
                "attendees": "S1",
            }
            for n in (10, 11)
        ],
    )
    return ground


def test_who_lapses_and_which_session_saves_them(staying, here):
    people = {staying("S1").pk, staying("S2").pk}
    assert [(one.person, one.on, one.saved_by) for one in lapses_of(people, TODAY)] == [
        (staying("S1").pk, date(2027, 1, 1), None), (staying("S2").pk, date(2027, 1, 1), None),
    ]  # fmt: skip
    group(here, staying("L1"), [staying("S1"), staying("S2")], leader=staying("L1"))
    first, second = lapses_of(people, TODAY)
    assert (first.saved_by, second.saved_by) == (date(2026, 12, 8), None), (
        "S2 needs 180 by then, and only one session lies before"
    )
    assert first.saved_until is None or first.saved_until > first.on


def test_whoever_lapses_is_told_what_keeps_them_or_whom_to_ask(staying, here, as_person):
    def told(number: str) -> str:
        return in_one_line(as_person(staying(number)).get("/my/").content.decode())

    without = "without it you may not supervise from 1 January 2027"
    lead = str(staying("L1"))
    for number in ("S1", "S2"):
        assert f"Ask {lead} to put you in a group for supervision of supervision: {without}" in told(number)
    group(here, staying("L1"), [staying("S1"), staying("S2")], leader=staying("L1"))
    assert f"Come to supervision of supervision on 8 December 2026: {without}" in told("S1")
    assert f"Ask {lead} to put you in a group for supervision of supervision: {without}" in told("S2"), "one is not enough"


def test_held_it_saves_them(staying, here, clock):
    made = group(here, staying("L1"), [staying("S1")], leader=staying("L1"))
    clock.move_to("2026-12-08T17:00:00+00:00")
    record = SessionRecord(held_on=date(2026, 12, 8), minutes=90, attendees=(staying("S1"),))
    record_session(series=made.series, slot=date(2026, 12, 8), record=record, by=staying("L1"))
    found = lapses_of({staying("S1").pk}, date(2026, 12, 8))
    assert all(one.on > date(2027, 1, 1) for one in found)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_more(ground, here, as_person, django_assert_num_queries, count):
    for n in range(1, count + 1):
        one = group(here, ground("L1"), [ground(f"S{n}")], first=date(2026, 11, 10) + timedelta(days=n), leader=ground("L1"))
        record = SessionRecord(held_on=date(2026, 11, 10) + timedelta(days=n), minutes=60, attendees=(ground(f"S{n}"),))
        record_session(series=one.series, slot=one.series.first_on, record=record, by=ground("L1"))
    client = as_person(ground("M1"))
    client.get(reverse("supervisionofsupervision:service", args=["X"]))
    with django_assert_num_queries(38):
        client.get(reverse("supervisionofsupervision:service", args=["X"]))


def test_groups_and_supervisors_come_in_pages_of_25(ground, as_person):
    more = [f"S{n}" for n in range(5, 31)]
    supervisors(*more)
    practitioners(*(f"P{n}" for n in range(5, 31)))
    pairs(*((f"P{n}", f"S{n}") for n in range(5, 31)))
    address, client = reverse("supervisionofsupervision:service", args=["X"]), as_person(ground("L1"))
    first, second = client.get(address), client.get(address, {"supervisors": "2"})
    assert [len(page.context["months"].rows) for page in (first, second)] == [25, 5]
    assert "?supervisors=2" in first.content.decode()
    assert "30 supervisors are in no group." in first.content.decode()
