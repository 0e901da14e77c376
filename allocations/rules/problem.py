"""What a plan is made from, and what it is: people who need a supervisor, supervisors with room, and what stands already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .chains import closes_a_cycle
from .policy import PENALTIES


@dataclass(frozen=True, slots=True)
class Supervisor:
    """``minutes`` and ``people`` are what is left beside the pairs that stay; ``used`` the minutes that those take of
    ``capacity``.

    ``people`` is ``None`` where there is no limit. All minutes are of a week.
    """

    key: str
    capacity: int
    used: int = 0
    people: int | None = None

    @property
    def minutes(self) -> int:
        return max(0, self.capacity - self.used)


@dataclass(frozen=True, slots=True)
class Supervisee:
    """Somebody to be placed. ``costs`` are the supervisors whom they may have, each with the reasons that count against the
    pair.

    ``stays_with`` is the supervisor of a standing valid pair: to place them elsewhere, or nowhere, is to move it, also where
    the two have been kept apart since, so that it is among no ``costs``. ``pinned`` is the one whom they must get.
    """

    key: str
    minutes: int
    costs: Mapping[str, tuple[str, ...]]
    stays_with: str = ""
    pinned: str = ""

    def penalty(self, supervisor: str) -> int:
        """What it costs to make this pair; one that stays costs nothing."""
        return 0 if supervisor == self.stays_with else _weighed(self.costs[supervisor])


@cache
def _weighed(reasons: tuple[str, ...]) -> int:
    """The sum for some reasons: the same few come up for thousands of pairs."""
    return sum(PENALTIES[why] for why in reasons)


@dataclass(frozen=True, slots=True)
class Problem:
    """``above`` names, for each person, those who supervise them in pairs that stay; only asked where cycles may not be."""

    supervisors: tuple[Supervisor, ...]
    supervisees: tuple[Supervisee, ...]
    above: Mapping[str, frozenset[str]] = field(default_factory=dict)
    without_cycles: bool = True


@dataclass(frozen=True, slots=True)
class AllocationPlan:
    """``pairs`` by supervisee, those without a supervisor left out. ``off_by``: by how much each total could be better, where
    the best was not proven in time; empty where it was.
    """

    pairs: Mapping[str, str]
    unplaced: int
    moved: int
    penalty: int
    highest_load: float
    off_by: Mapping[str, float] = field(default_factory=dict)


class Impossible(ValueError):
    """Why no plan can do what is asked, in a sentence."""


def measured(problem: Problem, pairs: Mapping[str, str], off_by: Mapping[str, float] | None = None) -> AllocationPlan:
    """The plan with its totals."""
    used = {s.key: s.used for s in problem.supervisors}
    moved = penalty = 0
    for one in problem.supervisees:
        supervisor = pairs.get(one.key, "")
        moved += bool(one.stays_with) and supervisor != one.stays_with
        if supervisor:
            used[supervisor] += one.minutes
            penalty += one.penalty(supervisor)
    loads = [used[s.key] / s.capacity for s in problem.supervisors if s.capacity]
    unplaced = len(problem.supervisees) - len(pairs)
    return AllocationPlan(dict(pairs), unplaced, moved, penalty, max(loads, default=0.0), off_by or {})


def has_a_cycle(problem: Problem, pairs: Mapping[str, str]) -> bool:
    """Would these pairs put somebody above themselves, where that may not be?"""
    if not problem.without_cycles:
        return False
    above = {key: set(some) for key, some in problem.above.items()}
    for supervisee, supervisor in pairs.items():
        if closes_a_cycle(supervisee, supervisor, above):
            return True
        above.setdefault(supervisee, set()).add(supervisor)
    return False


def supervising(problem: Problem) -> frozenset[str]:
    """Everybody who supervises somebody, or could: only they can close a circle."""
    return frozenset(s.key for s in problem.supervisors).union(*problem.above.values())


def refuse_pins(problem: Problem) -> None:
    """Refuse (``Impossible``) somebody pinned to a supervisor whom they may not have."""
    for one in problem.supervisees:
        if one.pinned and one.pinned not in one.costs:
            raise Impossible(f"{one.key} cannot be supervised by {one.pinned} on that day.")
