"""The command that plans: who is placed, with whom, at what cost, and why somebody is not."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allocations.models import Allocation, Apart
from governance.facts import recording
from governance.models import AuditEntry

from . import service
from .service import moves, pairs, planned, practitioners, supervisors, who

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def here(db):
    service.found()


def test_who_has_nobody_is_placed_in_their_team_and_leads_are_not(here):
    supervisors("S1")
    supervisors("S2", team="T2")
    practitioners("P1", "P2")
    practitioners("P3", team="T2", role="trainee_pwp")
    pairs(("P1", "S1"))
    plan = planned()
    assert plan == {
        "moves": [
            {"supervisee": "P2", "from": None, "to": "S1", "penalty": 0, "reasons": ["no_supervisor"]},
            {"supervisee": "P3", "from": None, "to": "S2", "penalty": 0, "reasons": ["no_supervisor"]},
        ],
        "unplaced": [],
        "totals": {"unplaced": 0, "moved": 0, "penalty": 0, "highest_load": 0.4},
    }
    before = Allocation.objects.count(), AuditEntry.objects.count()
    planned("--rebalance")
    assert (Allocation.objects.count(), AuditEntry.objects.count()) == before


def test_each_penalty_is_counted_once_and_named(here):
    supervisors("S2", team="T2", until="2027-02-21")
    practitioners("P1", manager="S2")
    pairs(("P1", "S2"), start="2024-01-08", finish="2024-12-31")
    row = Allocation.objects.get()
    with recording(by=who("L1")) as book:
        book.amend(row, because="It broke down.", end_reason="broke_down")
    (move,) = planned()["moves"]
    assert (move["penalty"], move["reasons"]) == (
        25,
        ["no_supervisor", "another_team", "another_site", "line_manager", "eligibility_ends_soon", "broke_down_before"],
    )


@pytest.mark.parametrize(("until", "soon"), [("2027-02-22", True), ("2027-02-23", False)])
def test_soon_is_within_ninety_days(here, until, soon):
    """Withdrawn on a day, somebody is eligible up to the day before: the 90th day after 23 November is 21 February."""
    supervisors("S1", until=until)
    practitioners("P1")
    assert ("eligibility_ends_soon" in planned()["moves"][0]["reasons"]) is soon


def test_a_supervisor_who_stops_leaves_everybody_to_be_placed(here):
    supervisors("S1", "S2", "S3", minutes=120)
    practitioners("P1", "P2", "P3", "P4")
    pairs(("P1", "S1"), ("P2", "S1"), ("P3", "S2"), ("P4", "S1"))
    plan = planned("--without", "S1")
    assert moves(plan) == {"P1": ("S1", "S2"), "P2": ("S1", "S3"), "P4": ("S1", "S3")}
    assert [move["reasons"] for move in plan["moves"]] == [["supervisor_stops"]] * 3
    assert plan["totals"] == {"unplaced": 0, "moved": 0, "penalty": 0, "highest_load": 1.0}


def test_a_pair_with_somebody_who_lapsed_is_placed_anew_from_that_day(here):
    supervisors("S1", until="2026-11-23")
    supervisors("S2")
    practitioners("P1")
    pairs(("P1", "S1"))
    assert moves(planned(on="2026-11-22")) == {}
    plan = planned()
    assert (moves(plan), plan["moves"][0]["reasons"]) == ({"P1": ("S1", "S2")}, ["supervisor_not_eligible"])


def test_a_supervisor_who_has_left_supervises_nobody_any_more(here):
    supervisors("S2")
    service.take_in(
        people=[service.person("S1", "Sue", "S1")], posts=[service.post("S1", "senior_pwp", finish="2026-11-22", service="X")]
    )
    service.take_in(approvals=[{"employee_number": "S1", "kind": "panel", "approved_on": "2024-01-01", "approved_by": "L1"}])
    practitioners("P1")
    pairs(("P1", "S1"))
    assert moves(planned(on="2026-11-22")) == {}
    plan = planned()
    assert (moves(plan), plan["moves"][0]["reasons"]) == ({"P1": ("S1", "S2")}, ["supervisor_left"])


def test_who_cannot_be_placed_is_told_why_by_supervisor_and_when_it_clears(here):
    supervisors("S1", minutes=60)
    supervisors("S2", approved=False)
    supervisors("S3", most=0)
    supervisors("S4", until="2025-01-01")
    practitioners("P1", "P2")
    pairs(("P1", "S1"), finish="2027-01-31")
    service.take_in(approvals=[{"employee_number": "S4", "kind": "panel", "approved_on": "2027-03-01", "approved_by": "L1"}])
    plan = planned("--without", "S3")
    assert plan["unplaced"] == [
        {
            "supervisee": "P2",
            "reasons": [
                {"supervisor": "S1", "code": "full", "clears_on": "2027-02-01"},
                {"supervisor": "S2", "code": "not_eligible", "clears_on": None},
                {"supervisor": "S3", "code": "stops", "clears_on": None},
                {"supervisor": "S4", "code": "not_eligible", "clears_on": "2027-03-01"},
            ],
        }
    ]
    assert plan["totals"]["unplaced"] == 1


def clears_on(*words: str) -> str | None:
    """From when P9 could have S1."""
    practitioners("P9")
    (why,) = next(one["reasons"] for one in planned(*words)["unplaced"] if one["supervisee"] == "P9")
    assert (why["supervisor"], why["code"]) == ("S1", "full")
    return why["clears_on"]


def test_room_clears_only_once_nothing_later_takes_it_away_again(here):
    supervisors("S1", minutes=60)
    practitioners("P1", "P2")
    pairs(("P1", "S1"), finish="2027-01-31")
    assert clears_on() == "2027-02-01"
    pairs(("P2", "S1"), start="2027-02-15", finish="2027-03-31")
    assert clears_on() == "2027-04-01"


def test_room_clears_in_a_job_plan_that_ends_and_where_somebody_stays(here):
    supervisors("S1", minutes=60, until="2027-06-30")
    larger = {
        "supervisor": "S1",
        "kind": "case_management",
        "minutes_per_week": "60",
        "started_on": "2026-01-01",
        "finished_on": "2027-08-31",
    }
    service.take_in(capacity=[larger])
    practitioners("P1")
    pairs(("P1", "S1"), finish="2027-01-31")
    assert (clears_on(), clears_on("--rebalance")) == ("2027-02-01", "2027-02-01")


def test_room_does_not_clear_while_the_plan_fills_it(here):
    supervisors("S1", minutes=100)
    practitioners("P0", "P1")
    pairs(("P0", "S1"), finish="2027-01-31", minutes="30")
    assert clears_on() is None


def test_room_clears_with_a_larger_job_plan(here):
    supervisors("S1", minutes=60)
    practitioners("P1")
    pairs(("P1", "S1"))
    assert clears_on() is None
    larger = {"supervisor": "S1", "kind": "case_management", "minutes_per_week": "120", "started_on": "2027-03-01"}
    service.take_in(capacity=[larger])
    assert clears_on() == "2027-03-01"


def test_room_does_not_clear_where_eligibility_ends_before(here):
    supervisors("S1", minutes=60, until="2027-01-15")
    practitioners("P1")
    pairs(("P1", "S1"), finish="2027-01-31")
    assert clears_on() is None


def test_room_counts_people_and_pairs_in_another_service(here):
    supervisors("S1", minutes=300, most=2)
    practitioners("P1", "P2")
    service.take_in(people=[service.person("Q1", "Pat", "Q1")], posts=[service.post("Q1", service="Y")])
    pairs(("Q1", "S1"))
    plan = planned()
    assert (len(plan["moves"]), plan["totals"]["highest_load"]) == (1, 0.4)


def test_existing_pairs_stay_unless_it_is_rebalanced(here):
    supervisors("S1", "S2", minutes=60)
    practitioners("P1", "P2")
    pairs(("P1", "S1"))
    with recording(by=who("P2")) as book:
        book.record([Apart(person=who("P2"), other=who("S2"))])
    assert planned()["totals"]["unplaced"] == 1
    plan = planned("--rebalance")
    assert moves(plan) == {"P1": ("S1", "S2"), "P2": (None, "S1")}
    assert (plan["totals"]["moved"], plan["totals"]["unplaced"]) == (1, 0)
    assert plan["moves"][0]["reasons"] == ["makes_room"]


def test_who_asked_in_private_to_be_kept_apart_is_and_nobody_reads_it(here):
    supervisors("S1")
    practitioners("P1", "P2")
    with recording(by=who("S1")) as book:
        book.record([Apart(person=who("S1"), other=who("P1"))])
    plan = planned()
    assert moves(plan) == {"P2": (None, "S1")}
    assert plan["unplaced"] == [
        {"supervisee": "P1", "reasons": [{"supervisor": "S1", "code": "not_offered", "clears_on": None}]}
    ]


def test_nobody_supervises_their_own_supervisor_but_for_clinical_skills(here):
    supervisors("A1", "A2", role="pwp", minutes=60)
    pairs(("A1", "A2"))
    plan = planned()
    assert plan["unplaced"] == [{"supervisee": "A2", "reasons": [{"supervisor": "A1", "code": "circle", "clears_on": None}]}]
    pairs(("A1", "A2"), kind="clinical_skills", minutes="30")
    assert moves(planned(kind="clinical_skills")) == {"A2": (None, "A1")}


def test_pins_are_kept_or_refused(here):
    supervisors("S1", minutes=60)
    supervisors("S2", team="T2", minutes=60)
    practitioners("P1", "P2")
    plan = planned("--pin", "P1=S2")
    assert moves(plan) == {"P1": (None, "S2"), "P2": (None, "S1")}
    assert plan["moves"][0]["reasons"] == ["pinned", "another_team", "another_site"]
    for words, said in (
        (("--pin", "P1=S2", "P2=S2"), "S2 has no room for P2."),
        (("--pin", "P1=L1"), "P1 cannot be supervised by L1 on 23 November 2026."),
        (("--pin", "P1=P1"), "P1 cannot be supervised by P1 on 23 November 2026."),
        (("--pin", "P1=S1", "P1=S2"), "A supervisee is pinned twice. Pin each supervisee to one supervisor."),
        (("--without", "S9"), "There is no person with the employee number S9."),
        (("--standard", "none"), "There is no standard none. Import it with import_standard."),
    ):
        with pytest.raises(CommandError) as refused:
            planned(*words)
        assert str(refused.value) == said


def test_a_service_that_is_not_there(here):
    with pytest.raises(CommandError, match=r"There is no service Z\."):
        call_command("plan_allocations", "--service", "Z", "--kind", "case_management", "--on", service.ON)


def test_in_words(here, capsys):
    supervisors("S1")
    practitioners("P1")
    call_command("plan_allocations", "--service", "X", "--kind", "case_management", "--on", service.ON)
    assert capsys.readouterr().out == (
        "Pat P1: nobody → Sue S1 (no_supervisor; penalty 0)\n"
        "1 placed, 0 without a supervisor, 0 moved, penalty 0, highest load 20%.\n"
    )


def test_the_cost_does_not_grow_with_people(here):
    supervisors("S1", "S2")
    counts = []
    for some in (("P1",), ("P2", "P3")):
        practitioners(*some)
        with CaptureQueriesContext(
            connection,
        ) as context:
            planned()
        counts.append(len(context))
    assert counts[0] == counts[1] == 13


def test_a_pin_on_the_standing_pair_costs_nothing_and_one_away_from_it_is_a_move(here):
    supervisors("S1", "S2")
    practitioners("P1", manager="S1")
    pairs(("P1", "S1"))
    assert planned("--pin", "P1=S1")["totals"] | {"highest_load": 0} == {
        "unplaced": 0,
        "moved": 0,
        "penalty": 0,
        "highest_load": 0,
    }
    assert planned("--pin", "P1=S2")["totals"]["moved"] == 1


@pytest.mark.parametrize(("others", "unplaced", "moved_to"), [((), 1, {}), (("S2",), 0, {"P1": ("S1", "S2")})])
def test_a_standing_pair_that_is_kept_apart_since_is_counted_as_moved(here, others, unplaced, moved_to):
    supervisors("S1", *others)
    practitioners("P1")
    pairs(("P1", "S1"))
    with recording(by=who("S1")) as book:
        book.record([Apart(person=who("S1"), other=who("P1"))])
    plan = planned("--rebalance")
    assert (plan["totals"]["unplaced"], plan["totals"]["moved"], moves(plan)) == (unplaced, 1, moved_to)
    assert [move["reasons"][0] for move in plan["moves"]] == ["kept_apart"] * len(moved_to)
