"""One aim of a plan as an integer program, and the solver that finds the best (HiGHS, in OR-Tools).

People who are alike for the aim are one number, not many. Worked example: 40 people of 60 minutes whom three supervisors may
have are four numbers, how many of them each supervisor gets and how many nobody does, which add up to 40; whether they stay
with their supervisor, which another aim asks, is not seen by the first.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any

from .aims import allowed, assign_individuals
from .problem import Problem, Supervisee

NODES = 500
"""Branches that are looked at for one aim: the same on every machine, so that the same question has the same answer."""
LEAST_SECONDS = 0.2
ALMOST_ONE = 0.999
"""What is counted in whole numbers is proven the best where less than one is left."""
SAFE = 1e-6
"""How far beyond a whole number the solver's bound has to be to be rounded up."""

Choice = tuple[int, str]
"""Somebody of a class (its place) with a supervisor, or with nobody (``""``)."""
Cost = Callable[[Supervisee, str], int]
Circle = tuple[list[tuple[str, str]], int]
"""Pairs of which no more may be than so many: with one more, somebody would stand above themselves."""


@dataclass(frozen=True, slots=True)
class SolvedAim:
    """The pairs that were found, if any, and what no plan can be below."""

    pairs: dict[str, str] | None
    bound: float
    impossible: bool = False


class Rows:
    """The rows of a program, each a sum of numbers that has to lie between two limits."""

    def __init__(self) -> None:
        self.least: list[float] = []
        self.most: list[float] = []
        self.entries: list[tuple[int, int, float]] = []

    def add(self, terms: Iterable[tuple[int, float]], *, least: float = -inf, most: float = inf) -> None:
        row = len(self.most)
        self.least.append(least)
        self.most.append(most)
        self.entries += [(row, column, value) for column, value in terms]


class Program:
    """``classes`` are people who are alike. ``limits`` are aims that are reached, with what they may cost at most; ``circles``
    are pairs of which no more may be than a number. ``room`` is less than what supervisors have (minutes by supervisor)."""

    def __init__(
        self,
        problem: Problem,
        classes: list[list[Supervisee]],
        limits: Collection[tuple[Cost, int]] = (),
        circles: Collection[Circle] = (),
        barred: Collection[tuple[str, str]] = (),
        room: Mapping[str, int] | None = None,
    ):
        self.problem, self.classes, self.rows = problem, classes, Rows()
        self.room = {s.key: s.minutes for s in problem.supervisors} if room is None else room
        self.column: dict[Choice, int] = {}
        self.of: dict[str, list[tuple[int, float]]] = {s.key: [] for s in problem.supervisors}
        place_of = {one.key: place for place, members in enumerate(classes) for one in members}
        self._place(frozenset((place_of[one], key) for one, key in barred))
        self._keep_within()
        for cost, most in limits:
            self.rows.add(self._terms(cost), most=most)
        for pairs, at_most in circles:
            self.rows.add([(self.column[place_of[one], key], 1.0) for one, key in pairs], most=at_most)

    def _place(self, barred: frozenset[Choice]) -> None:
        """Each of a class goes to one supervisor, or to nobody."""
        for place, members in enumerate(self.classes):
            here = [
                (place, key)
                for key in [*allowed(members[0]), *([] if members[0].pinned else [""])]
                if (place, key) not in barred
            ]
            for choice in here:
                self.column[choice] = len(self.column)
            self.rows.add([(self.column[choice], 1.0) for choice in here], least=len(members), most=len(members))

    def _keep_within(self) -> None:
        """No supervisor gets more minutes, or more people, than they have room for."""
        for (place, key), column in self.column.items():
            if key:
                self.of[key].append((column, float(self.classes[place][0].minutes)))
        for supervisor in self.problem.supervisors:
            mine = self.of[supervisor.key]
            self.rows.add(mine, most=self.room[supervisor.key])
            if supervisor.people is not None:
                self.rows.add([(column, 1.0) for column, _ in mine], most=max(0, supervisor.people))

    def _terms(self, cost: Cost) -> list[tuple[int, float]]:
        values = ((column, cost(self.classes[place][0], key)) for (place, key), column in self.column.items())
        return [(column, float(value)) for column, value in values if value]

    def least(self, cost: Cost, begun: Mapping[str, str] | None, seconds: float) -> SolvedAim:
        """The pairs that cost least, begun with some that are known to be possible."""
        return self._solved(self._terms(cost), [True] * len(self.column), self._counted(begun), seconds, ALMOST_ONE)

    def no_cost_below(self, cost: Cost, seconds: float) -> float:
        """What no plan can cost less than, as if people could be shared; infinite where not even that fits."""
        return self._solved(self._terms(cost), [False] * len(self.column), None, seconds, SAFE).bound

    def lowest_load(self, floor: float, begun: Mapping[str, str], seconds: float) -> SolvedAim:
        """The pairs with which the supervisor who has most to do, in parts of what they have time for, has least; not below
        ``floor``."""
        aim, whole = self._load(floor), [True] * len(self.column)
        return self._solved(aim, [*whole, False], self._counted(begun), seconds, SAFE)

    def no_load_below(self, seconds: float) -> float:
        """What the highest load cannot be below, as if people could be shared among supervisors."""
        aim = self._load(0.0)
        return self._solved(aim, [False] * (len(self.column) + 1), None, seconds, SAFE).bound

    def _load(self, floor: float) -> list[tuple[int, float]]:
        load = len(self.column)
        for supervisor in self.problem.supervisors:
            if supervisor.capacity:
                terms = [*self.of[supervisor.key], (load, -float(supervisor.capacity))]
                self.rows.add(terms, most=-float(supervisor.used))
        self.rows.add([(load, 1.0)], least=floor)
        return [(load, 1.0)]

    def _counted(self, pairs: Mapping[str, str] | None) -> list[int] | None:
        if pairs is None:
            return None
        counts = Counter((place, pairs.get(one.key, "")) for place, members in enumerate(self.classes) for one in members)
        return [counts[choice] for choice in self.column]

    def _solved(
        self, aim: list[tuple[int, float]], whole: list[bool], begun: list[int] | None, seconds: float, gap: float
    ) -> SolvedAim:
        """OR-Tools is imported when it is asked: it takes a while to arrive."""
        from ortools.math_opt.python import mathopt

        model = mathopt.Model.from_model_proto(self._stated(aim, whole))
        numbers = list(model.variables())[: len(self.column)]
        hints = [mathopt.SolutionHint(variable_values=dict(zip(numbers, begun, strict=True)))] if begun else []
        limits = mathopt.SolveParameters(
            time_limit=timedelta(seconds=max(LEAST_SECONDS, seconds)), node_limit=NODES, random_seed=1,
            relative_gap_tolerance=0.0, absolute_gap_tolerance=gap,
        )  # fmt: skip
        hinted = mathopt.ModelSolveParameters(solution_hints=hints)
        solved = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limits, model_params=hinted)
        ended = solved.termination.reason
        if ended in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
            return SolvedAim(None, inf, impossible=True)
        if not solved.has_primal_feasible_solution():
            return SolvedAim(None, solved.best_objective_bound())
        values = solved.variable_values(numbers)
        counts = {choice: round(value) for choice, value in zip(self.column, values, strict=True)}
        if not all(whole[: len(self.column)]):
            return SolvedAim(None, solved.best_objective_bound())
        return SolvedAim(
            assign_individuals(self.classes, lambda place, key: counts.get((place, key), 0)), solved.best_objective_bound()
        )

    def _stated(self, aim: list[tuple[int, float]], whole: list[bool]) -> Any:
        """The program as the solver reads it: numbers, rows, and what is where in which row."""
        from ortools.math_opt import model_pb2

        stated, rows = model_pb2.ModelProto(), self.rows
        most = [float(len(self.classes[place])) for place, _ in self.column] + [inf] * (len(whole) - len(self.column))
        stated.variables.ids.extend(range(len(whole)))
        stated.variables.lower_bounds.extend([0.0] * len(whole))
        stated.variables.upper_bounds.extend(most)
        stated.variables.integers.extend(whole)
        stated.linear_constraints.ids.extend(range(len(rows.most)))
        stated.linear_constraints.lower_bounds.extend(rows.least)
        stated.linear_constraints.upper_bounds.extend(rows.most)
        in_order = sorted(rows.entries)
        stated.linear_constraint_matrix.row_ids.extend(row for row, _, _ in in_order)
        stated.linear_constraint_matrix.column_ids.extend(column for _, column, _ in in_order)
        stated.linear_constraint_matrix.coefficients.extend(value for _, _, value in in_order)
        stated.objective.linear_coefficients.ids.extend(column for column, _ in sorted(aim))
        stated.objective.linear_coefficients.values.extend(value for _, value in sorted(aim))
        return stated
