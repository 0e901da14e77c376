"""Places on courses: asked for, approved, waited for, given up; what they do to eligibility; and what is refused."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from competencies.models import TimelineRun
from competencies.queries.careers import _standards
from governance.access import CONSOLE
from people.desk import waiting_for
from people.models import Notice, Person, Service
from tests.conftest import manage
from tests.races import size
from tests.world import take_in
from training.actions import (
    Refused,
    approve_place,
    ask_for_place,
    cancel_edition,
    decline_place,
    describe_course,
    note_attendance,
    plan_edition,
    withdraw_place,
)
from training.models import Completion, Edition, Place, PlaceState, PlaceStep
from training.queries import booked, refreshers, runs, to_decide

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    import time_machine

    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller
    _standards.cache_clear()  # it goes by when something was published, which a clock that stands still cannot tell


@pytest.fixture
def course(world):
    return describe_course(code="FIVE", title="Five days", days=5, tags=["li_supervisor"], by=CONSOLE)


@pytest.fixture
def edition(world, course):
    return plan(world, course)


def plan(world, course, places: int = 1, starts: str = "2027-01-04", ends: str = "2027-01-08") -> Edition:
    about = {"service": Service.objects.get(code="HERE"), "course": course, "places": places, "by": world.lead}
    return plan_edition(starts_on=date.fromisoformat(starts), ends_on=date.fromisoformat(ends), **about)


def state(place: Place) -> str:
    place.refresh_from_db()
    return place.state


def enrolments(who: Person) -> list[tuple]:
    return list(Completion.objects.live().filter(person=who).values_list("started_on", "completed_on", "withdrawn_on"))


def refusal(act, **given) -> str:
    def counts():
        return [model.objects.count() for model in (Completion, Edition, Place, PlaceStep, Notice)]

    before = counts()
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    assert counts() == before
    return str(refused.value)


def test_whom_a_place_cannot_be_given_to_stops_nobody_from_giving_up_theirs(world, edition):
    """Ada waits first, and is on record for that very day by an import; the colleague waits after her."""
    people = (world.manager, world.ada, world.colleague)
    booked_place, first, second = (ask_for_place(edition=edition, by=person) for person in people)
    for place in (booked_place, first, second):
        approve_place(place=place, by=world.lead)
    take_in(completions=[{"employee_number": "A1", "course_code": "FIVE", "started_on": "2027-01-04", "completed_on": ""}])
    withdraw_place(place=booked_place, by=world.manager)
    assert (state(booked_place), state(first), state(second)) == (PlaceState.WITHDRAWN, PlaceState.LISTED, PlaceState.BOOKED)


def test_the_last_place_goes_to_the_first_approved_and_the_others_move_up_in_order(world, edition):
    places = [ask_for_place(edition=edition, by=who) for who in (world.ada, world.colleague, world.manager)]
    assert [p.person for p in to_decide(Place.objects.all(), date(2026, 11, 23))] == [world.ada, world.colleague, world.manager]
    for place in (places[1], places[0], places[2]):
        approve_place(place=place, by=world.lead)
    assert [state(p) for p in places] == ["listed", "booked", "listed"]
    assert enrolments(world.colleague) == [(date(2027, 1, 4), None, None)]
    withdraw_place(place=places[1], by=world.colleague)
    assert [state(p) for p in places] == ["booked", "withdrawn", "listed"]
    assert (enrolments(world.colleague), enrolments(world.ada)) == ([], [(date(2027, 1, 4), None, None)])
    assert Notice.objects.filter(person=world.ada).first().text == "Your place on “Five days” is booked."
    (run,) = runs(Edition.objects.all(), world.ada.pk, date(2026, 11, 23))
    assert (run.booked, run.listed, run.left, run.mine) == (1, 1, 0, "booked")


def test_giving_a_place_up_during_the_course_ends_the_enrolment_that_day(world, edition, clock):
    place = approve_place(place=ask_for_place(edition=edition, by=world.ada), by=world.lead)
    clock.move_to("2027-01-06T12:00:00+00:00")
    withdraw_place(place=place, by=world.ada)
    assert enrolments(world.ada) == [(date(2027, 1, 4), None, date(2027, 1, 6))]


def test_whoever_was_there_sends_a_certificate_and_whoever_was_not_has_withdrawn(world, course, clock):
    edition = plan(world, course, places=2)
    there, not_there = (
        approve_place(place=ask_for_place(edition=edition, by=who), by=world.lead) for who in (world.ada, world.colleague)
    )
    assert refusal(note_attendance, place=there, attended=True, by=world.lead) == "This course is not over yet."
    clock.move_to("2027-01-09T12:00:00+00:00")
    assert len(to_decide(Place.objects.all(), date(2027, 1, 9))) == 2
    note_attendance(place=there, attended=True, by=world.lead)
    note_attendance(place=not_there, attended=False, by=world.lead)
    assert (state(there), state(not_there)) == ("attended", "absent")
    assert enrolments(world.ada) == [(date(2027, 1, 4), None, None)]
    assert enrolments(world.colleague) == [(date(2027, 1, 4), None, date(2027, 1, 8))]
    assert to_decide(Place.objects.all(), date(2027, 1, 9)) == []


def test_calling_off_takes_every_place_back_and_says_why(world, edition):
    places = [ask_for_place(edition=edition, by=who) for who in (world.ada, world.colleague)]
    approve_place(place=places[0], by=world.lead)
    assert refusal(cancel_edition, edition=edition, reason=" ", by=world.lead) == "Enter why it will not take place."
    cancel_edition(edition=edition, reason="The trainer is ill.", by=world.manager)
    assert ([state(p) for p in places], enrolments(world.ada)) == (["withdrawn", "withdrawn"], [])
    assert Notice.objects.filter(text="“Five days” will not take place: The trainer is ill.").count() == 2
    assert refusal(ask_for_place, edition=edition, by=world.ada) == "These dates are cancelled: The trainer is ill."
    assert plan(world, edition.course).pk != edition.pk


def test_a_course_that_comes_first(world, course, clock):
    second = describe_course(code="MORE", title="More", days=1, needs=course, by=CONSOLE)
    later = plan(world, second, starts="2027-02-01", ends="2027-02-01")
    needed = "“Five days” comes first. Complete it, or book it for before these dates."
    assert refusal(ask_for_place, edition=later, by=world.ada) == needed
    approve_place(place=ask_for_place(edition=plan(world, course), by=world.ada), by=world.lead)
    assert ask_for_place(edition=later, by=world.ada).state == PlaceState.ASKED
    loop = "A course cannot come before itself. Choose another that comes first."
    with pytest.raises(Refused, match=loop):
        describe_course(code="FIVE", title="Five days", days=5, needs=second, by=CONSOLE)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"starts": "2027-01-04", "ends": "2027-01-03"}, "This ends before it starts. Correct one of the two dates."),
        ({"starts": "2026-11-02", "ends": "2026-11-06"}, "These dates have passed. People who completed the course send their certificate."),  # noqa: E501
        ({"places": 0}, "Offer between 1 and 500 places."),
        ({}, "Dates of this course that start on that day are planned already. Open them instead."),
    ],
)  # fmt: skip
def test_dates_that_cannot_be(world, course, edition, change, said):
    assert refusal(plan, world=world, course=course, **change) == said


def test_what_is_refused(world, edition, clock):
    place = ask_for_place(edition=edition, by=world.ada)
    assert refusal(ask_for_place, edition=edition, by=world.ada) == "You have asked for this place already."
    assert refusal(decline_place, place=place, reason="", by=world.lead) == "Enter why you decline."
    decline_place(place=place, reason="Next time.", by=world.lead)
    gone = "This place has changed since you opened it: declined. Nothing was done."
    assert refusal(approve_place, place=place, by=world.lead) == gone
    assert refusal(withdraw_place, place=place, by=world.ada) == gone
    clock.move_to("2027-01-05T12:00:00+00:00")
    assert refusal(ask_for_place, edition=edition, by=world.colleague) == "This course has started. Choose later dates."


def test_who_may(world, edition):
    with pytest.raises(PermissionDenied):
        ask_for_place(edition=edition, by=world.bea_there)
    place = ask_for_place(edition=edition, by=world.lead)
    for who in (world.lead, world.ada, world.lead_there):
        with pytest.raises(PermissionDenied):
            approve_place(place=place, by=who)
    with pytest.raises(PermissionDenied):
        withdraw_place(place=place, by=world.ada)
    with pytest.raises(PermissionDenied):
        plan_edition(
            service=edition.service,
            course=edition.course,
            starts_on=date(2027, 3, 1),
            ends_on=date(2027, 3, 1),
            places=1,
            by=world.ada,
        )
    assert approve_place(place=place, by=world.manager).state == PlaceState.BOOKED


def test_pages_show_no_more_than_one_may_know(world, edition, as_person):
    place = ask_for_place(edition=edition, by=world.ada)
    page, own = f"/training/dates/{edition.public_id}/", f"/training/places/{place.public_id}/"
    seen = {
        who.first_name: [as_person(who).get(address).status_code for address in (page, own)]
        for who in (world.ada, world.colleague, world.lead, world.lead_there, world.bea_there)
    }
    assert seen == {
        "Ada": [200, 200],
        "Colleague": [200, 404],
        "Lead": [200, 200],
        "Lead_There": [404, 404],
        "Bea_There": [404, 404],
    }
    assert "Ada Test" not in as_person(world.colleague).get(page).content.decode()
    assert "Ada Test" in as_person(world.lead).get(page).content.decode()
    refused = as_person(world.colleague).post(f"{page}call-off/", {"reason": "x"})
    assert (
        refused.status_code,
        '<a class="nhsuk-link" href="/guidance/the-five-day-course/">' in refused.content.decode(),
    ) == (403, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_dates_cost_the_same_for_more(world, course, as_person, django_assert_num_queries, count):
    for month in range(1, count + 1):
        plan(world, course, starts=f"2027-0{month}-01", ends=f"2027-0{month}-05")
    client = as_person(world.ada)
    with django_assert_num_queries(6):
        assert client.get("/training/dates/").status_code == 200


def test_a_lead_decides_from_what_waits_and_the_desk_says_so(world, edition, as_person):
    place = ask_for_place(edition=edition, by=world.ada)
    client = as_person(world.lead)
    assert "1 course place to decide" in client.get("/my/").content.decode()
    assert f"/training/places/{place.public_id}/" in client.get("/my/waiting/").content.decode()
    said = client.post(f"/training/places/{place.public_id}/", {"decision": "decline"}).content.decode()
    assert "Enter why you decline" in said
    client.post(f"/training/places/{place.public_id}/", {"decision": "approve"})
    assert state(place) == "booked"
    assert [(b.course, b.ends_on) for b in booked(world.ada.pk, date(2026, 11, 23))] == [("FIVE", date(2027, 1, 8))]


# Judgement -------------------------------------------------------------------------------------------------------------
def test_a_booked_place_feeds_the_earliest_day(world, course, as_person):
    from competencies.actions import publish_standard
    from tests.world import STANDARD

    asks = {"id": "course", "type": "course_completed", "tag": "li_supervisor", "min_days": 5, "in_progress": "provisional"}
    becoming = {"op": "ALL", "of": [STANDARD["becoming"]["of"][0], asks]}
    publish_standard(document=STANDARD | {"code": "course-only", "title": "With a course", "becoming": becoming}, by=CONSOLE)
    client = as_person(world.ada)
    assert "place on" not in client.get("/my/?standard=course-only").content.decode()
    approve_place(place=ask_for_place(edition=plan(world, course), by=world.ada), by=world.lead)
    page = client.get("/my/?standard=course-only").content.decode()
    assert "You have a place on “Five days”. If you complete it, you can supervise from 8 January 2027." in page
    assert "Finish the course that ends on 8 January 2027" in page
    runs_of_ada = TimelineRun.objects.filter(person=world.ada, standard="course-only").values_list(
        "state", "started_on", "finished_on"
    )
    assert list(runs_of_ada) == [("not_yet", date(2020, 1, 1), date(2027, 1, 3)), ("provisional", date(2027, 1, 4), None)]


def test_saying_anew_what_a_course_counts_as_judges_everybody_again(world, course):
    from competencies.actions import publish_standard
    from tests.world import STANDARD

    asks = {"id": "course", "type": "course_completed", "tag": "li_supervisor"}
    publish_standard(document=STANDARD | {"code": "only", "title": "Only", "becoming": {"op": "ALL", "of": [asks]}}, by=CONSOLE)
    take_in(
        completions=[
            {
                "employee_number": "A1",
                "course_code": "FIVE",
                "completed_on": "2024-05-01",
                "verified_by": "L1",
                "verified_on": "2024-05-02",
            }
        ]
    )

    def states():
        return list(
            TimelineRun.objects.filter(person=world.ada, standard="only").values_list("state", flat=True).order_by("started_on")
        )

    assert states() == ["not_yet", "eligible"]
    describe_course(code="FIVE", title="Five days", days=5, tags=[], by=CONSOLE)
    assert states() == ["not_yet"]


def test_a_refresher_is_due_and_a_course_that_builds_on_it_refreshes(world, course):
    describe_course(code="FIVE", title="Five days", days=5, tags=["li_supervisor"], refresh_months=36, by=CONSOLE)
    describe_course(code="DAY", title="A day", days=1, needs=course, by=CONSOLE)
    done = {"employee_number": "A1", "verified_by": "L1", "verified_on": "2025-07-01"}
    take_in(completions=[done | {"course_code": "FIVE", "completed_on": "2023-05-31"}])
    assert [(r.title, r.due) for r in refreshers(world.ada.pk)] == [("Five days", date(2026, 5, 31))]
    desk = [[one.text for one in waiting_for(world.ada, on)] for on in (date(2026, 3, 1), date(2026, 3, 2), date(2026, 5, 31))]
    assert desk == [
        [], ["Your refresher of “Five days” is due on 31 May 2026"], ["Your refresher of “Five days” was due on 31 May 2026"],
    ]  # fmt: skip
    take_in(completions=[done | {"course_code": "DAY", "completed_on": "2025-06-30"}])
    assert [(r.title, r.due) for r in refreshers(world.ada.pk)] == [("Five days", date(2028, 6, 30))]


# The last place --------------------------------------------------------------------------------------------------------
RACE = """
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

from django.db import connection

from governance.access import CONSOLE
from people.models import Person, Service
from tests.races import size
from tests.world import World, person, post, take_in
from training.actions import approve_place, ask_for_place, describe_course, plan_edition
from training.models import Completion, Place

MANY = size(20, 1)[0]
world, soon = World(), date.today() + timedelta(days=30)
numbers = [f"R{n}" for n in range(MANY)]
take_in(people=[person(n) for n in numbers], posts=[post(n) for n in numbers])
course = describe_course(code="FIVE", title="Five days", days=5, by=CONSOLE)
about = {"service": Service.objects.get(code="HERE"), "course": course, "by": world.lead}
edition = plan_edition(starts_on=soon, ends_on=soon, places=1, **about)
places = [ask_for_place(edition=edition, by=Person.objects.get(employee_number=n)) for n in numbers]
gate = Barrier(MANY)

def approve(place):
    gate.wait()
    try:
        return approve_place(place=place, by=world.lead).state
    finally:
        connection.close()

with ThreadPoolExecutor(MANY) as pool:
    said = Counter(pool.map(approve, places))
print(json.dumps([said, Counter(Place.objects.values_list("state", flat=True)), Completion.objects.count()]))
"""


@pytest.mark.race
def test_of_many_approvals_at_once_for_the_last_place_one_books(a_database):
    states = {"booked": 1, "listed": size(20, 1)[0] - 1}
    assert json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout) == [states, states, 1]
