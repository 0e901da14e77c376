"""Placing many people at once, as well as it can be done: proven by OR-Tools, or said by how much it may be off.

First as few people as possible are left without a supervisor; then as few standing pairs as possible are moved; then the sum of
penalties of the pairs that are made is least; then the highest load of any supervisor is lowest.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import gcd

from .aims import OutOfTime
from .by_constraints import Constraints
from .by_flow import Flow
from .problem import AllocationPlan, Problem, Supervisee, Supervisor, has_a_cycle, measured, refuse_pins, supervising

Pairs = dict[str, str]


def plan(problem: Problem, left: Callable[[], float] = lambda: 60.0) -> AllocationPlan:
    """The best plan. Parts that share nobody, such as services, are planned one after the other. ``left`` says how many seconds
    there are still for all of it.

    Raises ``Impossible`` where what is pinned cannot be.
    """
    refuse_pins(problem)
    pairs: Pairs = {}
    off_by: dict[str, float] = defaultdict(float)
    parts = list(_parts(problem))
    for place, part in enumerate(parts):
        made, gap = _planned(part, _share(left, len(parts) - place))
        pairs |= made
        for name, by in gap.items():
            off_by[name] = max(off_by[name], by) if name == "highest_load" else off_by[name] + by
    return measured(problem, pairs, off_by)


def _share(left: Callable[[], float], parts: int) -> Callable[[], float]:
    """What one of so many parts may take of the time that is left."""
    begun = left()
    return lambda: begun / parts - (begun - left())


def _planned(problem: Problem, left: Callable[[], float]) -> tuple[Pairs, dict[str, float]]:
    """The pairs of one part, and by how much they may be off.

    Where everybody takes the same minutes, places are whole and a flow finds the best in no time; its answer also holds where
    cycles may not be, if it has none. Otherwise constraints are solved.
    """
    minutes = {one.minutes for one in problem.supervisees}
    if len(minutes) == 1:
        pairs, gap = _with_lowest_load(problem, Flow(problem, *minutes), left)
        if not has_a_cycle(problem, pairs):
            return pairs, gap
    return _with_lowest_load(problem, Constraints(problem), left)


def _with_lowest_load(
    problem: Problem, engine: Flow | Constraints, left: Callable[[], float]
) -> tuple[Pairs, dict[str, float]]:
    """The best by the first three aims, and among those one with the lowest highest load: found by halving the loads there can
    be."""
    room = {s.key: s.minutes for s in problem.supervisors}
    best = engine.solve(room, left)
    assert best is not None  # only what is asked to be no worse than something can be ruled out
    pairs, gap = best.pairs, engine.aims.off_by(best.value, best.bound)
    loads = _loads(problem, Fraction(measured(problem, pairs).highest_load).limit_denominator(10**9))
    low, high = 0, len(loads) - 1
    while low < high:
        middle = (low + high) // 2
        try:
            lower = engine.solve(_room(problem, loads[middle]), left, no_worse_than=best.value)
        except OutOfTime:
            return pairs, gap | {"highest_load": float(loads[high] - loads[low])}
        if lower is None:
            low = middle + 1
        else:
            pairs = lower.pairs
            high = min(middle, bisect_left(loads, _highest(problem, pairs)))
    return pairs, gap


def _highest(problem: Problem, pairs: Pairs) -> Fraction:
    used = {s.key: s.used for s in problem.supervisors}
    for one in problem.supervisees:
        if one.key in pairs:
            used[pairs[one.key]] += one.minutes
    return max((Fraction(used[s.key], s.capacity) for s in problem.supervisors if s.capacity), default=Fraction())


def _loads(problem: Problem, most: Fraction) -> list[Fraction]:
    """Every load that a supervisor can come to have, up to the highest so far; none is below what stands already."""
    step = gcd(*(one.minutes for one in problem.supervisees)) or 1
    with_capacity = [s for s in problem.supervisors if s.capacity]
    least = max((Fraction(s.used, s.capacity) for s in with_capacity), default=Fraction())
    fractions = {Fraction(s.used + more, s.capacity) for s in with_capacity for more in range(0, s.minutes + 1, step)}
    return sorted({load for load in fractions if least <= load <= most} | {least, max(least, most)})


def _room(problem: Problem, load: Fraction) -> dict[str, int]:
    """The minutes that each supervisor may still take without going above a load."""
    return {s.key: max(0, min(s.minutes, int(load * s.capacity) - s.used)) for s in problem.supervisors}


def _parts(problem: Problem) -> Iterator[Problem]:
    """The problem in parts that share no supervisor, no supervisee and no chain of supervision."""
    linked = problem.above if problem.without_cycles else {}
    root = {key: key for key in supervising(problem) | linked.keys()}

    def find(key: str) -> str:
        while root[key] != key:
            root[key] = key = root[root[key]]
        return key

    for lower, uppers in linked.items():
        for upper in uppers:
            root[find(upper)] = find(lower)
    for one in problem.supervisees:
        first, *others = [*one.costs, *({one.key} & root.keys())] or [""]
        for other in others:
            root[find(other)] = find(first)
    groups: dict[str, tuple[list[Supervisor], list[Supervisee]]] = defaultdict(lambda: ([], []))
    for supervisor in problem.supervisors:
        groups[find(supervisor.key)][0].append(supervisor)
    for one in problem.supervisees:
        if one.costs:
            groups[find(next(iter(one.costs)))][1].append(one)
    for some, people in groups.values():
        if people:
            yield replace(problem, supervisors=tuple(some), supervisees=tuple(people))
