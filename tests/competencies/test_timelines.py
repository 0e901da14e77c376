"""Stored timelines follow the facts, in the transaction that changes them."""

import pytest

from competencies.models import Timeline, TimelineRun
from competencies.timelines import differences, everybody
from tests.world import post, take_in

pytestmark = pytest.mark.django_db


def states(person) -> list[tuple]:
    return list(
        TimelineRun.objects.filter(person=person).order_by("started_on").values_list("state", "started_on", "finished_on")
    )


def test_a_timeline_is_there_as_soon_as_its_facts_are(world):
    assert [state for state, *_ in states(world.ada)] == ["not_yet"]
    assert list(differences(everybody())) == []


def test_a_signer_who_loses_the_role_for_it_takes_the_sign_off_with_them(world):
    signed = [
        {
            "employee_number": "A1",
            "framework": "small",
            "competency": code,
            "level": 2,
            "signed_on": "2024-03-01",
            "signed_by": "L1",
        }
        for code in ("A1", "A2")
    ]
    award = [{"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-01-01"}]
    take_in(sign_offs=signed, qualifications=award)
    assert [state for state, *_ in states(world.ada)] == ["not_yet", "eligible"]
    take_in(posts=[post("L1", "clinical_lead", finish="2024-02-29")])
    assert [state for state, *_ in states(world.ada)] == ["not_yet"]


def test_nobody_without_facts_has_a_timeline(world):
    from tests.world import person

    take_in(people=[person("Z9")])
    assert set(Timeline.objects.values_list("person__employee_number", flat=True)) == {"L1", "M1", "A1", "C1", "L2", "B2"}


def test_a_stored_timeline_that_was_tampered_with_is_found(world):
    TimelineRun.objects.filter(person=world.ada).update(state="eligible")
    assert list(differences(everybody())) == [(world.ada.pk, "plain")]
