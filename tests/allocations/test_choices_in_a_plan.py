"""A choice that does not fit keeps the plan, marks its line with both names, and full supervisors are not offered."""

import re
from datetime import date

import pytest
from django.urls import reverse

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
    assert "3 would be placed" in said and "Pat P1</h3>" in said and "Approve these" in said
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
        ("S1", "Sue S1 stops on 30 November 2026 and cannot supervise Pat P1. Choose someone else"),
        ("M1", "Pat P1 cannot be supervised by Manager M1 on 30 November 2026. Choose someone else"),
        ("P1", "Pat P1 cannot be supervised by Pat P1 on 30 November 2026. Choose someone else"),
    ],
)
def test_every_choice_that_cannot_be_is_told_by_name(service, as_person, chosen, sentence):
    said = page(as_person, P1=chosen)
    sentence = sentence.replace("Manager M1", str(who("M1")))
    assert said.count(sentence) == 2 and "3 would be placed" in said


def test_whoever_may_only_supervise_beside_somebody_is_not_chosen_in_a_plan(service, as_person):
    on_the_course("S4")
    assert "Pat P1 cannot be supervised by Sue S4 on 30 November 2026" in page(as_person, P1="S4")


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
