"""The best plan as a flow of least cost, where everybody takes the same minutes: exact, and fast for a whole country.

People flow from their class to supervisors, at the cost of the pair, and on through as many places as the supervisor has; who
flows past all of them is left out. Worked example: three people of 60 minutes, and room for 120 with one supervisor: two
places, so two go to her and one is left out, and no plan can be better.
"""

from bisect import bisect_left

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .aims import Aims, allowed, assign_individuals
from .loads import highest_load, loads_up_to, room_within
from .problem import Impossible, Problem

TOGETHER = "The supervisors you chose do not have room for everyone you chose for them. Change one choice."


class Flow:
    """``minutes`` is what everybody takes."""

    def __init__(self, problem: Problem, minutes: int):
        self.problem, self.aims, self.minutes = problem, Aims(problem), minutes
        self.nodes = {s.key: place for place, s in enumerate(problem.supervisors)}

    def plan(self) -> dict[str, str]:
        """The best by the first three aims, and among those one with the lowest highest load: found by halving the loads there
        can be. Raises ``Impossible`` where not even the pins fit."""
        best = self._flowed({s.key: s.minutes for s in self.problem.supervisors})
        if best is None:
            raise Impossible(TOGETHER)
        pairs, value = best
        loads = loads_up_to(self.problem, highest_load(self.problem, pairs))
        low, high = 0, len(loads) - 1
        while low < high:
            middle = (low + high) // 2
            lower = self._flowed(room_within(self.problem, loads[middle]))
            if lower is None or lower[1] > value:
                low = middle + 1
            else:
                pairs = lower[0]
                high = min(middle, bisect_left(loads, highest_load(self.problem, pairs)))
        return pairs

    def _flowed(self, room: dict[str, int]) -> tuple[dict[str, str], int] | None:
        """The pairs that cost least within the room (minutes by supervisor), and what they cost; nothing where the pins do not
        fit."""
        flow, arcs = SimpleMinCostFlow(), {}
        classes, people = self.aims.classes, len(self.problem.supervisees)
        first, sink = len(self.nodes), len(self.nodes) + len(classes)
        for place, members in enumerate(classes):
            one, count = members[0], len(members)
            flow.set_node_supply(first + place, count)
            for key in allowed(one):
                arc = flow.add_arc_with_capacity_and_unit_cost(first + place, self.nodes[key], count, self.aims.cost(one, key))
                arcs[place, key] = arc
            if not one.pinned:
                flow.add_arc_with_capacity_and_unit_cost(first + place, sink, count, self.aims.cost(one, ""))
        for supervisor in self.problem.supervisors:
            places = room[supervisor.key] // self.minutes if self.minutes else people
            if supervisor.people is not None:
                places = min(places, max(0, supervisor.people))
            flow.add_arc_with_capacity_and_unit_cost(self.nodes[supervisor.key], sink, places, 0)
        flow.set_node_supply(sink, -people)
        if flow.solve() != flow.OPTIMAL:
            return None
        return assign_individuals(classes, lambda place, key: flow.flow(arcs[place, key])), flow.optimal_cost()
