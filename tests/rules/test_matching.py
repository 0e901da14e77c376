"""Plans: equal to trying everything on small problems; never over capacity, with somebody not allowed, or in a circle."""

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocations.labels import not_proven
from allocations.rules.chains import closes_a_cycle
from allocations.rules.matching import plan
from allocations.rules.policy import PENALTIES
from allocations.rules.problem import AllocationPlan, Impossible, Problem, Supervisee, Supervisor, measured


# Trying everything ----------------------------------------------------------------------------------------------------
def everything(problem: Problem) -> Iterator[dict[str, str]]:
    """Every assignment that may be, one after the other."""
    choices = [[one.pinned] if one.pinned else ["", *one.costs] for one in problem.supervisees]
    for picked in product(*choices):
        pairs = {one.key: key for one, key in zip(problem.supervisees, picked, strict=True) if key}
        if may_be(problem, pairs):
            yield pairs


def may_be(problem: Problem, pairs: dict[str, str]) -> bool:
    if any(pairs.get(one.key) != one.pinned for one in problem.supervisees if one.pinned):
        return False
    minutes = {one.key: one.minutes for one in problem.supervisees}
    for s in problem.supervisors:
        taken = [key for key, supervisor in pairs.items() if supervisor == s.key]
        if sum(minutes[key] for key in taken) > s.minutes or (s.people is not None and len(taken) > s.people):
            return False
    if not problem.without_cycles:
        return True
    above = {key: set(some) for key, some in problem.above.items()}
    for supervisee, supervisor in pairs.items():
        if closes_a_cycle(supervisee, supervisor, above):
            return False
        above.setdefault(supervisee, set()).add(supervisor)
    return True


def rank(found: AllocationPlan) -> tuple:
    return found.unplaced, found.moved, found.penalty, Fraction(found.highest_load).limit_denominator(10**6)


@st.composite
def problems(draw) -> Problem:
    supervisors = [
        Supervisor(
            f"S{n}",
            capacity := draw(st.sampled_from([60, 90, 120, 180, 240])),
            draw(st.sampled_from([0, 0, 30, capacity])),
            draw(st.sampled_from([None, None, 0, 1, 2, 3])),
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    both = draw(st.booleans())
    names = [f"E{n}" for n in range(draw(st.integers(1, 5)))] + (["S0"] if both else [])
    same_minutes = draw(st.booleans())
    people = []
    for name in names:
        allowed = draw(st.lists(st.sampled_from([s.key for s in supervisors]), unique=True))
        costs = {
            key: tuple(draw(st.lists(st.sampled_from(sorted(PENALTIES)), unique=True, max_size=2)))
            for key in allowed
            if key != name
        }
        stays = draw(st.sampled_from(["", *costs]))
        pinned = draw(st.sampled_from(["", "", "", "", "", *costs]))
        people.append(Supervisee(name, 60 if same_minutes else draw(st.sampled_from([30, 45, 60])), costs, stays, pinned))
    above = {"S1": frozenset({"S0"})} if len(supervisors) > 1 and draw(st.booleans()) else {}
    if draw(st.booleans()):  # somebody to be placed supervises who can be given nobody, or somebody who can
        above = above | {
            draw(st.sampled_from(["Z", "S1" if len(supervisors) > 1 else "S0"])): frozenset({draw(st.sampled_from(names))})
        }
        if draw(st.booleans()):
            above |= {"S0": above.get("S0", frozenset()) | {"Z"}}
    return Problem(tuple(supervisors), tuple(people), above, draw(st.booleans()))


@settings(max_examples=250)
@given(problems())
def test_a_plan_is_as_good_as_trying_everything(problem):
    possible = [measured(problem, pairs) for pairs in everything(problem)]
    if not possible:
        with pytest.raises(Impossible):
            plan(problem)
        return
    found = plan(problem)
    assert may_be(problem, dict(found.pairs))
    assert (rank(found), dict(found.off_by)) == (min(map(rank, possible)), {})


@settings(max_examples=60)
@given(problems())
def test_without_time_there_is_a_plan_that_may_be_wherever_nobody_is_pinned(problem):
    unpinned = replace(problem, supervisees=tuple(replace(one, pinned="") for one in problem.supervisees))
    found = plan(unpinned, lambda: 0)
    assert may_be(unpinned, dict(found.pairs))


def a_service(people: int, supervisors: int, seed: int, minutes=(60,)) -> Problem:
    import random

    pick = random.Random(seed)
    some = tuple(Supervisor(f"S{n:03}", pick.choice([240, 300, 360]), 0, pick.choice([None, 5, 6])) for n in range(supervisors))
    teams = [n % 6 for n in range(supervisors)]

    def costs(team: int) -> dict[str, tuple[str, ...]]:
        return {s.key: () if teams[n] == team else ("another_team",) for n, s in enumerate(some) if pick.random() > 0.02}

    return Problem(some, tuple(Supervisee(f"E{n:04}", pick.choice(minutes), costs(n % 6)) for n in range(people)))


def test_eight_by_four_with_everything_tried():
    for seed in range(2):
        problem = a_service(8, 4, seed, (60,) if seed % 2 else (60, 120))
        assert rank(plan(problem)) == min(rank(measured(problem, pairs)) for pairs in everything(problem))


@pytest.mark.parametrize("seed", range(3))
def test_a_service_is_planned_to_the_proven_best(seed):
    problem = a_service(400, 60, seed)
    found = plan(problem)
    assert (dict(found.off_by), may_be(problem, dict(found.pairs))) == ({}, True)


@pytest.mark.parametrize("seed", range(3))
def test_a_service_where_some_take_half_an_hour_is_planned_to_the_proven_best(seed):
    problem = a_service(200, 30, seed, (30, 60))
    found = plan(problem)
    assert (dict(found.off_by), may_be(problem, dict(found.pairs))) == ({}, True)


def test_whoever_has_no_room_is_left_out_though_sharing_would_place_them():
    """Each choice alone costs little more than sharing; all of them together far more."""
    some, people, last = [], [], {}
    for n in range(3):
        a, b = f"A{n}", f"B{n}"
        some += [Supervisor(a, 30), Supervisor(b, 60)]
        people += [
            Supervisee(f"{n}-1", 60, {b: ()}), Supervisee(f"{n}-2", 30, {a: ()}),
            Supervisee(f"{n}-3", 30, {a: ("line_manager",)}), Supervisee(f"{n}-4", 60, {b: ("line_manager",)}),
        ]  # fmt: skip
        last[a] = ("line_manager",)
    found = plan(Problem(tuple(some), (*people, Supervisee("Z", 30, last))))
    assert (found.unplaced, found.penalty, dict(found.off_by)) == (7, 0, {})


def test_supervisors_who_could_all_supervise_each_other_are_planned_in_any_time():
    keys = [f"S{n:02}" for n in range(20)]
    people = tuple(
        Supervisee(key, (30, 60)[n % 2], {other: () for other in keys if other != key}) for n, key in enumerate(keys)
    )
    problem = Problem(tuple(Supervisor(key, 60) for key in keys), people)
    for seconds in (0, 1):
        until = time.monotonic() + seconds
        assert may_be(problem, dict(plan(problem, lambda until=until: until - time.monotonic()).pairs))


def test_pins_that_close_a_circle_are_refused():
    both = tuple(Supervisor(key, 120) for key in ("A", "B"))
    people = Supervisee("A", 60, {"B": ()}, pinned="B"), Supervisee("B", 30, {"A": ()}, pinned="A")
    with pytest.raises(Impossible, match="do not have room for everyone"):
        plan(Problem(both, people))


def test_the_same_problem_has_the_same_plan():
    assert plan(a_service(40, 6, 1)).pairs == plan(a_service(40, 6, 1)).pairs


def test_services_that_share_nobody_are_planned_apart_and_added_up():
    one, two = a_service(20, 3, 1), a_service(30, 5, 2)
    other = Problem(
        tuple(Supervisor(f"X{s.key}", s.capacity, s.used, s.people) for s in two.supervisors),
        tuple(Supervisee(f"X{e.key}", e.minutes, {f"X{k}": v for k, v in e.costs.items()}) for e in two.supervisees),
    )
    both = plan(Problem(one.supervisors + other.supervisors, one.supervisees + other.supervisees))
    apart = plan(one), plan(two)
    assert (both.unplaced, both.penalty) == (sum(p.unplaced for p in apart), sum(p.penalty for p in apart))
    assert both.highest_load == max(p.highest_load for p in apart)


# What it must not do --------------------------------------------------------------------------------------------------
def test_two_supervisors_are_not_placed_with_each_other():
    both = tuple(Supervisor(key, 120) for key in ("A", "B"))
    people = Supervisee("A", 60, {"B": ()}), Supervisee("B", 60, {"A": ()})
    found = plan(Problem(both, people))
    assert (len(found.pairs), found.unplaced) == (1, 1)
    assert plan(Problem(both, people, without_cycles=False)).unplaced == 0


def test_nobody_is_placed_below_whom_they_supervise_already():
    supervisors = Supervisor("A", 120), Supervisor("C", 120)
    above = {"B": frozenset({"A"}), "C": frozenset({"B"})}
    found = plan(Problem(supervisors, (Supervisee("A", 60, {"C": ()}),), above))
    assert (dict(found.pairs), found.unplaced) == ({}, 1)


def test_a_standing_pair_is_moved_only_to_place_somebody():
    supervisors = Supervisor("A", 60), Supervisor("B", 60)
    stays = Supervisee("E1", 60, {"A": (), "B": ("another_team",)}, stays_with="A")
    assert plan(Problem(supervisors, (stays,))).moved == 0
    found = plan(Problem(supervisors, (stays, Supervisee("E2", 60, {"A": ()}))))
    assert (dict(found.pairs), found.moved, found.penalty) == ({"E1": "B", "E2": "A"}, 1, 4)


def test_a_pin_is_kept_at_any_price_and_refused_where_it_cannot_be():
    supervisors = Supervisor("A", 60), Supervisor("B", 60)
    pinned = Supervisee("E1", 60, {"A": (), "B": ("broke_down_before",)}, pinned="B")
    assert dict(plan(Problem(supervisors, (pinned,))).pairs) == {"E1": "B"}
    with pytest.raises(Impossible, match="E1 cannot be supervised by C on that day"):
        plan(Problem(supervisors, (Supervisee("E1", 60, {"A": ()}, pinned="C"),)))
    two = tuple(Supervisee(key, 60, {"A": ()}, pinned="A") for key in ("E1", "E2"))
    with pytest.raises(Impossible, match="do not have room for everyone"):
        plan(Problem(supervisors, two))


def test_where_time_runs_out_it_says_by_how_much_it_may_be_off():
    import random

    pick = random.Random(3)
    some = tuple(Supervisor(f"S{n:02}", pick.choice([245, 305, 365]), 0) for n in range(25))
    people = tuple(
        Supervisee(
            f"E{n:03}",
            pick.choice([30, 45, 55, 60]),
            {s.key: tuple(pick.sample(sorted(PENALTIES), pick.randint(0, 3))) for s in some},
        )
        for n in range(160)
    )
    problem = Problem(some, people)
    until = time.monotonic() + 0.5
    found = plan(problem, lambda: until - time.monotonic())
    assert may_be(problem, dict(found.pairs)) and found.off_by


def test_a_pin_is_kept_where_sharing_people_would_put_more_than_there_may_be():
    some = (Supervisor("S0", 60, 0, 1), Supervisor("S1", 60), Supervisor("S2", 60))
    people = (
        Supervisee("E1", 30, {"S0": ()}),
        Supervisee("E9", 30, {"S0": ()}, "", "S0"),
        Supervisee("E5", 30, {"S1": ()}),
        Supervisee("E6", 30, {"S1": ()}),
        Supervisee("E7", 60, {"S2": (), "S0": ("broke_down_before",), "S1": ("broke_down_before",)}),
    )
    found = plan(Problem(some, people, {}, False))
    assert (found.pairs["E9"], found.unplaced, dict(found.off_by)) == ("S0", 1, {})


def test_a_circle_is_not_closed_through_somebody_who_can_be_given_nobody():
    problem = Problem((Supervisor("Z1", 300),), (Supervisee("X1", 60, {"Z1": ()}),), {"Z1": frozenset({"X1"})})
    assert dict(plan(problem).pairs) == {}


def test_a_circle_is_not_closed_across_two_parts():
    some = (Supervisor("B", 300), Supervisor("D", 300))
    people = (Supervisee("A", 60, {"B": ()}), Supervisee("C", 60, {"D": ()}))
    found = plan(Problem(some, people, {"B": frozenset({"C"}), "D": frozenset({"A"})}))
    assert len(found.pairs) == 1


def test_minutes_of_many_primes_are_planned():
    primes = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)
    people = tuple(Supervisee(f"E{n}", minutes, {"S": ()}) for n, minutes in enumerate(primes))
    assert len(plan(Problem((Supervisor("S", 1000),), people)).pairs) == len(primes)


def test_what_is_not_proven_is_said_by_how_much():
    assert not_proven({}) == ""
    assert not_proven({"unplaced": 5.0}) == "A better plan may exist: up to 5 more people placed."
    assert "the fullest supervisor up to 12% of their job plan less full" in not_proven({"penalty": 3.0, "highest_load": 0.12})
