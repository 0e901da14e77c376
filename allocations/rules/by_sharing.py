"""As if each person could be shared among several supervisors: a linear program, whose prices prove what no plan can be below.

To share people is to allow more, so what sharing costs no plan can be below. Each minute and each place of a supervisor gets a price by
it. With any prices at all it holds: a plan costs no less than everybody's cheapest choice, prices included, less what all the room is
worth; and whatever is so much dearer than the cheapest that it alone goes beyond a known plan is in no plan that is as good. This is
reckoned in whole numbers, so nothing is proven by rounding.
"""

from dataclasses import dataclass

from ortools.linear_solver.pywraplp import Solver

from .aims import Aims, allowed
from .problem import Problem

FINE = 10**6
"""Parts of a price."""

ROUNDED = 1e-6

Choice = tuple[int, str]
"""Somebody of a class (its place) with a supervisor, or with nobody (``""``)."""


@dataclass(frozen=True, slots=True)
class Shared:
    """``whole``: how many of a class go to a supervisor unshared. ``cost``: what no plan can be below, ``dearer``: by how much a plan is
    above that, at least, that holds a choice, both in fine parts."""

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
        least = -self.solver.infinity()
        self.minutes = {s.key: self.solver.Constraint(least, s.minutes) for s in problem.supervisors}
        self.people = {
            s.key: self.solver.Constraint(least, max(0, s.people)) for s in problem.supervisors if s.people is not None
        }
        self.shares = self._shares()

    def _shares(self) -> dict:
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
        aim.SetMinimization()
        return shares

    def solve(self, room: dict[str, int]) -> Shared | None:
        """What sharing costs within the room (minutes by supervisor); ``None`` where not even that fits."""
        for key, row in self.minutes.items():
            row.SetUb(room[key])
        if self.solver.Solve() != Solver.OPTIMAL:
            return None
        a_minute, a_place = self._prices(self.minutes), self._prices(self.people)
        worth = sum(price * room[key] for key, price in a_minute.items())
        worth += sum(price * round(self.people[key].ub()) for key, price in a_place.items())
        return self._proven(worth, a_minute, a_place)

    def _prices(self, rows: dict) -> dict[str, int]:
        return {key: max(0, round(-row.dual_value() * FINE)) for key, row in rows.items()}

    def _proven(self, worth: int, a_minute: dict[str, int], a_place: dict[str, int]) -> Shared:
        asked, least = {}, {}
        for (place, key), cost in self.costs.items():
            minutes = self.aims.classes[place][0].minutes
            price = asked[place, key] = cost * FINE + minutes * a_minute.get(key, 0) + a_place.get(key, 0)
            least[place] = min(price, least.get(place, price))
        cost = sum(price * len(self.aims.classes[place]) for place, price in least.items()) - worth
        whole = {choice: int(share.solution_value() + ROUNDED) for choice, share in self.shares.items()}
        return Shared(whole, cost, {choice: price - least[choice[0]] for choice, price in asked.items()})
