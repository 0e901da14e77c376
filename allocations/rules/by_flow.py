"""The best plan as a flow of least cost, where everybody takes the same minutes: exact, and fast for a whole country.

People flow from their class to supervisors, at the cost of the pair, and on through as many places as the supervisor has; who
flows past all of them is left out. Worked example: three people of 60 minutes, and room for 120 with one supervisor: two
places, so two go to her and one is left out, and no plan can be better.
"""

from collections.abc import Callable

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .aims import Aims, Best, OutOfTime, allowed, assign_individuals
from .problem import Impossible, Problem

TOGETHER = "The supervisors you chose do not have room for everyone you chose for them. Change one choice."


class Flow:
    """``minutes`` is what everybody takes."""

    def __init__(self, problem: Problem, minutes: int):
        self.problem, self.aims, self.minutes = problem, Aims(problem), minutes
        self.nodes = {s.key: place for place, s in enumerate(problem.supervisors)}

    def solve(self, room: dict[str, int], left: Callable[[], float], no_worse_than: int | None = None) -> Best | None:
        """The best plan within the room (minutes by supervisor); ``None`` where it is worse than asked. Raises ``Impossible``
        where not even the pins fit, and ``OutOfTime``."""
        if no_worse_than is not None and left() <= 0:
            raise OutOfTime
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
            if no_worse_than is not None:
                return None
            raise Impossible(TOGETHER)
        value = flow.optimal_cost()
        if no_worse_than is not None and value > no_worse_than:
            return None
        return Best(assign_individuals(classes, lambda place, key: flow.flow(arcs[place, key])), value, value)
