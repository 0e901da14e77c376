"""Who has left is out from the day after: nothing of anybody, nothing written, and for a time what is their own."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import resolve

from allocations.desk import waits
from allocations.queries import situation
from allocations.stopping import ahead
from competencies.queries import principal
from governance.access import CONSOLE, may
from governance.policy import POLICY, Action, Role
from governance.refusal import Refused
from governance.routes import routes
from people.actions import close_account, give_membership, open_account, reopen_account, welcome
from people.leaving import archive_of, fetches_until
from people.models import Person, Post, Service
from reflection.actions import make_offer
from supervision.actions import SessionRecord, new_address, record_another
from supervision.models import Feed
from tests.world import post, take_in

from .test_sign_in import PASSWORD

pytestmark = pytest.mark.django_db
NOON = "2026-11-25T12:00:00+00:00"
STILL = {
    "/my/archive/",
    "/my/archive/statement.pdf",
    "/my/archive/portfolio.pdf",
    "/my/reflections/take-along/",
    "/my/reflections/erase/",
}
"""What somebody who has left can open for a time."""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def leaves(number: str, on: str) -> None:
    here = Post.objects.live().get(person__employee_number=number)
    take_in(posts=[post(number, here.role, finish=on, assignment_number=here.assignment_number)])


def fresh(person: Person) -> Person:
    return Person.objects.get(pk=person.pk)


def without_arguments() -> list[str]:
    """Every address of ours that needs nothing to be filled in, and is not the accounts', the admin's or open to all."""
    ours = ("/my/", "/people/", "/competencies/", "/oversight/", "/training/", "/allocations/", "/supervision")
    return sorted({route.address for route in routes() if route.address.startswith(ours) and "<" not in route.address})


@pytest.mark.parametrize("address", without_arguments())
def test_no_page_opens_the_day_after(world, as_person, address):
    leaves("A1", "2026-11-24")
    answer = as_person(world.ada).get(address)
    if address in STILL:
        assert answer.status_code == 200, address
    elif address == "/my/":
        assert (answer.status_code, answer["Location"]) == (302, "/my/archive/")
    elif answer.status_code == 302:
        assert as_person(world.ada).get(answer["Location"]).status_code == 404
    else:
        assert answer.status_code in (404, 405), (address, answer.status_code)


def test_the_archive_names_nobody_else(world, as_person):
    make_offer(person=world.ada, kind="interest", words="Trauma", shown=True, by=world.ada)
    leaves("A1", "2026-11-24")
    page = as_person(world.ada).get("/my/archive/").content.decode()
    others = [str(person) for person in Person.objects.exclude(pk=world.ada.pk)]
    assert [name for name in others if name in page] == []
    assert "24 November 2026" in page and "24 November 2027" in page and "take-along" in page


def test_on_the_last_day_everything_is_open(world, as_person):
    leaves("A1", "2026-11-25")
    assert as_person(world.ada).get("/my/").status_code == 200


def test_the_time_for_fetching_ends(world, as_person, clock, settings):
    leaves("A1", "2026-11-24")
    settings.ARCHIVE_MONTHS = 1
    assert fetches_until(world.ada, date(2026, 11, 25)) == date(2026, 12, 24)
    clock.move_to("2026-12-24T12:00:00+00:00")
    assert as_person(world.ada).get("/my/archive/").status_code == 200
    clock.move_to("2026-12-25T12:00:00+00:00")
    client = as_person(world.ada)
    assert client.get("/my/archive/")["Location"].startswith("/accounts/login/")
    assert client.get("/my/").url.startswith("/accounts/login/")


def test_nothing_is_recorded_for_a_day_after_leaving(world):
    take_in(allocations=[{"supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2026-01-05"}])
    leaves("C1", "2026-11-20")
    record = SessionRecord(held_on=date(2026, 11, 24), minutes=60, attendees=(world.ada,))
    with pytest.raises(PermissionDenied):
        record_another(facilitator=fresh(world.colleague), kind="case_management", record=record, by=fresh(world.colleague))


def test_nobody_leads_on_a_day_without_a_post(world):
    take_in(allocations=[{"supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2019-01-05"}])
    record = SessionRecord(held_on=date(2019, 12, 2), minutes=60, attendees=(world.ada,))
    with pytest.raises(Refused, match="had no post on 2 December 2019"):
        record_another(facilitator=world.colleague, kind="case_management", record=record, by=world.colleague)


# What each may still do ------------------------------------------------------------------------------------------------------
def absent(kind: str):
    return lambda world: take_in(absences=[{"employee_number": "A1", "kind": kind, "started_on": "2026-11-01"}])


def between(world):
    leaves("A1", "2026-11-24")
    take_in(posts=[post("A1", start="2027-02-01", assignment_number="A1-next")])


def only_a_membership(world):
    leaves("A1", "2026-11-24")
    service = Service.objects.get(code="HERE")
    give_membership(
        person=world.ada,
        role=Role.EDITOR,
        service=service,
        started_on=date(2026, 11, 1),
        finished_on=date(2026, 11, 30),
        by=CONSOLE,
    )


def suspended(world):
    close_account(person=world.ada, on=date(2026, 11, 25), by=CONSOLE)


def seconded(world):
    take_in(
        absences=[{"employee_number": "A1", "kind": "secondment", "started_on": "2026-11-01"}],
        posts=[post("A1", start="2026-11-01", service="THERE", assignment_number="A1-there")],
    )


OWN, WRITES, FETCHES = Action.VIEW_PERSON, Action.KEEP_REFLECTION, Action.VIEW_ARCHIVE
TABLE = [
    ("in post", lambda world: None, (True, True, True)),
    ("on a career break", absent("career_break"), (True, True, True)),
    ("on parental leave", absent("parental"), (True, True, True)),
    ("seconded", seconded, (True, True, True)),
    ("between two posts", between, (False, False, True)),
    ("left", lambda world: leaves("A1", "2026-11-24"), (False, False, True)),
    ("a membership alone", only_a_membership, (True, True, True)),
    ("suspended", suspended, (False, False, False)),
]


@pytest.mark.parametrize(("who", "becomes", "may_do"), TABLE, ids=[who for who, *_ in TABLE])
def test_what_each_may_still_do(world, who, becomes, may_do):
    becomes(world)
    ada = fresh(world.ada)
    assert tuple(may(ada, action, ada) for action in (OWN, WRITES, FETCHES)) == may_do


def test_between_two_posts_the_time_does_not_run_out(world, clock):
    between(world)
    clock.move_to("2027-01-31T12:00:00+00:00")
    assert may(fresh(world.ada), FETCHES, world.ada)
    clock.move_to("2027-02-01T12:00:00+00:00")
    assert may(fresh(world.ada), OWN, world.ada)


def test_a_membership_ends_like_a_post(world, clock):
    only_a_membership(world)
    clock.move_to("2026-12-01T12:00:00+00:00")
    assert not may(fresh(world.ada), OWN, world.ada)


def test_only_one_s_own_outlives_a_post():
    assert [action for action, rule in POLICY.items() if rule.after_leaving and not rule.own] == []
    kept = {action for action, rule in POLICY.items() if rule.after_leaving}
    assert kept == {Action.VIEW_ARCHIVE, Action.TAKE_ALONG, Action.VIEW_CERTIFICATE, Action.ERASE_REFLECTIONS}


def test_who_never_had_a_role_has_not_left(as_person, db):
    stranger = welcome(first_name="No", last_name="Body", email="nobody@example.nhs.uk", by=CONSOLE)
    assert as_person(stranger).get("/my/").status_code == 200
    assert archive_of(stranger, date(2026, 11, 25)) == []


# Closing an account -----------------------------------------------------------------------------------------------------------
def test_closing_ends_sign_in_sessions_links_and_feeds(world, client):
    open_account(person=world.ada, password=PASSWORD, by=CONSOLE)
    secret = new_address(person=world.ada, by=world.ada).secret
    signed_in = client.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    assert (
        signed_in.status_code,
        client.get("/my/").status_code,
        client.get(f"/supervision/calendar/{secret}.ics").status_code,
    ) == (302, 200, 200)
    call_command("close_account", world.ada.email.upper())
    assert client.get("/my/").url.startswith("/accounts/login/")
    assert (client.get(f"/supervision/calendar/{secret}.ics").status_code, Feed.objects.count()) == (404, 0)
    client.post("/accounts/login/", {"login": world.ada.email, "password": PASSWORD})
    assert client.get("/my/").url.startswith("/accounts/login/")
    assert Post.objects.live().filter(person=world.ada).count() == 1


def test_it_can_be_closed_from_a_day_on(world, as_person, clock):
    call_command("close_account", world.ada.email, "--on", "2026-12-01")
    assert as_person(world.ada).get("/my/").status_code == 200
    clock.move_to("2026-12-01T00:00:00+00:00")
    assert as_person(world.ada).get("/my/").url.startswith("/accounts/login/")


def test_nobody_of_that_address_is_said_so(db):
    with pytest.raises(CommandError, match="no person with the address"):
        call_command("close_account", "nobody@example.nhs.uk")


def test_a_manager_closes_and_opens_and_nobody_else_does(world, as_person):
    address = f"/people/{world.ada.public_id}/account/"
    assert [as_person(who).get(address).status_code for who in (world.manager, world.lead, world.ada, world.lead_there)] == [
        200,
        403,
        404,
        404,
    ]
    as_person(world.manager).post(address, {"on": "2026-11-25"})
    assert not fresh(world.ada).is_open(date(2026, 11, 25))
    as_person(world.manager).post(address)
    assert fresh(world.ada).is_open(date(2026, 11, 25))
    with pytest.raises(PermissionDenied):
        reopen_account(person=world.manager, by=world.manager)


# Before they leave
# ---------------------------------------------------------------------------------------------------------------
def test_what_would_be_left_open_is_on_the_lead_s_desk_the_day_before(world):
    from signing.actions import RequestedCompetency, request_sign_off

    request_sign_off(
        person=world.ada, framework="small", asked=[RequestedCompetency("A1", 2)], assessor=world.lead, by=world.ada
    )
    take_in(allocations=[{"supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2026-01-05"}])
    leaves("A1", "2026-11-26")
    here = situation(Service.objects.get(code="HERE"), "case_management", date(2026, 11, 25), principal())
    said = [line.text for line in waits(here, ahead(here), world.lead)]
    assert [line for line in said if "Ada Test leaves on 26 November 2026" in line] == [
        (
            "Ada Test leaves on 26 November 2026: 1 supervisor of theirs is booked beyond that day, 1 sign-off "
            "request of theirs is open"
        )
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_of_who_leaves_does_not_grow(world, django_assert_num_queries, number):
    from allocations.leavers import last_days, leavers

    take_in(
        allocations=[
            {"supervisee": n, "supervisor": "M1", "kind": "case_management", "started_on": "2026-01-05"}
            for n in ("A1", "C1", "L1")[:number]
        ]
    )
    for n in ("A1", "C1", "L1")[:number]:
        leaves(n, "2026-11-30")
    service = Service.objects.get(code="HERE")
    with django_assert_num_queries(7):
        assert len(leavers(service, last_days(service, date(2026, 11, 25), timedelta(days=30)))) == number


def test_every_address_resolves():
    assert [address for address in STILL if not resolve(address)] == []
