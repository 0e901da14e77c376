"""Placing many people at once, as well as it can be done: proven by OR-Tools, or said by how much it may be off.

First as few people as possible are left without a supervisor; then as few standing pairs as possible are moved; then the sum of
penalties of the pairs that are made is least; then the highest load of any supervisor is lowest.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from .by_flow import Flow
from .by_stages import Stages
from .problem import AllocationPlan, Problem, Supervisee, Supervisor, has_a_cycle, measured, refuse_pins, supervising

Pairs = dict[str, str]
GENEROUS = 4


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
    """What one of so many parts may take of the time that is left: most take next to none, so each may have some times its
    part."""
    begun = left()
    most = min(begun, GENEROUS * begun / parts)
    return lambda: most - (begun - left())


def _planned(problem: Problem, left: Callable[[], float]) -> tuple[Pairs, dict[str, float]]:
    """The pairs of one part, and by how much they may be off.

    Where everybody takes the same minutes, places are whole and a flow finds the best in no time; its answer also holds where
    cycles may not be, if it has none. Otherwise a solver is asked, one aim after the other.
    """
    minutes = {one.minutes for one in problem.supervisees}
    if len(minutes) == 1:
        pairs = Flow(problem, *minutes).plan()
        if not has_a_cycle(problem, pairs):
            return pairs, {}
    return Stages(problem, left).plan()


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
