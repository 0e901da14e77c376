"""The best plan where people take different minutes, or who supervises whom could go round: one aim after the other.

Each aim is asked of a solver with the aims before it held at their best, and with people told apart only as far as that aim
sees them: how many can be placed at all is a question of a few hundred numbers, whoever would rather be with whom. Before the
solver is asked, people change places where each supervisor keeps as many of each length: that is a flow, found in no time, and
where it costs no more than any plan must, nothing is left to ask.

Worked example: 400 people of 30 and 60 minutes and 60 supervisors. All can be placed (122 numbers). Of 240 who have a
supervisor, 15 have to move (6,405 numbers). Exchanged among equals nobody has a penalty, and no plan can have less than none:
so the 24,400 numbers that tell all of them apart are never asked for.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import ceil, inf

from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from .aims import NAMES, Aims, allowed, assign_individuals
from .by_flow import TOGETHER
from .chains import closes_a_cycle, everybody_above
from .loads import highest_load, loads_up_to, room_within
from .problem import Impossible, Problem, Supervisee, has_a_cycle, supervising
from .program import SAFE, Circle, Cost, Program, SolvedAim

NO_TIME = "No plan with everything you chose was found in time. Change some choices, or allow more time."
Pairs = dict[str, str]


def unplaced(one: Supervisee, supervisor: str) -> int:
    return int(not supervisor)


def moved(one: Supervisee, supervisor: str) -> int:
    return int(bool(one.stays_with) and supervisor != one.stays_with)


def penalty(one: Supervisee, supervisor: str) -> int:
    return one.penalty(supervisor) if supervisor else 0


COSTS: tuple[Cost, ...] = (unplaced, moved, penalty)


@dataclass
class Stages:
    """``limits`` are the aims that have been reached, with their cost; ``circles`` what may not all be."""

    problem: Problem
    left: Callable[[], float]
    limits: list[tuple[Cost, int]] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    off_by: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problem = self.problem
        self.aims = Aims(problem)
        self._told_apart: dict[int, list[list[Supervisee]]] = {}
        self.by_key = {one.key: one for one in problem.supervisees}
        supervise = supervising(problem) if problem.without_cycles else frozenset()
        self.both = supervise & self.by_key.keys()
        self.barred = [
            (key, other) for key in sorted(self.both) for other in allowed(self.by_key[key])
            if closes_a_cycle(key, other, problem.above)
        ]  # fmt: skip
        if self.both:
            self.circles.append(self._not_all_of(self.both))

    def plan(self) -> tuple[Pairs, dict[str, float]]:
        """The pairs, and by how much each aim may be off; nothing where all are proven. Raises ``Impossible``."""
        pairs: Pairs | None = None
        bounds: list[int] = []
        for place, cost in enumerate(COSTS):
            best, bound = self._least(place, cost, pairs)
            pairs = self._exchanged(best)
            self.limits = [(aim, self._cost(aim, pairs)) for aim in COSTS[: place + 1]]
            bounds.append(bound)
        assert pairs is not None  # the first aim finds a plan, or refuses
        reached = zip(NAMES, self.limits, bounds, strict=True)
        self.off_by = {name: float(value - bound) for name, (_, value), bound in reached if value > bound}
        return self._with_lowest_load(pairs), self.off_by

    def _cost(self, cost: Cost, pairs: Pairs) -> int:
        return sum(cost(one, pairs.get(one.key, "")) for one in self.problem.supervisees)

    def _alike(self, place: int) -> list[list[Supervisee]]:
        """People by what the aims up to this one see of them. Whoever also supervises is alike to nobody."""
        if place not in self._told_apart:
            self._told_apart[place] = self._sorted_by(place) if place < 2 else self.aims.classes
        return self._told_apart[place]

    def _sorted_by(self, place: int) -> list[list[Supervisee]]:
        def seen(one: Supervisee) -> Hashable:
            own = one.key if one.key in self.both else ""
            return one.minutes, one.pinned, one.stays_with if place else "", own, frozenset(one.costs)

        classes: dict[Hashable, list[Supervisee]] = defaultdict(list)
        for one in sorted(self.problem.supervisees, key=lambda s: s.key):
            classes[seen(one)].append(one)
        return list(classes.values())

    def _least(self, place: int, cost: Cost, pairs: Pairs | None) -> tuple[Pairs, int]:
        """The pairs that reach an aim best, and what no plan can cost less than."""
        if pairs is not None and self._cost(cost, pairs) == 0:
            return pairs, 0
        answer = self._answered(
            place, pairs, lambda program: program.least(cost, pairs, self.left() / (len(COSTS) + 1 - place))
        )
        known = [some for some in (pairs, answer.pairs) if some is not None]
        if not known:
            raise Impossible(TOGETHER if answer.impossible else NO_TIME)
        bound = ceil(answer.bound - SAFE) if 0 < answer.bound < inf else 0
        return min(known, key=lambda some: self._cost(cost, some)), bound

    def _answered(self, place: int, pairs: Pairs | None, asked: Callable[[Program], SolvedAim]) -> SolvedAim:
        """The answer of a program whose pairs go round in no circle: each that is found is ruled out, and it is asked again.
        Where there is no time for that, whoever closes one is left out."""
        while True:
            program = Program(self.problem, self._alike(place), self.limits, self.circles, self.barred)
            answer = asked(program)
            circles = list(self._circles(answer.pairs or {}))
            if not circles:
                return answer
            self.circles += circles
            if self.left() <= 0:
                return SolvedAim(pairs if pairs is not None else self._without_circles(answer.pairs or {}), answer.bound)

    def _circles(self, pairs: Pairs) -> Iterator[Circle]:
        """Those who stand above themselves, by these pairs or with pairs that stand: each circle once."""
        if not self.problem.without_cycles:
            return
        above = {key: set(some) for key, some in self.problem.above.items()}
        for lower in self.both & pairs.keys():
            above.setdefault(lower, set()).add(pairs[lower])
        seen: set[str] = set()
        for lower in sorted(self.both & pairs.keys()):
            if lower not in seen and (steps := _way_up(pairs[lower], lower, above)):
                seen.update(steps)
                yield self._not_all_of(one for one, other in pairwise([lower, *steps]) if pairs.get(one) == other)

    def _not_all_of(self, people: Iterable[str]) -> Circle:
        """Not all of some people may have a supervisor who is one of them, or stands below one of them: whoever went up from
        one to the next would never come to an end. So of ``A``, ``B`` and ``C`` two at most are supervised by each other."""
        some = sorted(set(people))
        below = {key for key in supervising(self.problem) if {key, *everybody_above(key, self.problem.above)} & set(some)}
        pairs = [(one, key) for one in some for key in allowed(self.by_key[one]) if key in below]
        barred = set(self.barred)
        return [pair for pair in pairs if pair not in barred], len(some) - 1

    def _without_circles(self, pairs: Pairs) -> Pairs:
        """Whoever closes a circle is left out, those who are pinned last. Raises ``Impossible`` where they close one."""
        above, kept = {key: set(some) for key, some in self.problem.above.items()}, {}
        for lower, upper in sorted(pairs.items(), key=lambda pair: (not self.by_key[pair[0]].pinned, pair)):
            if not closes_a_cycle(lower, upper, above):
                above.setdefault(lower, set()).add(upper)
                kept[lower] = upper
            elif self.by_key[lower].pinned:
                raise Impossible(TOGETHER)
        return kept

    def _exchanged(self, pairs: Pairs) -> Pairs:
        """The same with people of the same minutes in each other's places, as all aims together would have it best."""
        exchanged = _exchange(self.aims, pairs)
        return pairs if has_a_cycle(self.problem, exchanged) else exchanged

    def _with_lowest_load(self, pairs: Pairs) -> Pairs:
        """First what no load can be below is asked with people hardly told apart; only where a plan is above it, with all."""
        if not pairs:
            return pairs
        bound = self._load_of_shares()
        loads = loads_up_to(self.problem, highest_load(self.problem, pairs))
        at_least = next((load for load in loads if load >= bound - Fraction(SAFE)), loads[-1])
        if at_least >= loads[-1] or self._dearer_below(loads[-2]):
            return pairs
        answer = self._answered(2, pairs, lambda program: program.lowest_load(float(at_least), pairs, self.left()))
        if answer.pairs and highest_load(self.problem, answer.pairs) < highest_load(self.problem, pairs):
            pairs = answer.pairs
        now = highest_load(self.problem, pairs)
        bound = max(at_least, Fraction(answer.bound)) if answer.bound > 0 else at_least
        least = next((load for load in loads if load >= bound - Fraction(SAFE)), now)
        if now > least:
            self.off_by["highest_load"] = float(now - least)
        return pairs

    def _dearer_below(self, load: Fraction) -> bool:
        """Would a plan in which nobody has more to do than that cost more, even with people shared among supervisors?"""
        (cost, least), limits = self.limits[-1], self.limits[:-1]
        room = room_within(self.problem, load)
        program = Program(self.problem, self._alike(2), limits, self.circles, self.barred, room)
        return program.no_cost_below(cost, self.left() / 4) > least + SAFE if self.left() > 0 else False

    def _load_of_shares(self) -> Fraction:
        program = Program(self.problem, self._alike(0), self.limits[:1], self.circles, self.barred)
        return Fraction(max(0.0, program.no_load_below(self.left() / 2)))


def _way_up(begin: str, end: str, above: dict[str, set[str]]) -> list[str]:
    """Who stands between two people, both of them included, from the lower to the upper; empty where the one is not above the
    other."""
    ways, seen = [[begin]], {begin}
    for way in ways:
        if way[-1] == end:
            return way
        for upper in sorted(above.get(way[-1], set()) - seen):
            seen.add(upper)
            ways.append([*way, upper])
    return []


def _exchange(aims: Aims, pairs: Pairs) -> Pairs:
    """Everybody in the best place of somebody of the same minutes: for each length of session on its own, its people flow to
    the places that each supervisor has for it."""
    by_minutes: dict[int, list[list[Supervisee]]] = defaultdict(list)
    for members in aims.classes:
        by_minutes[members[0].minutes].append(members)
    exchanged: Pairs = {}
    for classes in by_minutes.values():
        exchanged |= _flowed(aims, classes, Counter(pairs[one.key] for some in classes for one in some if one.key in pairs))
    return exchanged


def _flowed(aims: Aims, classes: list[list[Supervisee]], places: Counter[str]) -> Pairs:
    flow, arcs = SimpleMinCostFlow(), {}
    node = {key: len(classes) + place for place, key in enumerate(places)}
    sink, people = len(classes) + len(places), sum(map(len, classes))
    for place, members in enumerate(classes):
        one, count = members[0], len(members)
        flow.set_node_supply(place, count)
        for key in (key for key in allowed(one) if key in node):
            arcs[place, key] = flow.add_arc_with_capacity_and_unit_cost(place, node[key], count, aims.cost(one, key))
        if not one.pinned:
            arcs[place, ""] = flow.add_arc_with_capacity_and_unit_cost(place, sink, count, aims.cost(one, ""))
    for key, count in places.items():
        flow.add_arc_with_capacity_and_unit_cost(node[key], sink, count, 0)
    flow.set_node_supply(sink, -people)
    flow.solve()
    return assign_individuals(classes, lambda place, key: flow.flow(arcs[place, key]) if (place, key) in arcs else 0)
