"""Series, and what becomes of one session of them."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from people.models import Notice, Service
from supervision import labels
from supervision.actions import (
    Refused,
    SessionRecord,
    Terms,
    begin_series,
    cancel_session,
    end_series,
    move_session,
    put_back,
    record_session,
    set_members,
)
from supervision.models import Change, Series
from supervision.queries import diary, free_days, planned_of
from tests.supervision.conftest import series
from tests.world import post, take_in

TODAY = date(2026, 11, 25)


def days(person, first=date(2026, 11, 1), last=date(2026, 12, 31)) -> list[tuple[str, str]]:
    return [(one.on.isoformat(), one.state) for one in planned_of(person, first, last, TODAY)]


def test_a_series_is_days_for_both(ground, weekly):
    mondays = ["2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"]
    later = ["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-29"]
    expected = [(day, labels.TO_RECORD) for day in mondays] + [(day, labels.PLANNED) for day in later]
    assert days(ground("S1")) == days(ground("P1")) == expected
    assert days(ground("P2")) == []


def test_who_may_plan(ground):
    lead = ground("L1")
    assert series(ground("S1"), ground("P1"), by=lead).facilitator == ground("S1")
    for other in ("S2", "P1", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            series(ground("S1"), ground("P1"), by=ground(other))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"minutes": 0}, "Enter how long it takes, from 1 to 480 minutes."),
        ({"last_on": date(2026, 1, 1)}, "The last day is before the first session. Choose a later last day."),
        ({"every": "blue moon"}, "Choose how often, and what happens on a bank holiday."),
        ({"kind": "tea"}, "Choose what kind of supervision it is."),
    ],
)
def test_what_cannot_be_planned(ground, change, said):
    with pytest.raises(Refused, match=said):
        series(ground("S1"), ground("P1"), **change)
    assert Series.objects.count() == 0


def test_nobody_leads_themselves_or_reaches_into_another_service(ground):
    for by, who_is, said in (
        ("S1", "S1", "You do not supervise Sue S1"),
        ("L1", "S1", "cannot be supervised in it"),
        ("L1", "L2", "Choose people of X"),
    ):
        with pytest.raises(Refused, match=said):
            series(ground("S1"), ground(who_is), by=ground(by))


def test_nobody_plans_for_somebody_whom_they_do_not_supervise(ground, as_person):
    with pytest.raises(Refused, match="You do not supervise Lead X"):
        series(ground("P1"), ground("L1"))
    for name, args in (("begin", [ground("P1").public_id]), ("another", [])):
        assert (
            "You do not supervise anyone yet"
            in as_person(ground("P1")).get(reverse(f"supervision:{name}", args=args)).content.decode()
        )


def test_moved_cancelled_and_put_back(ground, weekly):
    s1, p1 = ground("S1"), ground("P1")
    move_session(series=weekly, slot=date(2026, 11, 30), to=date(2026, 12, 2), starts_at=time(14), by=p1)
    cancel_session(series=weekly, slot=date(2026, 12, 7), reason="clinic", by=s1)
    found = {one.slot: one for one in diary(Series.objects.all(), date(2026, 11, 26), date(2026, 12, 10), TODAY)}
    moved, cancelled = found[date(2026, 11, 30)], found[date(2026, 12, 7)]
    assert (moved.on, moved.starts_at, moved.moved, moved.state) == (date(2026, 12, 2), time(14), True, labels.PLANNED)
    assert (cancelled.cancelled, cancelled.state) == ("clinic", labels.CANCELLED_STATE)
    told = list(Notice.objects.filter(person=p1).values_list("text", flat=True))
    assert told[0] == "Sue S1 cancelled your session on 7 December 2026."
    put_back(series=weekly, slot=date(2026, 12, 7), by=s1)
    assert Change.objects.count() == 1
    with pytest.raises(Refused, match="has not been changed"):
        put_back(series=weekly, slot=date(2026, 12, 7), by=s1)


def test_moved_into_another_month_is_found_there(ground, weekly):
    move_session(series=weekly, slot=date(2026, 11, 30), to=date(2026, 12, 1), starts_at=time(10), by=ground("S1"))
    assert ("2026-12-01", labels.PLANNED) in days(ground("P1"), date(2026, 12, 1), date(2026, 12, 1))
    assert days(ground("P1"), date(2026, 11, 30), date(2026, 11, 30)) == []


@pytest.mark.parametrize(
    ("act", "about", "said"),
    [
        (move_session, {"slot": date(2026, 12, 1), "to": date(2026, 12, 2), "starts_at": time(9)}, "There is no session"),
        (move_session, {"slot": date(2026, 11, 30), "to": date(2026, 11, 20), "starts_at": time(9)}, "from today on"),
        (move_session, {"slot": date(2026, 11, 30), "to": date(2027, 3, 1), "starts_at": time(9)}, "within two months"),
        (cancel_session, {"slot": date(2026, 11, 30), "reason": "because"}, "Choose why it is cancelled"),
    ],
)  # fmt: skip
def test_refused(ground, weekly, act, about, said):
    with pytest.raises(Refused, match=said):
        act(series=weekly, by=ground("S1"), **about)
    assert Change.objects.count() == 0


def test_who_stands_in_can_see_and_write_down_what_they_led(ground, weekly, as_person, clock):
    s2 = ground("S2")
    move_session(
        series=weekly, slot=date(2026, 11, 30), to=date(2026, 11, 30), starts_at=time(10), stand_in=s2, by=ground("S1")
    )
    clock.move_to("2026-11-30T17:00:00+00:00")
    assert as_person(s2).get(reverse("supervision:record", args=[weekly.public_id, date(2026, 11, 30)])).status_code == 200
    record = SessionRecord(held_on=date(2026, 11, 30), minutes=60, attendees=(ground("P1"),))
    session = record_session(series=weekly, slot=date(2026, 11, 30), record=record, by=s2)
    assert session.facilitator == s2


def test_who_stands_in_once_does_not_end_it(ground, weekly):
    s2, slot = ground("S2"), date(2026, 11, 30)
    move_session(series=weekly, slot=slot, to=slot, starts_at=time(10), stand_in=s2, by=ground("S1"))
    for act, about in ((end_series, {"last_on": slot}), (set_members, {"members": [ground("P2")], "from_on": slot})):
        with pytest.raises(Refused, match="Only a lead, or the person who leads these sessions"):
            act(series=weekly, by=s2, **about)


def test_what_is_cancelled_takes_nobody_s_hour(ground, weekly):
    other = series(ground("S1"), ground("P3"), first=date(2026, 12, 3), at=time(10, 30))
    (one,) = planned_of(ground("P1"), date(2026, 11, 30), date(2026, 11, 30), TODAY)
    assert date(2026, 12, 3) not in free_days(one, TODAY)
    cancel_session(series=other, slot=date(2026, 12, 3), reason="leave", by=ground("S1"))
    assert date(2026, 12, 3) in free_days(one, TODAY)


def test_somebody_stands_in(ground, weekly):
    s2 = ground("S2")
    move_session(
        series=weekly, slot=date(2026, 11, 30), to=date(2026, 11, 30), starts_at=time(10), stand_in=s2, by=ground("S1")
    )
    assert days(s2) == [("2026-11-30", labels.PLANNED)]
    with pytest.raises(Refused, match="who is not supervised in the session"):
        move_session(
            series=weekly,
            slot=date(2026, 12, 7),
            to=date(2026, 12, 7),
            starts_at=time(10),
            stand_in=ground("P1"),
            by=ground("S1"),
        )


def test_people_come_and_go(ground, weekly):
    s1, p1, p2 = ground("S1"), ground("P1"), ground("P2")
    set_members(series=weekly, members=[p2], from_on=date(2026, 12, 1), by=s1)
    assert days(p1)[-1][0] == "2026-11-30" and days(p2)[0][0] == "2026-12-07"
    assert list(Notice.objects.filter(person=p2).values_list("text", flat=True)) == [
        "Sue S1 added you to case management supervision."
    ]


def test_a_series_ends(ground, weekly):
    end_series(series=weekly, last_on=date(2026, 11, 30), by=ground("P1"))
    assert days(ground("S1"))[-1][0] == "2026-11-30"
    with pytest.raises(Refused, match="already end by then"):
        end_series(series=weekly, last_on=date(2026, 12, 30), by=ground("S1"))


def test_one_that_never_began_holds_no_session(ground):
    one = series(ground("S1"), ground("P1"), first=date(2026, 12, 7))
    end_series(series=one, last_on=date(2026, 12, 1), by=ground("S1"))
    assert days(ground("P1")) == days(ground("S1")) == []


def test_strangers_may_not_touch_it(ground, weekly):
    for other in ("S2", "P2", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            cancel_session(series=weekly, slot=date(2026, 11, 30), reason="other", by=ground(other))


def test_days_on_which_all_can_come(ground, weekly):
    take_in(
        absences=[{"employee_number": "P1", "kind": "annual_leave", "started_on": "2026-12-01", "finished_on": "2026-12-02"}]
    )
    series(ground("S1"), ground("P3"), first=date(2026, 12, 3), at=time(10, 30))
    one = next(one for one in planned_of(ground("P1"), date(2026, 11, 30), date(2026, 11, 30), TODAY))
    assert [day.day for day in free_days(one, TODAY)] == [26, 27, 4, 8, 9]


def test_what_was_moved_past_the_end_ends_with_it(ground, weekly):
    move_session(series=weekly, slot=date(2026, 11, 30), to=date(2026, 12, 3), starts_at=time(10), by=ground("S1"))
    move_session(series=weekly, slot=date(2026, 12, 7), to=date(2026, 12, 8), starts_at=time(10), by=ground("S1"))
    end_series(series=weekly, last_on=date(2026, 12, 1), by=ground("S1"))
    assert days(ground("S1"))[-2:] == [("2026-11-23", labels.TO_RECORD), ("2026-11-30", labels.CANCELLED_STATE)]


def test_who_left_may_not_touch_it_any_more(ground, weekly, as_person):
    set_members(series=weekly, members=[ground("P2")], from_on=date(2026, 11, 20), by=ground("S1"))
    with pytest.raises(PermissionDenied):
        end_series(series=weekly, last_on=date(2026, 12, 1), by=ground("P1"))
    assert as_person(ground("P1")).get(reverse("supervision:series", args=[weekly.public_id])).status_code == 404
    told = list(Notice.objects.filter(person=ground("P1")).values_list("text", flat=True))
    assert told[0] == "You are no longer in case management supervision with Sue S1 from 20 November 2026."


def test_who_leaves_later_can_be_kept_or_taken_out_sooner(ground, weekly):
    s1, p1, p2 = ground("S1"), ground("P1"), ground("P2")
    set_members(series=weekly, members=[p2], from_on=date(2026, 12, 14), by=s1)
    set_members(series=weekly, members=[p1, p2], from_on=date(2026, 12, 1), by=s1)
    (one,) = diary(Series.objects.all(), date(2026, 12, 21), date(2026, 12, 21), TODAY)
    assert sorted(person.employee_number for person in one.members) == ["P1", "P2"]
    set_members(series=weekly, members=[p2], from_on=date(2027, 3, 1), by=s1)
    set_members(series=weekly, members=[p2], from_on=date(2026, 12, 1), by=s1)
    assert days(p1)[-1][0] == "2026-11-30"


def test_a_lead_plans_in_their_own_service_only(ground):
    take_in(posts=[post("S1", service="Y", assignment_number="S1-Y")])
    with pytest.raises(Refused, match="You do not lead Y"):
        begin_series(
            facilitator=ground("S1"), service=Service.objects.get(code="Y"), kind="case_management", members=[ground("L2")],
            terms=Terms("week", date(2026, 12, 1), time(10), 60), by=ground("L1"),
        )  # fmt: skip


def test_supervision_of_supervision_is_not_made_here(ground):
    with pytest.raises(Refused, match="Your lead sets up"):
        series(ground("S1"), ground("P1"), kind="supervision_of_supervision")


@pytest.mark.parametrize(
    "address", ["?on=9999-12-31", "?on=0001-01-01", "month/?on=9999-12-31", "month/?on=0001-03-01", "?on=soon"]
)
def test_odd_days_in_addresses(ground, as_person, address):
    assert as_person(ground("S1")).get(f"/supervision/{address}").status_code == 200


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "2199-12-31"])
def test_odd_slots_in_addresses(ground, weekly, as_person, day):
    for ending in ("", "move/"):
        assert as_person(ground("S1")).get(f"/supervision/series/{weekly.public_id}/{day}/{ending}").status_code == 404


def test_a_manager_is_not_told_who_was_ill(ground, weekly, as_person):
    cancel_session(series=weekly, slot=date(2026, 11, 23), reason="supervisee_ill", by=ground("S1"))
    address = reverse("supervision:series", args=[weekly.public_id])
    pages = {who: as_person(ground(who)).get(address).content.decode() for who in ("P1", "M1", "L1")}
    assert {who: "is ill" in page for who, page in pages.items()} == {"P1": True, "M1": False, "L1": True}


@pytest.mark.parametrize("count", [1, 3])
def test_the_diary_costs_the_same_for_more(ground, django_assert_num_queries, count):
    for number in ("P1", "P2", "P3")[:count]:
        one = series(ground("S1"), ground(number))
        cancel_session(series=one, slot=date(2026, 11, 30), reason="leave", by=ground("S1"))
    person = ground("S1")
    with django_assert_num_queries(4):
        assert len(planned_of(person, date(2026, 11, 1), date(2026, 12, 31), TODAY)) == 9 * count
