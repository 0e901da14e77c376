"""The best plan by constraint programming: where people take different minutes, or who supervises whom could go round.

What people cost when they are shared is known first, and so is a plan that this is rounded to. Plans that are better are looked
for just above what none can be below, then further away: the nearer, the less a plan can hold, and the quicker it is found or
ruled out.

Worked example: sharing proves that no plan costs less than 100, and the plan that it is rounded to costs 103. First a plan of
100 is looked for, then one of 101 or 102; where both are ruled out, 103 is the best, though nothing else was ever weighed
against it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from .aims import Aims, Best, OutOfTime, allowed, assign_individuals
from .by_flow import TOGETHER
from .by_rounding import Rounding
from .by_sharing import Choice, Shared, Sharing
from .chains import closes_a_cycle, everybody_above
from .problem import Impossible, Problem, has_a_cycle, supervising

LEAST_SECONDS = 0.05
STEPS = (1, 1, 4)
"""How much further away it is looked the first times; then as far as need be."""

NO_TIME = "No plan with everything you chose was found in time. Change some choices, or allow more time."


class Constraints:
    """OR-Tools' solver is imported when it is asked: it takes a second to arrive, and most plans do without it."""

    def __init__(self, problem: Problem):
        self.problem, self.aims = problem, Aims(problem)
        self.by_key = {s.key: s for s in problem.supervisors}
        self.sharing, self.rounding = Sharing(problem, self.aims), Rounding(problem, self.aims)

    def solve(self, room: dict[str, int], left: Callable[[], float], no_worse_than: int | None = None) -> Best | None:
        """The best plan within the room (minutes by supervisor) that there was time for; or any that is ``no_worse_than`` a
        value, ``None`` where there is none. Raises ``Impossible`` where not even the pins fit, and ``OutOfTime`` where nobody
        knows."""
        if no_worse_than is not None and left() <= 0:
            raise OutOfTime
        shared = self.sharing.solve(room, no_worse_than)
        if shared is None and no_worse_than is None:
            raise Impossible(TOGETHER)
        if shared is None:
            return None
        begun = self._begun(self.rounding.solve(room, shared, left()), room)
        if no_worse_than is None:
            return self._best(room, shared, begun, left)
        if begun and begun.value <= no_worse_than:
            return begun
        plan, ruled_out = self._found(room, shared, begun, (shared.bound, no_worse_than), left(), any_will_do=True)
        if plan is None and not ruled_out:
            raise OutOfTime
        return plan

    def _begun(self, quick: Best, room: dict[str, int]) -> Best | None:
        """A plan to begin with: whoever would close a circle is left out. Nothing where those who are pinned do not fit. Raises
        ``Impossible`` where they close a circle by themselves."""
        if self._too_full(quick.pairs, room):
            return None
        if not has_a_cycle(self.problem, quick.pairs):
            return quick
        pinned = {one.key for one in self.problem.supervisees if one.pinned}
        above, pairs = {key: set(some) for key, some in self.problem.above.items()}, {}
        for supervisee, supervisor in sorted(quick.pairs.items(), key=lambda pair: (pair[0] not in pinned, pair)):
            if not closes_a_cycle(supervisee, supervisor, above):
                above.setdefault(supervisee, set()).add(supervisor)
                pairs[supervisee] = supervisor
        if not pinned <= pairs.keys():
            raise Impossible(TOGETHER)
        return Best(pairs, self.aims.value(pairs), quick.bound)

    def _too_full(self, pairs: dict[str, str], room: dict[str, int]) -> bool:
        minutes: Counter[str] = Counter()
        people = Counter(pairs.values())
        for one in self.problem.supervisees:
            if one.key in pairs:
                minutes[pairs[one.key]] += one.minutes
        most = {key: s.people for key, s in self.by_key.items() if s.people is not None}
        return any(minutes[key] > room[key] or people[key] > max(0, most.get(key, people[key])) for key in people)

    def _best(self, room: dict[str, int], shared: Shared, begun: Best | None, left: Callable[[], float]) -> Best:
        """Proven, or with what was proven until the time ran out. Raises ``Impossible`` where there was none, or cannot be
        one."""
        if begun is None:
            plan, ruled_out = self._found(room, shared, None, (shared.bound, self.aims.ceiling), left())
            if plan is None:
                raise Impossible(TOGETHER if ruled_out else NO_TIME)
            return plan
        bound, steps = self.aims.round_up_to_reachable(shared.bound), iter(STEPS)
        while bound < begun.value:
            limit = min(bound + next(steps, begun.value), begun.value - 1)
            plan, ruled_out = self._found(room, shared, begun, (bound, limit), left() / 2)
            if plan is not None and ruled_out:
                return plan
            if plan is not None:
                begun, bound = plan, max(bound, plan.bound)
            if not ruled_out:
                break
            bound = self.aims.round_up_to_reachable(limit + 1)
        return Best(begun.pairs, begun.value, min(bound, begun.value))

    def _found(
        self,
        room: dict[str, int],
        shared: Shared,
        begun: Best | None,
        between: tuple[int, int],
        seconds: float,
        *,
        any_will_do: bool = False,
    ) -> tuple[Best | None, bool]:
        """The best plan with a value between the two (or any), and whether anything better was ruled out in time."""
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        taken, cost = self._place(model, room, shared.within(between[1]), begun)
        self._keep_within(model, taken, room)
        if self.problem.without_cycles:
            self._keep_out_cycles(model, taken)
        model.add_linear_constraint(cost, *between)
        model.minimize(cost)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(LEAST_SECONDS, seconds)
        solver.parameters.num_workers, solver.parameters.random_seed = 1, 1
        solver.parameters.stop_after_first_solution = any_will_do
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, status == cp_model.INFEASIBLE
        counts = {choice: solver.value(variable) for choice, variable in taken.items()}
        pairs = assign_individuals(self.aims.classes, lambda place, key: counts.get((place, key), 0))
        value, proven = self.aims.value(pairs), status == cp_model.OPTIMAL
        return Best(pairs, value, value if proven else int(solver.best_objective_bound)), proven

    def _place(
        self, model: Any, room: dict[str, int], within: set[Choice], begun: Best | None
    ) -> tuple[dict[Choice, Any], Any]:
        """The number of each class that each supervisor gets, of what is ``within``; and what all of it costs."""
        taken, costs, pairs = {}, [], begun.pairs if begun else {}
        for place, members in enumerate(self.aims.classes):
            one, count = members[0], len(members)
            before = Counter(pairs.get(member.key, "") for member in members)
            here = []
            for key in [*allowed(one), *([] if one.pinned else [""])]:
                if (place, key) not in within:
                    continue
                most = min(count, room[key] // one.minutes) if key and one.minutes else count
                variable = model.new_int_var(0, most, "")
                if begun:
                    model.add_hint(variable, before[key])
                here.append(variable)
                costs.append(self.aims.cost(one, key) * variable)
                if key:
                    taken[place, key] = variable
            model.add(sum(here) == count)
        return taken, sum(costs)

    def _keep_within(self, model: Any, taken: dict[Choice, Any], room: dict[str, int]) -> None:
        of: dict[str, list[tuple[int, Any]]] = defaultdict(list)
        for (place, key), variable in taken.items():
            of[key].append((self.aims.classes[place][0].minutes, variable))
        for key, terms in of.items():
            model.add(sum(minutes * variable for minutes, variable in terms) <= room[key])
            people = self.by_key[key].people
            if people is not None:
                model.add(sum(variable for _, variable in terms) <= max(0, people))

    def _keep_out_cycles(self, model: Any, taken: dict[Choice, Any]) -> None:
        """Whoever supervises ranks above whom they supervise; only those who do both can close a cycle."""
        above, all_who_supervise = self.problem.above, supervising(self.problem)
        both = {one.key for one in self.problem.supervisees} & all_who_supervise
        if not both:
            return
        rank = {key: model.new_int_var(0, len(all_who_supervise), "") for key in sorted(self.by_key.keys() | both)}
        for (place, key), variable in taken.items():
            supervisee = self.aims.classes[place][0].key
            if supervisee not in both:
                continue
            if closes_a_cycle(supervisee, key, above):
                model.add(variable == 0)
                continue
            made = model.new_bool_var("")
            model.add(variable == made)
            model.add(rank[key] > rank[supervisee]).only_enforce_if(made)
        for lower in rank:
            for upper in rank.keys() & everybody_above(lower, above):
                if not closes_a_cycle(lower, upper, above):
                    model.add(rank[upper] > rank[lower])
