"""A choice that does not fit keeps the plan, marks its line with both names, and full supervisors are not offered."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allocations.models import Allocation
from allocations.planning import Planner, Room, without_misfits
from allocations.queries import situation
from people.models import Service
from tests.allocations.service import found, on_the_course, pairs, practitioners, supervisors, who
from tests.supervision.conftest import clock  # noqa: F401

ON = date(2026, 11, 30)


@pytest.fixture
def service(db, clock) -> Service:  # noqa: F811
    found()
    supervisors("S1", "S2", minutes=300)
    supervisors("S3", minutes=120)
    practitioners("P1", "P2", "P3", "P4")
    pairs(("P1", "S1"), ("P2", "S1"), ("P3", "S1"), ("P4", "S3"))
    return Service.objects.get(code="X")


def page(as_person, **chosen: str) -> str:
    wanted = {"kind": "case_management", "on": "2026-11-30", "without": who("S1").public_id}
    wanted |= {f"to-{who(n).public_id}": who(s).public_id for n, s in chosen.items()}
    return as_person(who("L1")).get(reverse("allocations:plan", args=["X"]), wanted).content.decode()


def offered(said: str, person: str) -> list[str]:
    select = re.search(rf'<select[^>]*name="to-{who(person).public_id}".*?</select>', said, re.S).group()
    return re.findall(r"<option[^>]*>\s*([^<]*?)\s*</option>", select)


def test_a_choice_that_does_not_fit_keeps_the_plan_and_marks_its_line(service, as_person):
    said = page(as_person, P1="S3", P2="S3")
    assert "3 people would get a new supervisor" in said and "<strong>Pat P1</strong>" in said and "Approve plan" in said
    assert "Choose someone else: 1 person" in said
    assert said.count("Sue S3 has no room for Pat P2. Choose someone else") == 2, "in the summary, and at the line"
    assert f'href="#id_to-{who("P2").public_id}"' in said
    assert "<title>Error: " in said
    assert "no room for Pat P1" not in said


def test_each_name_says_its_room_and_full_ones_are_not_offered(service, as_person):
    said = page(as_person, P1="S3")
    assert offered(said, "P2") == ["As planned", "Sue S2, room for 300 minutes a week", "Leave out of this plan"]
    assert "Sue S3, room for 60 minutes a week" in offered(said, "P1")


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ("S1", "Sue S1 stops supervising on 30 November 2026 and cannot supervise Pat P1. Choose someone else"),
        ("M1", "Pat P1 cannot be supervised by Manager M1 on 30 November 2026. Choose someone else"),
        ("P1", "Pat P1 cannot be supervised by Pat P1 on 30 November 2026. Choose someone else"),
    ],
)
def test_every_choice_that_cannot_be_is_told_by_name(service, as_person, chosen, sentence):
    said = page(as_person, P1=chosen)
    sentence = sentence.replace("Manager M1", str(who("M1")))
    assert said.count(sentence) == 2 and "3 people would get a new supervisor" in said


def test_whoever_may_only_supervise_beside_somebody_is_not_chosen_in_a_plan(service, as_person):
    on_the_course("S4")
    assert "Pat P1 cannot be supervised by Sue S4 on 30 November 2026" in page(as_person, P1="S4")


def plan_address() -> str:
    return reverse("allocations:plan", args=["X"])


def sent_from(said: str, **changed: str) -> dict[str, str]:
    """What a browser sends of the one form of the page, with other values where something was chosen."""
    form = BeautifulSoup(said, "html.parser").select_one("main form")
    values = {one["name"]: one.get("value", "") for one in form.select("input:not([type=checkbox])")}
    values |= {one["name"]: one.get("value", "") for one in form.select("input[type=checkbox][checked]")}
    for select in form.select("select"):
        values[select["name"]] = (select.select_one("option[selected]") or select.select_one("option"))["value"]
    return values | changed


def chosen(person: str, value: str) -> dict[str, str]:
    return {f"to-{who(person).public_id}": value}


def groups(said: str) -> dict[str, list[str]]:
    """The people of a plan by the heading under which they stand."""
    return {
        " ".join(part.select_one("summary").text.split()): [strong.text for strong in part.select("li > p > strong")]
        for part in folded(said)
    }


def folded(said: str) -> list[Tag]:
    return [people.find_parent("details") for people in BeautifulSoup(said, "html.parser").select("ul.sg-people")]


def test_worked_out_again_keeps_every_choice_and_shows_first_what_is_different(service, as_person):
    lead, s3 = as_person(who("L1")), str(who("S3").public_id)
    said = page(as_person)
    sent = sent_from(said, **chosen("P1", s3), **chosen("P2", "-"), again="1")
    again = lead.post(plan_address(), sent).content.decode()
    assert groups(again) == {
        "Different from the plan before: 1 person": ["Pat P1"],
        "Sue S1 stops supervising: 1 person": ["Pat P3"],
        "Left out of this plan: 1 person": ["Pat P2"],
    }
    once_more = sent_from(again, again="1")
    assert {name: once_more[name] for name in chosen("P1", "") | chosen("P2", "")} == chosen("P1", s3) | chosen("P2", "-")
    assert groups(lead.post(plan_address(), once_more).content.decode())["Chosen by you: 1 person"] == ["Pat P1"]


def test_no_choice_is_lost_that_was_made_after_the_plan_was_worked_out(service, as_person):
    """The approval is of what is on the page: pressed too early it shows the plan with the choice, and makes nothing."""
    lead, before = as_person(who("L1")), Allocation.objects.count()
    sent = sent_from(page(as_person), **chosen("P1", str(who("S3").public_id)))
    said = lead.post(plan_address(), sent).content.decode()
    assert "You changed something after this plan was worked out. Check the plan, then approve it." in said
    assert Allocation.objects.count() == before
    assert lead.post(plan_address(), sent_from(said)).status_code == 302
    taken = Allocation.objects.live().filter(started_on=ON)
    assert {row.supervisee.employee_number: row.supervisor.employee_number for row in taken} == {
        "P1": "S3",
        "P2": "S2",
        "P3": "S2",
    }


@pytest.mark.parametrize(("field", "value"), [("on-day", "29"), ("without", ""), ("rebalance", "on")])
def test_another_day_or_supervisor_is_worked_out_before_it_is_approved(service, as_person, field, value):
    before = Allocation.objects.count()
    said = as_person(who("L1")).post(plan_address(), sent_from(page(as_person), **{field: value})).content.decode()
    assert "You changed something after this plan was worked out." in said and Allocation.objects.count() == before


def test_somebody_chosen_to_stay_where_they_are_is_still_shown_with_the_choice(service, as_person):
    said = page(as_person, P4="S3")
    assert groups(said)["Stay with their supervisor: 1 person"] == ["Pat P4"]
    assert sent_from(said)[f"to-{who('P4').public_id}"] == str(who("S3").public_id)


def test_a_long_plan_is_folded_after_its_first_page_and_approved_whole(service, as_person):
    people = [f"Q{number:02}" for number in range(40)]
    practitioners(*people)
    supervisors("S8", "S9", minutes=1500)
    said = page(as_person)
    assert list(groups(said)) == [
        "No supervisor now: 1 to 25 of 40 people",
        "No supervisor now: 26 to 40 of 40 people",
        "Sue S1 stops supervising: 3 people",
    ]
    assert [part.has_attr("open") for part in folded(said)] == [True, False, False]
    assert as_person(who("L1")).post(plan_address(), sent_from(said)).status_code == 302
    assert Allocation.objects.live().filter(started_on=ON).count() == 43


def test_a_plan_costs_the_same_queries_for_few_and_for_many(service, as_person):
    page(as_person)
    with CaptureQueriesContext(connection) as few:
        page(as_person)
    practitioners(*(f"Q{number:02}" for number in range(40)))
    supervisors("S8", "S9", minutes=1500)
    with CaptureQueriesContext(connection) as many:
        page(as_person)
    assert len(many) == len(few)


def test_loads_are_bars_before_and_after_with_their_words(service, as_person):
    said = page(as_person, P1="S3")
    lines = [" ".join(line.stripped_strings) for line in BeautifulSoup(said, "html.parser").select(".sg-bars > li")]
    assert lines == ["Sue S2 0 → 120 of 300 minutes a week", "Sue S3 60 → 120 of 120 minutes a week"]


def planner(service, **options) -> Planner:
    return Planner(situation(service, "case_management", ON, "approved"), **options)


def test_who_is_no_longer_chosen_takes_their_room_again(service):
    """P4 fills half of S3. Chosen away from S3 and refused, P4 stays there, and there is no room for both others."""
    pins = {who("P4").pk: who("L1").pk, who("P1").pk: who("S3").pk, who("P2").pk: who("S3").pk}
    kept, misfits = without_misfits(planner(service, without=[who("S1").pk], pins=pins))
    assert {one.supervisee for one in misfits} == {who("P4").pk, who("P2").pk}
    assert kept.pins == {who("P1").pk: who("S3").pk}


def test_choices_that_close_a_circle_are_refused_the_later_one(service):
    supervisors("S5", "S6", role="pwp", minutes=300)
    pins = {who("S5").pk: who("S6").pk, who("S6").pk: who("S5").pk}
    kept, misfits = without_misfits(planner(service, pins=pins))
    assert [(one.supervisee, one.code) for one in misfits] == [(who("S6").pk, "circle")]
    assert kept.plan().pairs[f"{who('S5').pk:012}"] == f"{who('S6').pk:012}"


def test_places_are_counted_as_well_as_minutes(service):
    supervisors("S7", minutes=600, most=1)
    asked = planner(service, without=[who("S1").pk], pins={who("P1").pk: who("S7").pk})
    room = Room(asked, asked.pins)
    assert (room.obstacle(who("P1").pk, who("S7").pk), room.obstacle(who("P2").pk, who("S7").pk)) == ("", "full")
