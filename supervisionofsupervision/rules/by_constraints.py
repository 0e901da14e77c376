"""Answering a ``GroupingProblem`` with CP-SAT: for each number of groups from the fewest on, as many placed as can be; then
what is aimed at next."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Any

from ortools.sat.python import cp_model

from .grouping import DAYS, Grouped, GroupingProblem, One, ProposedGroup, Why, score, shared_days

LEAST_TIME = 0.2
MIXED = 100
LONGEST = 90.0
"""Seconds by the clock after which a solve is given up in any case. Only a machine far slower than its own reckoning comes so
far."""


def grouped(question: GroupingProblem, seconds: float = 10.0) -> Grouped:
    """The best groups, proven so within the time or the best found, and what of that is not proven. ``seconds`` are the
    solver's own, which count what it does and not the clock: the same question has the same answer on every machine, however
    busy it is."""
    budget = Budget(seconds)
    able, left_out = _able(question)
    asked = replace(question, members=tuple(able))
    best, off_by = _fewest(asked, budget)
    if best is None:
        why = Why.TOO_FEW if len(able) < question.smallest else Why.NO_LEADER if not question.leaders else Why.NO_ROOM
        left_out += [(one.key, why) for one in able]
        return Grouped((), tuple(sorted(left_out)), off_by=off_by, seconds=budget.spent)
    model, placed = best
    off_by |= model.improve(placed)
    groups = model.answer()
    placed_keys = {key for group in groups for key in group.members}
    left_out += [(one.key, Why.NO_ROOM) for one in able if one.key not in placed_keys]
    *_, clashes, squares = score(asked, groups)
    return Grouped(groups, tuple(sorted(left_out)), clashes, squares, off_by, budget.spent)


@dataclass(slots=True)
class Budget:
    """Deterministic seconds that the solver may take, and has taken by its own account."""

    seconds: float
    spent: float = 0.0

    @property
    def left(self) -> float:
        return max(0.0, self.seconds - self.spent)


@dataclass(frozen=True, slots=True)
class Solved:
    """What a solve came to. Without a ``status`` that proves or finds something there is neither value nor bound."""

    status: Any
    value: int | None = None
    bound: int | None = None

    @property
    def proven(self) -> bool:
        return self.status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)


def _able(question: GroupingProblem) -> tuple[list[One], list[tuple[str, str]]]:
    """Who can be in any group at all, and why others cannot."""
    able, left_out = [], []
    for one in question.members:
        leads = [
            leader for leader in question.leaders
            if leader.key != one.key and (one.key, leader.key) not in question.supervises and one.days & leader.days
        ]  # fmt: skip
        if not one.days:
            left_out.append((one.key, Why.AWAY))
        elif not question.leaders:
            left_out.append((one.key, Why.NO_LEADER))
        elif not leads:
            left_out.append((one.key, Why.NO_DAY))
        else:
            able.append(one)
    return able, left_out


def _fewest(question: GroupingProblem, budget: Budget) -> tuple[tuple["_Model", int] | None, dict[str, int]]:
    """The model with the fewest groups that places as many as any number of groups can, and what of that is not proven.

    First as many groups as hold everybody and more; where somebody is left out all the same, fewer groups may hold as many.
    Worked example: 14 members in groups of 3 to 6, so 3 groups first. If all 14 are placed, no smaller number can hold them:
    proven.
    """
    count, best, most = len(question.members), None, 0
    enough, could = -(-count // question.largest), {}
    for groups in (*range(enough, count // question.smallest + 1), *range(1, enough)):
        room = min(count, groups * question.largest)
        if groups == 0 or (groups < enough and room < most) or (groups != enough and most == count):
            continue
        if budget.left <= LEAST_TIME:
            could[groups] = room
            continue
        model = _Model(question, groups, budget)
        solved = model.most_placed(budget.left / 2)
        placed = solved.value or 0
        if not solved.proven:
            could[groups] = room if solved.bound is None else solved.bound
        if placed and (placed, -groups) > (most, -len(best[0].groups) if best else 0):
            best, most = (model, placed), placed
    return best, _not_proven(could, most, len(best[0].groups) if best else 0)


def _not_proven(could: dict[int, int], most: int, groups: int) -> dict[str, int]:
    """``could``: by number of groups, how many might be placed at most, where that is not settled."""
    if (more := max(could.values(), default=0) - most) > 0:
        return {"left_out": more}
    fewer = [number for number, placed in could.items() if placed == most and number < groups]
    return {"groups": groups - min(fewer)} if fewer else {}


class _Model:
    """The model of so many groups. ``member[i, g]``, ``leads[k, g]`` and ``on[day, g]`` are the decisions."""

    def __init__(self, question: GroupingProblem, groups: int, budget: Budget):
        self.question, self.groups, self.budget = question, range(groups), budget
        self.model = cp_model.CpModel()
        new = self.model.new_bool_var
        self.member = {(one.key, g): new(f"m{i}_{g}") for i, one in enumerate(question.members) for g in self.groups}
        self.leads = {(one.key, g): new(f"l{i}_{g}") for i, one in enumerate(question.leaders) for g in self.groups}
        self.on = {(day, g): new(f"d{day}_{g}") for day in DAYS for g in self.groups}
        self._sizes()
        self._days()
        self._leaders()
        self._pins()
        self._symmetry()

    def _sizes(self) -> None:
        for one in self.question.members:
            self.model.add_at_most_one(self.member[one.key, g] for g in self.groups)
        for g in self.groups:
            size = sum(self.member[one.key, g] for one in self.question.members)
            self.model.add_linear_constraint(size, self.question.smallest, self.question.largest)

    def _days(self) -> None:
        for g in self.groups:
            self.model.add_exactly_one(self.on[day, g] for day in DAYS)
            for who, chosen in ((self.question.members, self.member), (self.question.leaders, self.leads)):
                for one in who:
                    for day in DAYS:
                        if day not in one.days:
                            self.model.add_at_most_one(chosen[one.key, g], self.on[day, g])

    def _leaders(self) -> None:
        question, members = self.question, {one.key for one in self.question.members}
        level = {
            key: self.model.new_int_var(0, len(question.leaders), f"v{key}")
            for key in members & {o.key for o in question.leaders}
        }
        for g in self.groups:
            self.model.add_exactly_one(self.leads[one.key, g] for one in question.leaders)
            for leader in question.leaders:
                lead = self.leads[leader.key, g]
                for one in question.members:
                    if one.key == leader.key or (one.key, leader.key) in question.supervises:
                        self.model.add_at_most_one(lead, self.member[one.key, g])
                    elif one.key in level and leader.key in level:
                        above = self.model.add(level[leader.key] < level[one.key])
                        above.only_enforce_if(lead, self.member[one.key, g])
                if leader.key not in question.stand:
                    there = [self.member[leader.key, other] for other in self.groups] if leader.key in members else []
                    self.model.add_bool_or([lead.negated(), *there])

    def _pins(self) -> None:
        for key, leader in self.question.led_by.items():
            for g in self.groups:
                if (key, g) in self.member and (leader, g) in self.leads:
                    self.model.add_implication(self.member[key, g], self.leads[leader, g])

    def _symmetry(self) -> None:
        """Groups are alike: they are put in the order of who leads them."""
        place = [
            sum(i * self.leads[one.key, g] for i, one in enumerate(self.question.leaders)) for g in self.groups
        ]  # fmt: skip
        for before, after in pairwise(place):
            self.model.add(before <= after)

    def _solver(self, seconds: float) -> cp_model.CpSolver:
        """One worker, limited by what it does: two, or a clock, answer otherwise from run to run."""
        solver = cp_model.CpSolver()
        solver.parameters.max_deterministic_time = max(0.1, seconds)
        solver.parameters.max_time_in_seconds = LONGEST
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        return solver

    def _solve(self, seconds: float) -> Solved:
        """The status comes before any number: a solve that found nothing has a value and a bound that mean nothing."""
        solver = self._solver(seconds)
        status = solver.solve(self.model)
        self.budget.spent += solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Solved(status)
        self._remember(solver)
        return Solved(status, round(solver.objective_value), round(solver.best_objective_bound))

    def _placed(self) -> Any:
        return sum(self.member.values())

    def most_placed(self, seconds: float) -> Solved:
        """How many can be placed, and how many could be at most; no value where no such groups exist, or none were found."""
        self.model.maximize(self._placed())
        return self._solve(seconds)

    def _remember(self, solver: cp_model.CpSolver) -> None:
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for variable in (*self.member.values(), *self.leads.values(), *self.on.values()):
            self.model.add_hint(variable, solver.value(variable))
        self.best = solver

    def improve(self, placed: int) -> dict[str, int]:
        """The fewest clashes, then teams as mixed as can be and the load spread; what of that is not proven."""
        self.model.add(self._placed() >= placed)
        off_by = {"clashes": self._fewest_clashes(placed), **self._best_mixed(placed)}
        return {aim: by for aim, by in off_by.items() if by}

    def _fewest_clashes(self, placed: int) -> int:
        """The number of pairs by which it may be off."""
        if (counted := self._clashes(placed)) is None:
            return 0
        clashes, floor = counted
        self.model.add(clashes >= floor)
        self.model.minimize(clashes)
        solved = self._solve(self.budget.left / 2)
        known = score(self.question, self.answer())[2] if solved.value is None else solved.value
        self.model.add(clashes <= known)
        return 0 if solved.proven else known - max(floor, solved.bound or 0)

    def _best_mixed(self, placed: int) -> dict[str, int]:
        """The amount by which the mixing of teams may be off, or where that is proven the load of who leads.

        Both are one number, a hundred times the squares of teams and the highest load. Worked example: 7003 found and 6902
        proven leaves one square; 7003 and 7002 leaves none, and one group less for who leads most.
        """
        unmixed, floor = self._unmixed(placed)
        spread, load_floor = self._spread()
        aim, least = unmixed * MIXED + spread, floor * MIXED + load_floor
        self.model.add(aim >= least)
        self.model.minimize(aim)
        solved = self._solve(self.budget.left)
        if solved.proven:
            return {}
        groups = self.answer()
        led = max(Counter(group.leader for group in groups).values())
        value, bound = score(self.question, groups)[3] * MIXED + led, max(least, solved.bound or 0)
        return {"mixed": value // MIXED - bound // MIXED} if value // MIXED > bound // MIXED else {"load": value - bound}

    def _clashes(self, placed: int) -> tuple[Any, int] | None:
        """How many pairs clash, and the least that it can be; nothing where nobody clashes with anybody."""
        pairs = [n * (n - 1) // 2 for n in range(self.question.largest + 1)]
        managers: dict[str, list[One]] = {}
        for one in self.question.members:
            if one.line_manager:
                managers.setdefault(one.line_manager, []).append(one)
        clashing = [count for ones in managers.values() if len(ones) > 1 for count in self._counted(ones, pairs)]
        least = sum((_balanced(len(ones), len(self.groups)) - len(ones)) // 2 for ones in managers.values())
        for a, b in combinations(self.question.members, 2):
            if self.question.clash(a, b) and not (a.line_manager and a.line_manager == b.line_manager):
                clashing += self._together(a, b)
        return (sum(clashing), least if self._all(placed) else 0) if clashing else None

    def _together(self, a: One, b: One) -> list[Any]:
        both = []
        for g in self.groups:
            together = self.model.new_bool_var("")
            self.model.add_bool_or([self.member[a.key, g].negated(), self.member[b.key, g].negated(), together])
            both.append(together)
        return both

    def _all(self, placed: int) -> bool:
        return placed == len(self.question.members)

    def _counted(self, ones: list[One], table: list[int]) -> list[Any]:
        """The entry of the table, for each group, for how many of these people are in it."""
        entries = []
        for g in self.groups:
            count = self.model.new_int_var(0, self.question.largest, "")
            self.model.add(count == sum(self.member[one.key, g] for one in ones))
            entry = self.model.new_int_var(0, table[-1], "")
            self.model.add_element(count, table, entry)
            entries.append(entry)
        return entries

    def _unmixed(self, placed: int) -> tuple[Any, int]:
        """The sum of squares of how many of a team are in a group, and the least that it can be."""
        teams: dict[str, list[One]] = {}
        for one in self.question.members:
            teams.setdefault(one.team, []).append(one)
        table = [n * n for n in range(self.question.largest + 1)]
        squares = [square for ones in teams.values() for square in self._counted(ones, table)]
        least = sum(_balanced(len(ones), len(self.groups)) for ones in teams.values()) if self._all(placed) else placed
        return sum(squares), least

    def _spread(self) -> tuple[Any, int]:
        most = self.model.new_int_var(0, len(self.groups), "most")
        for one in self.question.leaders:
            self.model.add(most >= sum(self.leads[one.key, g] for g in self.groups))
        return most, -(-len(self.groups) // len(self.question.leaders))

    def answer(self) -> tuple[ProposedGroup, ...]:
        """The groups of the last solve that found any."""
        groups = []
        for g in self.groups:
            leader = next(one.key for one in self.question.leaders if self.best.value(self.leads[one.key, g]))
            members = tuple(sorted(one.key for one in self.question.members if self.best.value(self.member[one.key, g])))
            groups.append(ProposedGroup(leader, members, shared_days(self.question, leader, members)))
        return tuple(sorted(groups, key=lambda group: (group.leader, group.members)))


def _balanced(count: int, groups: int) -> int:
    """The least sum of squares of so many people spread over so many groups.

    Worked example: 7 people over 3 groups are 3, 2 and 2, so 9 + 4 + 4.

    >>> _balanced(7, 3)
    17
    """
    each, more = divmod(count, groups)
    return (groups - more) * each * each + more * (each + 1) * (each + 1)
