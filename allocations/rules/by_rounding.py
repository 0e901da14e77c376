"""A plan where people take different minutes: as if each could be shared among several, then whoever was shared placed whole.

Few are shared where there are many people: they are placed anew by constraints in what room is left. Where that costs no more
than sharing, it is proven the best in a fraction of the time.

Worked example: people of 60, 60 and 90 minutes, and supervisors with room for 90 and 120. Sharing places all of them, one of
the sixties half here and half there. The two who are whole stay where they are; for the third the room that is left is looked
at, and where it is 60 minutes with one supervisor they go there whole.
"""

from collections import Counter, defaultdict

from .aims import Aims, Best, allowed
from .by_sharing import Choice, Shared
from .problem import Problem, Supervisee

SECONDS = 0.5
"""So long whoever was shared is looked at; longer, and to ask for everybody at once is better."""


class Rounding:
    def __init__(self, problem: Problem, aims: Aims):
        self.problem, self.aims = problem, aims

    def solve(self, room: dict[str, int], shared: Shared, seconds: float) -> Best:
        """The plan that whoever is shared within the room is rounded to, in so much time at most, with what no plan can be
        below."""
        pairs, open_now = self._whole(shared.whole)
        pairs |= self._placed(open_now, self._left(room, pairs), min(SECONDS, seconds))
        return Best(pairs, self.aims.value(pairs), shared.bound)

    def _whole(self, whole: dict[Choice, int]) -> tuple[dict[str, str], list[Supervisee]]:
        """Who goes to one supervisor as a whole, and who was shared or left out."""
        pairs, open_now = {}, []
        for place, members in enumerate(self.aims.classes):
            waiting = list(members)
            for key in allowed(members[0]):
                for _ in range(whole[place, key]):
                    pairs[waiting.pop().key] = key
            open_now += waiting
        return pairs, open_now

    def _left(self, room: dict[str, int], pairs: dict[str, str]) -> dict[str, tuple[int, int | None]]:
        """Minutes and people that each supervisor has left."""
        minutes = {one.key: one.minutes for one in self.problem.supervisees}
        taken: Counter[str] = Counter()
        people = Counter(pairs.values())
        for one, key in pairs.items():
            taken[key] += minutes[one]
        return {
            s.key: (room[s.key] - taken[s.key], None if s.people is None else s.people - people[s.key])
            for s in self.problem.supervisors
        }

    def _placed(self, people: list[Supervisee], left: dict[str, tuple[int, int | None]], seconds: float) -> dict[str, str]:
        """The best for those few in what room is left."""
        if not people or seconds <= 0:
            return {}
        from ortools.sat.python import cp_model

        model, chosen = cp_model.CpModel(), {}
        by_key, of = {one.key: one for one in people}, defaultdict(list)
        for one in people:
            own = {key: model.new_bool_var("") for key in [*allowed(one), *([] if one.pinned else [""])]}
            model.add_exactly_one(own.values())
            for key, variable in own.items():
                chosen[one.key, key] = variable
                of[key].append((one, variable))
        for key, (minutes, most) in left.items():
            here = of[key]
            model.add(sum(one.minutes * variable for one, variable in here) <= max(0, minutes))
            if most is not None:
                model.add(sum(variable for _, variable in here) <= max(0, most))
        model.minimize(sum(self.aims.cost(by_key[who], key) * variable for (who, key), variable in chosen.items()))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds, solver.parameters.num_workers, solver.parameters.random_seed = seconds, 1, 1
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return {}
        return {who: key for (who, key), variable in chosen.items() if key and solver.boolean_value(variable)}
