"""A plan where people take different minutes: as if each could be shared among several, then whoever was shared placed whole.

To share people is to allow more, so what sharing costs no plan can be below. Few are shared where there are many people: they are
placed anew by constraints in what room is left. Where that costs no more, it is proven the best in a fraction of the time.
"""

from collections import Counter
from math import gcd, lcm

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .aims import Aims, Best, allowed
from .problem import Problem, Supervisee

LARGEST = 2**62
"""What the costs of a flow may add up to."""

SECONDS = 0.5
"""So long whoever was shared is looked at; longer, and to ask for everybody at once is better."""


class Rounding:
    def __init__(self, problem: Problem, aims: Aims):
        self.problem, self.aims = problem, aims
        minutes = [one.minutes for one in problem.supervisees]
        self.unit = gcd(*minutes)
        self.shares = lcm(*map(self._units, problem.supervisees)) if min(minutes) > 0 else 0
        self.possible = 0 < self.shares * aims.leave_out * len(minutes) < LARGEST

    def _units(self, one: Supervisee) -> int:
        return one.minutes // self.unit

    def solve(self, room: dict[str, int], no_worse_than: int | None = None) -> Best | None:
        """What was found, with the bound. ``None`` where not even sharing fits, or costs no more than was asked."""
        shared = self._shared(room)
        if shared is None:
            return None
        counts, bound = shared
        if no_worse_than is not None and bound > no_worse_than:
            return None
        pairs, open_now = self._whole(counts)
        open_now += self._too_many(pairs)
        pairs |= self._placed(open_now, self._left(room, pairs))
        value = sum(self.aims.cost(one, pairs.get(one.key, "")) for one in self.problem.supervisees)
        return Best(pairs, value, bound)

    def _shared(self, room: dict[str, int]):
        """By class and supervisor how many units go there, and what no plan can be below."""
        flow, arcs = SimpleMinCostFlow(), {}
        nodes = {s.key: place for place, s in enumerate(self.problem.supervisors)}
        first, sink = len(nodes), len(nodes) + len(self.aims.classes)
        most = max(map(self._units, self.problem.supervisees))
        for place, members in enumerate(self.aims.classes):
            one, units = members[0], len(members) * self._units(members[0])
            each = self.shares // self._units(one)
            flow.set_node_supply(first + place, units)
            for key in allowed(one):
                arc = flow.add_arc_with_capacity_and_unit_cost(
                    first + place, nodes[key], units, self.aims.cost(one, key) * each
                )
                arcs[place, key] = arc
            if not one.pinned:
                flow.add_arc_with_capacity_and_unit_cost(first + place, sink, units, self.aims.cost(one, "") * each)
        for s in self.problem.supervisors:
            units = room[s.key] // self.unit
            limit = units if s.people is None else min(units, max(0, s.people) * most)
            flow.add_arc_with_capacity_and_unit_cost(nodes[s.key], sink, limit, 0)
        flow.set_node_supply(sink, -sum(map(self._units, self.problem.supervisees)))
        if flow.solve() != flow.OPTIMAL:
            return None
        return {at: flow.flow(arc) for at, arc in arcs.items()}, -(-flow.optimal_cost() // self.shares)

    def _whole(self, counts) -> tuple[dict[str, str], list[Supervisee]]:
        """Who goes to one supervisor as a whole, and who was shared or left out."""
        pairs, open_now = {}, []
        for place, members in enumerate(self.aims.classes):
            waiting, units = list(members), self._units(members[0])
            for key in allowed(members[0]):
                for _ in range(counts[place, key] // units):
                    pairs[waiting.pop().key] = key
            open_now += waiting
        return pairs, open_now

    def _too_many(self, pairs: dict[str, str]) -> list[Supervisee]:
        """Take out whoever is beyond the number of people that a supervisor may have: sharing counts only their minutes."""
        by_key, found = {one.key: one for one in self.problem.supervisees}, []
        for s in self.problem.supervisors:
            here = [key for key, supervisor in pairs.items() if supervisor == s.key]
            here.sort(key=lambda key: (not by_key[key].pinned, key))
            for key in here[max(0, s.people) :] if s.people is not None and len(here) > max(0, s.people) else ():
                del pairs[key]
                found.append(by_key[key])
        return found

    def _left(self, room: dict[str, int], pairs: dict[str, str]) -> dict[str, tuple[int, int | None]]:
        """Minutes and people that each supervisor has left."""
        minutes = {one.key: one.minutes for one in self.problem.supervisees}
        taken, people = Counter(), Counter(pairs.values())
        for one, key in pairs.items():
            taken[key] += minutes[one]
        return {
            s.key: (room[s.key] - taken[s.key], None if s.people is None else s.people - people[s.key])
            for s in self.problem.supervisors
        }

    def _placed(self, people: list[Supervisee], left: dict[str, tuple[int, int | None]]) -> dict[str, str]:
        """The best for those few in what room is left."""
        if not people:
            return {}
        from ortools.sat.python import cp_model

        model, chosen = cp_model.CpModel(), {}
        for one in people:
            for key in [*allowed(one), *([] if one.pinned else [""])]:
                chosen[one.key, key] = model.new_bool_var("")
            model.add_exactly_one(variable for (who, _), variable in chosen.items() if who == one.key)
        by_key = {one.key: one for one in people}
        for key, (minutes, most) in left.items():
            here = [(by_key[who], variable) for (who, k), variable in chosen.items() if k == key]
            model.add(sum(one.minutes * variable for one, variable in here) <= max(0, minutes))
            if most is not None:
                model.add(sum(variable for _, variable in here) <= max(0, most))
        model.minimize(sum(self.aims.cost(by_key[who], key) * variable for (who, key), variable in chosen.items()))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers, solver.parameters.random_seed = SECONDS, 1, 1
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {}
        return {who: key for (who, key), variable in chosen.items() if key and solver.boolean_value(variable)}
