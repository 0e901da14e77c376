"""What a plan is for, as one number: the first three aims, weighed so that no later one outweighs an earlier one."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from .problem import Problem, Supervisee, supervising

NAMES = ("unplaced", "moved", "penalty")


class Aims:
    """The weights of a problem, and its supervisees by who are alike: the same minutes and the same costs with everybody.

    Those alike are placed as a number, not one by one: that is what makes it fast. Whoever also supervises is alike to nobody.

    Worked example: three people, for each of whom the one supervisor is of another team, which costs 4. All their penalties are
    12 at most, so a move weighs 13; all three moves are 39, so leaving one out weighs 4 × 13 = 52. Nobody has a supervisor yet,
    so nobody can be moved: a plan that costs 13 or more leaves somebody out.

    >>> from .problem import Supervisor
    >>> people = tuple(Supervisee(key, 60, {"s": ("another_team",)}) for key in "abc")
    >>> aims = Aims(Problem((Supervisor("s", 180),), people))
    >>> aims.move, aims.leave_out
    (13, 52)
    """

    def __init__(self, problem: Problem):
        people = len(problem.supervisees)
        highest = max((one.penalty(key) for one in problem.supervisees for key in one.costs), default=0)
        self.move = 1 + people * highest
        self.leave_out = self.move * (people + 1)
        supervisors = supervising(problem) if problem.without_cycles else frozenset()
        alike: dict[tuple[Any, ...], list[Supervisee]] = defaultdict(list)
        for one in sorted(problem.supervisees, key=lambda s: s.key):
            costs = tuple(sorted((key, one.penalty(key)) for key in one.costs))
            alike[one.minutes, one.stays_with, one.pinned, one.key if one.key in supervisors else "", costs].append(one)
        self.classes = list(alike.values())

    def cost(self, one: Supervisee, supervisor: str) -> int:
        """The cost of placing somebody with a supervisor; with ``""``, of leaving them out."""
        moved = self.move if one.stays_with and supervisor != one.stays_with else 0
        return moved + (one.penalty(supervisor) if supervisor else self.leave_out)


def allowed(one: Supervisee) -> list[str]:
    """The supervisors whom somebody may get, in the order of their keys."""
    return [one.pinned] if one.pinned else sorted(one.costs)


def assign_individuals(classes: list[list[Supervisee]], counts: Callable[[int, str], int]) -> dict[str, str]:
    """Who of those alike goes to whom: by the order of their keys, so the same at every run. ``counts(place, supervisor)``."""
    pairs: dict[str, str] = {}
    for place, members in enumerate(classes):
        waiting = iter(members)
        for key in allowed(members[0]):
            for _ in range(counts(place, key)):
                pairs[next(waiting).key] = key
    return pairs
