"""``eligibility`` and ``rebuild_timelines`` as programs use them: what they answer, in which order, and how they end."""

import json

import pytest
import time_machine
from django.core.management import call_command

from competencies.models import TimelineRun
from competencies.timelines import differences, everybody
from tests.world import person, post, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(capsys):
    def run(*words: str) -> list[dict]:
        capsys.readouterr()
        call_command("eligibility", "--standard", "plain", *words)
        return json.loads(capsys.readouterr().out)

    return run


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-22T12:00:00+00:00", tick=False) as traveller:
        yield traveller


def numbers(answers: list[dict]) -> list[str]:
    return [answer["employee_number"] for answer in answers]


def of(answers: list[dict], number: str) -> dict:
    return next(answer for answer in answers if answer["employee_number"] == number)


def eligible(*people: str) -> None:
    """All that the plain standard asks for, and two years in post since January 2020."""
    take_in(
        qualifications=[
            {"employee_number": n, "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-01-01"}
            for n in people
        ],
        sign_offs=[
            {
                "employee_number": n, "framework": "small", "competency": code, "level": "2", "signed_on": "2024-03-01",
                "signed_by": "L1",
            }
            for n in people for code in ("A1", "A2")
        ],
    )  # fmt: skip


# What is answered ------------------------------------------------------------------------------------------------------
def test_the_whole_answer(clock, world, ask):
    eligible("A1")
    assert of(ask("--on", "2026-11-22"), "A1") == {
        "employee_number": "A1", "state": "eligible", "since": "2024-03-01", "until": None,
        "requirements": [
            {"id": "time", "outcome": "met", "since": "2022-01-01", "until": None, "met_on": "2026-11-22"},
            {"id": "qual", "outcome": "met", "since": "2021-01-01", "until": None, "met_on": "2026-11-22"},
            {"id": "skills", "outcome": "met", "since": "2024-03-01", "until": None, "met_on": "2026-11-22"},
        ],
    }  # fmt: skip


def test_a_day_before_it_was_met(clock, world, ask):
    eligible("A1")
    assert of(ask("--on", "2021-06-01"), "A1") == {
        "employee_number": "A1", "state": "not_yet", "since": "2020-01-01", "until": "2024-02-29",
        "requirements": [
            {"id": "time", "outcome": "not_met", "since": "2020-01-01", "until": "2021-12-31", "met_on": "2022-01-01"},
            {"id": "qual", "outcome": "met", "since": "2021-01-01", "until": None, "met_on": "2021-06-01"},
            {"id": "skills", "outcome": "unknown", "since": "2020-01-01", "until": "2024-02-29", "met_on": "2024-03-01"},
        ],
    }  # fmt: skip


def test_before_the_first_fact(clock, world, ask):
    answer = of(ask("--on", "2019-06-01"), "A1")
    assert (answer["state"], answer["since"], answer["until"]) == ("not_yet", None, None)
    assert [(r["id"], r["outcome"], r["since"], r["until"]) for r in answer["requirements"]] == [
        ("time", "unknown", None, "2019-12-31"),
        ("qual", "unknown", None, None),
        ("skills", "unknown", None, None),
    ]


def test_without_facts(clock, world, ask):
    take_in(people=[person("Z1")])
    answer = of(ask(), "Z1")
    assert (answer["state"], answer["since"], answer["until"]) == ("not_yet", None, None)
    assert [(r["outcome"], r["since"], r["until"], r["met_on"]) for r in answer["requirements"]] == [
        ("unknown", None, None, None)
    ] * 3
    assert of(ask("--timeline"), "Z1") == {"employee_number": "Z1", "runs": []}


def test_the_timeline(clock, world, ask):
    eligible("A1")
    assert of(ask("--timeline"), "A1") == {
        "employee_number": "A1",
        "runs": [
            {"from": "2020-01-01", "to": "2024-02-29", "state": "not_yet"},
            {"from": "2024-03-01", "to": None, "state": "eligible"},
        ],
    }


def test_today_where_no_day_is_said(clock, world, ask):
    eligible("A1")
    for instant, day in {"2024-02-29T23:59:59": "2024-02-29", "2024-03-01T00:00:00": "2024-03-01"}.items():
        clock.move_to(f"{instant}+00:00")
        assert ask("--known-at", "2026-11-23T00:00:00Z") == ask("--on", day, "--known-at", "2026-11-23T00:00:00Z")
    assert [of(ask("--on", day), "A1")["state"] for day in ("2024-02-29", "2024-03-01")] == ["not_yet", "eligible"]


def test_today_begins_at_midnight_in_the_united_kingdom(clock, world, ask):
    take_in(people=[person("N1")], posts=[post("N1", start="2024-07-01")])
    asked = ("--service", "HERE", "--known-at", "2026-11-23T00:00:00Z")
    clock.move_to("2024-06-30T22:59:59+00:00")
    assert "N1" not in numbers(ask(*asked))
    clock.move_to("2024-06-30T23:00:00+00:00")
    assert "N1" in numbers(ask(*asked))


# Who is answered for ---------------------------------------------------------------------------------------------------
def test_the_order_is_by_code_point(clock, world, ask):
    more = ["10", "9", "a1", "Z", "É", "é", "-1", "A10", "A2", "_", "010"]
    take_in(people=[person(number) | {"email": f"p{place}@example.nhs.uk"} for place, number in enumerate(more)])
    expected = ["-1", "010", "10", "9", "A1", "A10", "A2", "B2", "C1", "L1", "L2", "M1", "Z", "_", "a1", "É", "é"]
    assert (numbers(ask()), numbers(ask("--timeline"))) == (expected, expected)


def test_people_without_a_number_are_left_out(clock, world, ask):
    type(world.ada).objects.create_user("editor@example.nhs.uk", first_name="Ed", last_name="Itor")
    assert numbers(ask()) == ["A1", "B2", "C1", "L1", "L2", "M1"]


def test_people_of_a_service_on_the_day(clock, world, ask):
    take_in(posts=[post("C1", finish="2025-12-31"), post("C1", start="2026-01-01", service="THERE")])
    here, there = {}, {}
    for day in ("2019-12-31", "2025-12-31", "2026-01-01"):
        here[day], there[day] = (numbers(ask("--service", code, "--on", day)) for code in ("HERE", "THERE"))
    assert here == {"2019-12-31": [], "2025-12-31": ["A1", "C1", "L1", "M1"], "2026-01-01": ["A1", "L1", "M1"]}
    assert there == {"2019-12-31": [], "2025-12-31": ["B2", "L2"], "2026-01-01": ["B2", "C1", "L2"]}


def test_people_who_were_ever_in_a_service(clock, world, ask):
    take_in(posts=[post("C1", finish="2025-12-31"), post("C1", start="2027-01-01", service="THERE")])
    assert numbers(ask("--service", "HERE", "--timeline")) == ["A1", "C1", "L1", "M1"]
    assert numbers(ask("--service", "THERE", "--timeline")) == ["B2", "C1", "L2"]
    assert numbers(ask("--service", "HERE", "--timeline", "--on", "2019-01-01")) == ["A1", "C1", "L1", "M1"]


def test_people_of_a_service_as_it_was_known(clock, world, ask):
    clock.move_to("2026-11-22T15:00:00+00:00")
    take_in(posts=[post("C1", service="THERE")])
    assert numbers(ask("--service", "HERE")) == ["A1", "L1", "M1"]
    assert numbers(ask("--service", "HERE", "--known-at", "2026-11-22T14:59:59+00:00")) == ["A1", "C1", "L1", "M1"]
    assert numbers(ask("--service", "HERE", "--timeline", "--known-at", "2026-11-22T11:59:59+00:00")) == []


# As it was known -------------------------------------------------------------------------------------------------------
def test_what_was_recorded_later_was_not_known(clock, world, ask):
    clock.move_to("2026-11-22T15:00:00+00:00")
    eligible("A1")
    known = {
        "2026-11-22T15:00:00+00:00": "eligible",
        "2026-11-22T16:00:00+01:00": "eligible",
        "2026-11-22T15:00:00Z": "eligible",
        "2026-11-22T14:59:59.999999Z": "not_yet",
        "2026-11-22T15:30:00+01:00": "not_yet",
    }
    assert {at: of(ask("--known-at", at), "A1")["state"] for at in known} == known


def test_people_courses_and_standards_are_not_hidden(clock, world, ask):
    answers = ask("--known-at", "2001-01-01T00:00:00+00:00")
    assert numbers(answers) == ["A1", "B2", "C1", "L1", "L2", "M1"]
    assert {answer["state"] for answer in answers} == {"not_yet"}
    assert [run for answer in ask("--timeline", "--known-at", "2001-01-01T00:00:00Z") for run in answer["runs"]] == []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(clock, world, ask, day):
    assert numbers(ask("--on", day)) == ["A1", "B2", "C1", "L1", "L2", "M1"]


# Stored timelines ------------------------------------------------------------------------------------------------------
def test_timelines_that_were_tampered_with(clock, world, capsys):
    TimelineRun.objects.filter(person=world.ada).update(state="eligible")
    with pytest.raises(SystemExit) as left:
        call_command("rebuild_timelines", "--check")
    assert left.value.code == 1
    assert capsys.readouterr().out.splitlines() == [
        f"person {world.ada.pk}, plain: the stored timeline is not what the facts say",
        "6 people checked, 1 timelines differ.",
    ]
    assert TimelineRun.objects.get(person=world.ada).state == "eligible"
    call_command("rebuild_timelines")
    assert capsys.readouterr().out.splitlines()[-1] == "6 people checked, 1 timeline worked out again."
    assert (TimelineRun.objects.get(person=world.ada).state, list(differences(everybody()))) == ("not_yet", [])
