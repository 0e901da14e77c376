"""Doors: who can read what, from when, until when."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from allocations.models import Allocation
from governance.facts import recording
from people.models import Post, Service
from reflection.actions import Refused, share, take_back
from reflection.models import Share, ShareReading
from reflection.queries import readers_for, shared_with
from supervision.actions import Terms
from supervisionofsupervision.actions import begin_group
from tests.allocations.service import pairs, supervisors
from tests.supervisionofsupervision.conftest import therapist
from tests.world import in_one_line

from .conftest import TODAY


@pytest.fixture
def shared(who, write):
    """P1 lets their supervisor read something."""
    return share(record=write(who("P1"), did="Read me"), reader=who("S1"), whole=True, by=who("P1"))


def opened(client, person, door) -> int:
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse("reflections:shared", args=[door.public_id])).status_code


def test_the_named_reader_reads_it_and_nobody_else_knows_of_it(client, who, shared):
    found = {number: opened(client, who(number), shared) for number in ("S1", "S2", "P1", "P2", "L1", "M1", "L2")}
    assert found == {"S1": 200} | dict.fromkeys(("S2", "P1", "P2", "L1", "M1", "L2"), 404)


def test_every_reading_is_shown_to_its_author(client, who, shared):
    for _ in range(2):
        opened(client, who("S1"), shared)
    assert ShareReading.objects.filter(share=shared).count() == 2
    client.force_login(who("P1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = in_one_line(client.get(reverse("reflections:record", args=[shared.record.public_id])).content.decode())
    assert "Opened 25 November, midday, 2 times in all" in page


def test_only_the_fact(client, who, write):
    record = write(who("P1"), did="Seven words that nobody else may read")
    door = share(record=record, reader=who("S1"), whole=False, by=who("P1"))
    client.force_login(who("S1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    page = in_one_line(client.get(reverse("reflections:shared", args=[door.public_id])).content.decode())
    assert "about 10 words" in page and "25 November 2026" in page and "Four stages of learning" in page
    assert "nobody else may read" not in page


def test_taken_back_it_is_closed_at_once(client, who, shared):
    assert opened(client, who("S1"), shared) == 200
    take_back(record=shared.record, door=shared, by=who("P1"))
    assert opened(client, who("S1"), shared) == 404
    again = share(record=shared.record, reader=who("S1"), whole=False, by=who("P1"))
    assert (opened(client, who("S1"), again), opened(client, who("S1"), shared)) == (200, 404)


def ended(who, on: date) -> None:
    pair = Allocation.objects.live().get(supervisee=who("P1"))
    with recording(by=who("L1")) as book:
        book.amend(pair, because="Ended.", finished_on=on, end_reason="other")


@pytest.mark.parametrize(("days", "status"), [(0, 200), (27, 200), (28, 200), (29, 404)])
def test_it_lapses_28_days_after_the_pair_ended(client, who, shared, days, status):
    ended(who, TODAY)
    with time_machine.travel(f"{TODAY + timedelta(days=days)}T12:00:00+00:00", tick=False):
        assert opened(client, who("S1"), shared) == status
        assert len(shared_with(who("S1"), TODAY + timedelta(days=days))) == (status == 200)


def test_what_has_lapsed_stays_closed_when_the_two_are_a_pair_again(client, who, shared):
    ended(who, TODAY)
    pairs(("P1", "S1"), start="2027-09-01")
    for day, status in (("2027-02-01", 404), ("2027-09-02", 404)):
        with time_machine.travel(f"{day}T12:00:00+00:00", tick=False):
            assert opened(client, who("S1"), shared) == status


def test_a_new_supervisor_inherits_nothing(client, who, shared, write):
    write(who("P1"), did="Kept")
    ended(who, TODAY - timedelta(days=1))
    pairs(("P1", "S2"), start=TODAY.isoformat())
    client.force_login(who("S2"), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert list(shared_with(who("S2"), TODAY)) == []
    assert b"P1" not in client.get(reverse("reflections:all")).content


def test_with_a_colleague_who_is_no_pair_it_stays_until_taken_back(client, who, write):
    door = share(record=write(who("P1")), reader=who("P2"), whole=True, by=who("P1"))
    assert door.as_a_pair is False
    with time_machine.travel("2027-11-25T12:00:00+00:00", tick=False):
        assert opened(client, who("P2"), door) == 200


def test_between_colleagues_it_ends_when_they_are_no_longer_in_one_service(client, who, write):
    door = share(record=write(who("P1")), reader=who("P2"), whole=True, by=who("P1"))
    with recording(by=who("L1")) as book:
        for post in Post.objects.live().filter(person=who("P1")):
            book.amend(post, because="Left.", finished_on=TODAY)
    for days, status in ((28, 200), (29, 404)):
        with time_machine.travel(f"{TODAY + timedelta(days=days)}T12:00:00+00:00", tick=False):
            assert opened(client, who("P2"), door) == status


def test_who_leads_a_group_of_supervisors_and_its_members_are_pairs_too(who, write):
    supervisors("S3")
    therapist("H1")
    terms = Terms(every="nth_weekday", first_on=TODAY, starts_at=time(10), minutes=60)
    about = {"service": Service.objects.get(code="X"), "form": "group", "members": [who(f"S{n}") for n in (1, 2, 3)]}
    begin_group(terms=terms, leader=who("H1"), by=who("L1"), **about)
    assert share(record=write(who("S2")), reader=who("H1"), whole=True, by=who("S2")).as_a_pair is True
    assert share(record=write(who("S2")), reader=who("S3"), whole=True, by=who("S2")).as_a_pair is False


def test_a_reader_who_has_left_reads_nothing(client, who, shared):
    with recording(by=who("L1")) as book:
        for post in Post.objects.live().filter(person=who("S1")):
            book.amend(post, because="Left.", finished_on=TODAY - timedelta(days=1))
    assert opened(client, who("S1"), shared) == 404


def test_what_is_refused(who, write, tools):
    p1 = who("P1")
    score = {"score": "40", "answered": 10, "band": ""}
    for record, reader, said in (
        (write(p1, "proqol-5", burnout=score), who("S1"), "is only for you"),
        (write(p1), who("L2"), "works in your service"),
        (write(p1), p1, "works in your service"),
    ):
        with pytest.raises(Refused, match=said):
            share(record=record, reader=reader, whole=True, by=p1)
    record = write(p1)
    share(record=record, reader=who("S1"), whole=True, by=p1)
    with pytest.raises(Refused, match="already share this with Sue S1"):
        share(record=record, reader=who("S1"), whole=False, by=p1)
    assert Share.objects.count() == 1


def test_who_can_be_chosen_begins_with_who_supervises(who):
    found = readers_for(who("P1"), TODAY)
    assert (found[0].person, found[0].why) == (who("S1"), "supervises you")
    assert {one.person.employee_number for one in found[1:]} == {"P2", "P3", "S2", "M1", "L1"}
    assert {one.person.employee_number for one in readers_for(who("S1"), TODAY)[:3]} == {"P1", "P2", "P3"}


def test_what_they_will_see_is_shown_first_and_nothing_is_shared_by_looking(client, who, write):
    record = write(who("P1"), did="As they will see it")
    client.force_login(who("P1"), backend="allauth.account.auth_backends.AuthenticationBackend")
    at = reverse("reflections:share", args=[record.public_id])
    page = in_one_line(client.get(at, {"reader": str(who("S1").public_id), "whole": "yes"}).content.decode())
    assert "Sue S1 will see this" in page and "As they will see it" in page
    page = in_one_line(client.get(at, {"reader": str(who("S1").public_id), "whole": "no"}).content.decode())
    assert "As they will see it" not in page
    assert Share.objects.count() == 0
    client.post(at, {"reader": str(who("S1").public_id), "whole": "yes"})
    assert [(door.reader, door.whole) for door in Share.objects.all()] == [(who("S1"), True)]
