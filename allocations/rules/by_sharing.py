"""As if each person could be shared among several supervisors: a linear program, whose prices prove what no plan can be below.

To share people is to allow more, so what sharing costs no plan can be below. Each minute and each place of a supervisor gets a
price by it. With any prices at all it holds: a plan costs no less than everybody's cheapest choice, prices included, less what
all the room is worth; and whatever is so much dearer than the cheapest that it alone goes beyond a known plan is in no plan
that is as good. This is reckoned in whole numbers, so nothing is proven by rounding.

Worked example: two people of 60 minutes each, one supervisor with room for 90, and leaving somebody out costs 100. Shared, one
and a half are placed, which costs 50; nobody is left out in part, so 100 is the least that a plan can cost. A minute of hers is
priced at 100 / 60. The plan that leaves one out costs 100: it is proven the best without trying any other.
"""

from dataclasses import dataclass
from typing import Any

from ortools.linear_solver.pywraplp import Solver

from .aims import Aims, allowed
from .problem import Problem

FINE = 10**6
"""Parts of a price."""

ROUNDED = 1e-6
ANY_PRICES = "change_status_to_imprecise: false"
"""Prices that are not quite right prove a little less, and nothing wrong."""

Choice = tuple[int, str]
"""Somebody of a class (its place) with a supervisor, or with nobody (``""``)."""


@dataclass(frozen=True, slots=True)
class Shared:
    """``whole``: how many of a class go to a supervisor unshared. ``cost``: what no plan can be below, ``dearer``: by how much
    a plan is above that, at least, that holds a choice, both in fine parts."""

    whole: dict[Choice, int]
    cost: int
    dearer: dict[Choice, int]

    @property
    def bound(self) -> int:
        return -(-self.cost // FINE)

    def within(self, value: int) -> set[Choice]:
        """Whatever a plan can hold that is no worse than ``value``."""
        return {choice for choice, more in self.dearer.items() if more <= value * FINE - self.cost}


class Sharing:
    """The program is made once, and asked again for other room: most of what it found holds there too."""

    def __init__(self, problem: Problem, aims: Aims):
        self.problem, self.aims = problem, aims
        self.costs = {
            (place, key): aims.cost(members[0], key)
            for place, members in enumerate(aims.classes)
            for key in [*allowed(members[0]), *([] if members[0].pinned else [""])]
        }
        self.solver = Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString(ANY_PRICES)
        least = -self.solver.infinity()
        self.minutes = {s.key: self.solver.Constraint(least, s.minutes) for s in problem.supervisors}
        self.people = {
            s.key: self.solver.Constraint(least, max(0, s.people)) for s in problem.supervisors if s.people is not None
        }
        self.floor = self.solver.Constraint(0, self.solver.infinity())
        self.shares, self.solved = self._shares(), False

    def _shares(self) -> dict[Choice, Any]:
        rows = [self.solver.Constraint(len(members), len(members)) for members in self.aims.classes]
        aim, shares = self.solver.Objective(), {}
        for (place, key), cost in self.costs.items():
            share = shares[place, key] = self.solver.NumVar(0, self.solver.infinity(), "")
            rows[place].SetCoefficient(share, 1)
            aim.SetCoefficient(share, cost)
            if key:
                self.minutes[key].SetCoefficient(share, self.aims.classes[place][0].minutes)
            if key in self.people:
                self.people[key].SetCoefficient(share, 1)
            self.floor.SetCoefficient(share, cost // self.aims.move)
        aim.SetMinimization()
        return shares

    def solve(self, room: dict[str, int], no_worse_than: int | None = None) -> Shared | None:
        """What sharing costs within the room (minutes by supervisor); ``None`` where not even that fits, or is worse than
        asked.

        Nobody is left out or moved in part: where sharing would, it is asked again with the next whole number as the least.
        """
        for key, row in self.minutes.items():
            row.SetUb(room[key])
        shared = self._solved(room, 0)
        while shared and (least := self.aims.round_up_to_reachable(shared.bound)) > shared.bound:
            if no_worse_than is not None and least > no_worse_than:
                return None
            closer = self._solved(room, least // self.aims.move)
            if closer and closer.bound <= shared.bound:
                break
            shared = closer
        return None if shared and no_worse_than is not None and shared.bound > no_worse_than else shared

    def _solved(self, room: dict[str, int], floor: int) -> Shared | None:
        """Where the program can be asked but not solved there are no prices, and little is proven."""
        self.floor.SetLb(floor)
        status = self.solver.Solve()
        if status == Solver.INFEASIBLE:
            return None
        self.solved = status == Solver.OPTIMAL
        a_minute, a_place = self._prices(self.minutes), self._prices(self.people)
        off = max(0, round(self.floor.dual_value() * FINE)) if self.solved else 0
        worth = sum(price * room[key] for key, price in a_minute.items())
        worth += sum(price * round(self.people[key].ub()) for key, price in a_place.items())
        return self._proven(worth - off * floor, a_minute, a_place, off)

    def _prices(self, rows: dict[str, Any]) -> dict[str, int]:
        return {key: max(0, round(-row.dual_value() * FINE)) if self.solved else 0 for key, row in rows.items()}

    def _proven(self, worth: int, a_minute: dict[str, int], a_place: dict[str, int], off: int) -> Shared:
        asked: dict[Choice, int] = {}
        least: dict[int, int] = {}
        for (place, key), cost in self.costs.items():
            minutes = self.aims.classes[place][0].minutes
            price = cost * FINE + minutes * a_minute.get(key, 0) + a_place.get(key, 0) - off * (cost // self.aims.move)
            asked[place, key] = price
            least[place] = min(price, least.get(place, price))
        cost = sum(price * len(self.aims.classes[place]) for place, price in least.items()) - worth
        return Shared(self._whole(), cost, {choice: price - least[choice[0]] for choice, price in asked.items()})

    def _whole(self) -> dict[Choice, int]:
        """Who goes to one supervisor as a whole; of a program that was not solved, those who are pinned."""
        if self.solved:
            return {choice: int(share.solution_value() + ROUNDED) for choice, share in self.shares.items()}
        classes = self.aims.classes
        return {(place, key): len(classes[place]) if classes[place][0].pinned else 0 for place, key in self.costs}
