"""Groups of supervisors, and who leads each: as few left out as can be, in as few groups, with as little against it.

Hard: everybody is in exactly one group, of a size within bounds; who leads it is not in it, is not supervised by anybody in it,
and is supervised elsewhere in the chain or may stand at the top; nobody comes to lead their own in a ring; all share a day of
the week. Then, each before the next: fewest supervisors left out; fewest groups; fewest pairs in a group of whom one supervises
the other or who share a line manager in it; teams mixed (the sum over groups of the squares of how many of one team are in it);
the load of who leads spread.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from .policy import LARGEST, SMALLEST

DAYS = (1, 2, 3, 4, 5)
AIMS = ("left_out", "groups", "clashes", "mixed", "load")
"""What is aimed at, in order."""


@dataclass(frozen=True, slots=True)
class One:
    """Somebody who may be in a group or lead one. ``days``: those of the week on which they can come."""

    key: str
    team: str = ""
    line_manager: str = ""
    days: frozenset[int] = frozenset(DAYS)


@dataclass(frozen=True)
class GroupingProblem:
    """``members`` need a group. ``leaders`` may lead one; of them those in ``stand`` need no group of this plan themselves,
    because they may stand at the top or have supervision already. ``supervises``: pairs (supervisor, supervised). ``led_by``:
    members with who must lead them."""

    members: tuple[One, ...]
    leaders: tuple[One, ...]
    stand: frozenset[str] = frozenset()
    supervises: frozenset[tuple[str, str]] = frozenset()
    smallest: int = SMALLEST
    largest: int = LARGEST
    led_by: Mapping[str, str] = field(default_factory=dict)

    def clash(self, a: One, b: One) -> bool:
        """Should these two rather not be in one group?"""
        shared = a.line_manager and a.line_manager == b.line_manager
        return bool(shared) or (a.key, b.key) in self.supervises or (b.key, a.key) in self.supervises


@dataclass(frozen=True, slots=True)
class ProposedGroup:
    """Keys, sorted; ``days`` are those on which all of them and who leads can come."""

    leader: str
    members: tuple[str, ...]
    days: tuple[int, ...] = ()


class Why:
    """Why a supervisor is left out."""

    AWAY, NO_DAY, NO_LEADER, TOO_FEW, NO_ROOM = "away", "no_day", "no_leader", "too_few", "no_room"


@dataclass(frozen=True, slots=True)
class Grouped:
    """``left_out`` with why. ``off_by``: for each of ``AIMS`` that is not proven, by how much it could be better at most."""

    groups: tuple[ProposedGroup, ...]
    left_out: tuple[tuple[str, str], ...]
    clashes: int = 0
    unmixed: int = 0
    off_by: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def optimal(self) -> bool:
        return not self.off_by


def score(question: GroupingProblem, groups: Sequence[ProposedGroup]) -> tuple[int, int, int, int]:
    """What is aimed at, in order: left out, groups, pairs that clash, squares of teams. Smaller is better.

    Worked example: Ann and Bea of team N have one line manager, Cem and Dot are of team S; one group of Ann, Bea and Cem. Dot
    is left out, one pair clashes, and the squares are 2 × 2 for N and 1 × 1 for S.

    >>> ones = (One("ann", "N", "mo"), One("bea", "N", "mo"), One("cem", "S"), One("dot", "S"))
    >>> score(GroupingProblem(ones, (One("eve"),)), [ProposedGroup("eve", ("ann", "bea", "cem"))])
    (1, 1, 1, 5)
    """
    ones = {one.key: one for one in question.members}
    placed = sum(len(group.members) for group in groups)
    clashes = sum(question.clash(ones[a], ones[b]) for group in groups for a, b in combinations(group.members, 2))
    squares = sum(n * n for group in groups for n in Counter(ones[key].team for key in group.members).values())
    return len(question.members) - placed, len(groups), clashes, squares


def faults(question: GroupingProblem, groups: Sequence[ProposedGroup]) -> list[str]:
    """Every hard rule that groups break, a sentence each; nothing where they may stand."""
    ones = {one.key: one for one in (*question.members, *question.leaders)}
    members = {one.key for one in question.members}
    leaders = {one.key for one in question.leaders}
    broken = []
    counted = Counter(key for group in groups for key in group.members)
    broken += [f"{key} is in more than one group" for key, n in counted.items() if n > 1]
    broken += [f"{key} does not need a group here" for key in counted.keys() - members]
    for group in groups:
        if not question.smallest <= len(group.members) <= question.largest:
            broken.append(f"a group of {len(group.members)} is not within {question.smallest} to {question.largest}")
        if group.leader not in leaders:
            broken.append(f"{group.leader} may not lead a group")
            continue
        if group.leader in group.members:
            broken.append(f"{group.leader} would lead their own")
        broken += [
            f"{group.leader} is supervised by {key} of the group"
            for key in group.members
            if (key, group.leader) in question.supervises
        ]
        if group.leader not in question.stand and group.leader not in counted:
            broken.append(f"{group.leader} is supervised nowhere")
        together = frozenset.intersection(ones[group.leader].days, *(ones[k].days for k in group.members if k in ones))
        if not together:
            broken.append(f"the group of {group.leader} shares no day")
    return broken + [f"{a} would come to lead their own" for a in _in_rings(groups)]


def _in_rings(groups: Sequence[ProposedGroup]) -> list[str]:
    above = {key: group.leader for group in groups for key in group.members}
    in_rings = []
    for start in sorted(above):
        seen, one = set(), above[start]
        while one in above and one not in seen and one != start:
            seen.add(one)
            one = above[one]
        if one == start:
            in_rings.append(start)
    return in_rings


def shared_days(question: GroupingProblem, leader: str, members: Sequence[str]) -> tuple[int, ...]:
    ones = {one.key: one for one in (*question.leaders, *question.members)}
    return tuple(sorted(frozenset.intersection(*(ones[key].days for key in (leader, *members)))))
