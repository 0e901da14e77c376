"""Services that a plan by prices and rounding got wrong: each is held against what a plain program proves."""

import random

import pytest
from ortools.linear_solver import pywraplp

from allocations.rules.aims import allowed
from allocations.rules.matching import plan
from allocations.rules.problem import Problem, Supervisee, Supervisor

ALL_THE_TIME = 600.0


def service(people: int, supervisors: int, seed: int, minutes=(30, 60), both: bool = False) -> Problem:
    """Everybody may have every supervisor, six in ten have one already; with ``both`` the supervisors are placed as well."""
    pick = random.Random(seed)
    some = tuple(Supervisor(f"s{n:04}", pick.choice((300, 420, 240)), 0, pick.choice((None, 8, 6))) for n in range(supervisors))
    keys = [s.key for s in some]

    def one(key: str, length: int) -> Supervisee:
        others = [other for other in keys if other != key]
        costs = {k: tuple(why for why in ("another_team", "another_site") if pick.random() < 0.4) for k in others}
        return Supervisee(key, length, costs, pick.choice(others) if pick.random() < 0.6 else "")

    placed = [one(f"p{n:05}", minutes[n % len(minutes)]) for n in range(people)]
    placed += [one(key, pick.choice(minutes)) for key in keys] if both else []
    return Problem(some, tuple(placed), {}, without_cycles=both)


def fewest_left_out(problem: Problem) -> int:
    """As a program that tells everybody apart, solved by HiGHS: another statement of the same question."""
    solver = pywraplp.Solver.CreateSolver("HIGHS")
    taken = {(one.key, key): solver.BoolVar("") for one in problem.supervisees for key in allowed(one)}
    for one in problem.supervisees:
        solver.Add(sum(taken[one.key, key] for key in allowed(one)) <= 1)
    for supervisor in problem.supervisors:
        theirs = [(one, taken[one.key, supervisor.key]) for one in problem.supervisees if supervisor.key in one.costs]
        solver.Add(sum(one.minutes * number for one, number in theirs) <= supervisor.minutes)
        if supervisor.people is not None:
            solver.Add(sum(number for _, number in theirs) <= supervisor.people)
    solver.Maximize(sum(taken.values()))
    assert solver.Solve() == pywraplp.Solver.OPTIMAL
    return len(problem.supervisees) - round(solver.Objective().Value())


@pytest.mark.parametrize(
    ("people", "supervisors", "seed", "left_out", "moved"),
    [(150, 22, 1, 0, 13), (150, 22, 2, 0, 16), (200, 30, 1, 0, 9), (200, 30, 2, 0, 25)],
)
def test_nobody_goes_without_whom_a_plan_could_place(people, supervisors, seed, left_out, moved):
    """Of the first, second and fourth, a plan by prices and rounding left two, one and one out."""
    found = plan(service(people, supervisors, seed), lambda: ALL_THE_TIME)
    assert (found.unplaced, found.moved, dict(found.off_by)) == (left_out, moved, {})


@pytest.mark.parametrize("minutes", [(60, 90), (30, 45, 60), (20, 30, 60, 90)])
def test_where_there_is_too_little_room_as_few_go_without_as_can_be(minutes):
    problem = service(60, 9, 3, minutes)
    found = plan(problem, lambda: ALL_THE_TIME)
    assert (found.unplaced, dict(found.off_by)) == (fewest_left_out(problem), {})


def test_where_all_who_supervise_are_supervised_one_of_them_is_not():
    """Whoever goes up from each to their supervisor has to come to an end: with somebody who has none among them."""
    found = plan(service(40, 10, 1, both=True), lambda: ALL_THE_TIME)
    assert (found.unplaced, dict(found.off_by)) == (1, {})


def test_the_same_question_has_the_same_answer_whatever_time_there_is():
    problem = service(150, 22, 5)
    assert plan(problem, lambda: ALL_THE_TIME).pairs == plan(problem, lambda: 30.0).pairs
