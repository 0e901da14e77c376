"""The best plan by constraint programming: where people take different minutes, or who supervises whom could go round."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable

from .aims import Aims, Best, allowed, told_apart
from .by_flow import TOGETHER, Flow
from .by_rounding import Rounding
from .chains import closes_a_cycle, everybody_above
from .problem import Impossible, Problem, has_a_cycle, keeps_pins, measured, supervising

LEAST_SECONDS = 0.05


class Constraints:
    """OR-Tools' solver is imported when it is asked: it takes a second to arrive, and most plans do without it."""

    def __init__(self, problem: Problem):
        self.problem, self.aims = problem, Aims(problem)
        self.by_key = {s.key: s for s in problem.supervisors}
        self.pairs: dict[str, str] = {}
        self.bound = 0
        self.reached: list[int] = []
        self.rounding = Rounding(problem, self.aims)

    def solve(self, room: dict[str, int], left: Callable[[], float], no_worse_than: int | None = None) -> Best | None:
        """The best plan within the room (minutes by supervisor) that there was time for; ``None`` where none was found that is
        as good as the best one before. Raises ``Impossible`` where not even the pins fit."""
        quick = self.rounding.solve(room, no_worse_than) if self.rounding.possible else None
        if no_worse_than is not None:
            return self._as_good_within(room, left, no_worse_than, quick)
        if quick is not None and quick.value == quick.bound and self._may_be(quick):
            self.pairs, self.bound = quick.pairs, quick.bound
            return quick
        self._begin(room, left)
        self._begin_with(quick)
        self.reached = []
        gap, weights = 0, (self.aims.leave_out, self.aims.move, 1)
        for stage, weight in enumerate(weights):
            if (
                self.pairs and self._value() // weight == self.bound // weight
            ):  # what was begun with is proven the best in this aim
                self.reached.append(self._reached()[stage])
                continue
            model, taken, aims = self._model(room)
            model.minimize(aims[stage])
            solver = self._solved(model, taken, left() / 2)
            if solver is None:
                return self._as_far_as_it_came()
            self.reached.append(solver.value(aims[stage]))
            gap += weight * (self.reached[-1] - math.ceil(solver.best_objective_bound - 1e-6))
        return Best(self.pairs, value := self._value(), max(value - gap, self.bound))

    def _as_good_within(
        self, room: dict[str, int], left: Callable[[], float], no_worse_than: int, quick: Best | None
    ) -> Best | None:
        """Where even sharing people costs more, or does not fit, there is none; where they were placed whole, there is."""
        if self.rounding.possible and quick is None:
            return None
        if quick is not None and quick.value <= no_worse_than and self._may_be(quick):
            return quick
        if not self.reached:
            self.reached = self._reached()
        model, taken, _ = self._model(room)
        if self._solved(model, taken, left()) is None:
            return None
        return Best(self.pairs, value := self._value(), value)

    def _begin(self, room: dict[str, int], left: Callable[[], float]) -> None:
        """A plan to begin with, as if everybody took the most minutes that anybody takes, and what no plan can be below."""
        minutes = {one.minutes for one in self.problem.supervisees}
        try:
            begun = Flow(self.problem, max(minutes)).solve(room, left).pairs
        except Impossible:
            return
        self.bound = Flow(self.problem, min(minutes)).solve(room, left).bound
        above = {key: set(some) for key, some in self.problem.above.items()}
        for supervisee, supervisor in begun.items():
            if self.problem.without_cycles and closes_a_cycle(supervisee, supervisor, above):
                continue
            above.setdefault(supervisee, set()).add(supervisor)
            self.pairs[supervisee] = supervisor

    def _may_be(self, best: Best) -> bool:
        return keeps_pins(self.problem, best.pairs) and not has_a_cycle(self.problem, best.pairs)

    def _begin_with(self, quick: Best | None) -> None:
        """The plan by rounding, if it is better than the one to begin with."""
        if quick is None:
            return
        self.bound = max(self.bound, quick.bound)
        if self._may_be(quick) and (quick.value < self._value() or not keeps_pins(self.problem, self.pairs)):
            self.pairs = quick.pairs

    def _reached(self) -> list[int]:
        """What the plan so far reaches of each aim."""
        found = measured(self.problem, self.pairs)
        return [found.unplaced, found.moved, found.penalty]

    def _as_far_as_it_came(self) -> Best:
        """The last plan that there was time for. Raises ``Impossible`` where there was none, or a pin is not in it."""
        if not keeps_pins(self.problem, self.pairs):
            raise Impossible("There was no time to find a plan with everything that is pinned. Unpin some, or allow more time.")
        return Best(self.pairs, value := self._value(), min(value, self.bound))

    def _value(self) -> int:
        return sum(self.aims.cost(one, self.pairs.get(one.key, "")) for one in self.problem.supervisees)

    def _model(self, room: dict[str, int]):
        """A model within the room in which every aim that was reached before is kept; how many of each class each gets; the aims."""
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        taken, left_out = self._place(model, room)
        self._keep_within(model, taken, room)
        if self.problem.without_cycles:
            self._keep_out_cycles(model, taken)
        first = {place: members[0] for place, members in enumerate(self.aims.classes)}
        standing = sum(bool(one.stays_with) for one in self.problem.supervisees)
        stays = sum(variable for (place, key), variable in taken.items() if first[place].stays_with == key)
        penalty = sum(first[place].penalty(key) * variable for (place, key), variable in taken.items())
        aims = sum(left_out), standing - stays, penalty
        for aim, reached in zip(aims, self.reached, strict=False):
            model.add(aim <= reached)
        return model, taken, aims

    def _solved(self, model, taken: dict, seconds: float):
        """The solver with what it found in time, which the next begins with; ``None`` where it found nothing.

        Raises ``Impossible`` where the first aim shows that nothing can be found.
        """
        from ortools.sat.python import cp_model

        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(LEAST_SECONDS, seconds)
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        status = solver.solve(model)
        if status == cp_model.INFEASIBLE and not self.reached:
            raise Impossible(TOGETHER)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        counts = {key: solver.value(variable) for key, variable in taken.items()}
        self.pairs = told_apart(self.aims.classes, lambda place, key: counts[place, key])
        return solver

    def _place(self, model, room: dict[str, int]):
        """For each class how many of it each supervisor gets, and how many are left out."""
        taken, out = {}, []
        for place, members in enumerate(self.aims.classes):
            one, count = members[0], len(members)
            left_out = model.new_int_var(0, 0 if one.pinned else count, "")
            out.append(left_out)
            begun = Counter(self.pairs.get(member.key, "") for member in members)
            model.add_hint(left_out, begun[""])
            for key in allowed(one):
                most = min(count, room[key] // one.minutes if one.minutes else count)
                taken[place, key] = model.new_int_var(0, most, "")
                model.add_hint(taken[place, key], begun[key])
            model.add(sum(taken[place, key] for key in allowed(one)) + left_out == count)
        return taken, out

    def _keep_within(self, model, taken: dict, room: dict[str, int]) -> None:
        of: dict[str, list] = defaultdict(list)
        for (place, key), variable in taken.items():
            of[key].append((self.aims.classes[place][0].minutes, variable))
        for key, terms in of.items():
            model.add(sum(minutes * variable for minutes, variable in terms) <= room[key])
            people = self.by_key[key].people
            if people is not None:
                model.add(sum(variable for _, variable in terms) <= max(0, people))

    def _keep_out_cycles(self, model, taken: dict) -> None:
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
