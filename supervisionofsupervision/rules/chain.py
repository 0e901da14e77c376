"""Who supervises each supervisor, up to the top, and where the chain has holes.

An *edge* goes from somebody to who leads their supervision of supervision; ``None`` is a group of peers, a name is somebody
from outside. Keys are those of people.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Hole(StrEnum):
    """What is wrong in the chain, for one person or ring of people."""

    NOBODY = "nobody"
    LEADER_LEFT = "leader_left"
    LEADER_ALONE = "leader_alone"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class ChainPlace:
    """Somebody's supervision of supervision: led by ``leader`` (a key), from outside, or among peers."""

    person: int
    leader: int | None = None
    outside: str = ""
    peers: bool = False


@dataclass(frozen=True, slots=True)
class ChainGap:
    """A hole, and whom it is about: one person, or everybody in a ring in its order."""

    hole: Hole
    people: tuple[int, ...]


@dataclass(frozen=True)
class Chain:
    """``supervisors``: who needs a place. ``here``: who is in post. ``top``: who may stand at the top."""

    supervisors: frozenset[int]
    places: tuple[ChainPlace, ...]
    here: frozenset[int]
    top: frozenset[int]

    @cached_property
    def above(self) -> dict[int, tuple[int, ...]]:
        """Who leads each."""
        supervisors_of = defaultdict(set)
        for place in self.places:
            if place.leader is not None:
                supervisors_of[place.person].add(place.leader)
        return {person: tuple(sorted(leaders)) for person, leaders in supervisors_of.items()}

    @property
    def leaders(self) -> frozenset[int]:
        return frozenset(leader for leaders in self.above.values() for leader in leaders)

    def holes(self) -> tuple[ChainGap, ...]:
        """Every hole once, by person; a ring once, whatever its length of three or more. Pairs are in ``reciprocal``."""
        placed = {place.person for place in self.places}
        stands = {p.person for p in self.places if p.outside or p.peers or (p.leader is not None and p.leader in self.here)}
        gaps = [ChainGap(Hole.NOBODY, (one,)) for one in self.supervisors - placed]
        gaps += [ChainGap(Hole.LEADER_LEFT, (one,)) for one in (self.supervisors & placed) - stands]
        alone = self.leaders & self.here - self.top - placed - self.supervisors
        gaps += [ChainGap(Hole.LEADER_ALONE, (one,)) for one in alone]
        gaps += [ChainGap(Hole.RING, ring) for ring in self.rings() if len(ring) > 2]
        return tuple(sorted(gaps, key=lambda one: (one.people, one.hole)))

    def reciprocal(self) -> tuple[tuple[int, int], ...]:
        """Pairs who lead each other's: a warning, where each of them counts on the other."""
        return tuple(
            (a, b) for a, leaders in sorted(self.above.items()) for b in leaders if a < b and a in self.above.get(b, ())
        )

    def rings(self) -> tuple[tuple[int, ...], ...]:
        """Everybody who comes, however indirectly, to lead their own: the strongly connected parts of more than one person."""
        return tuple(part for part in _parts(self.above) if len(part) > 1)


def _parts(above: Mapping[int, Collection[int]]) -> Iterable[tuple[int, ...]]:
    """Strongly connected parts (Tarjan's way, without recursion), each sorted, in order of their smallest."""
    below: dict[int, set[int]] = defaultdict(set)
    for person, leaders in above.items():
        for leader in leaders:
            below[leader].add(person)
    people = sorted(above.keys() | below.keys())
    order = _finished(people, above)
    seen: set[int] = set()
    parts = []
    for start in reversed(order):
        if start not in seen:
            parts.append(tuple(sorted(_reached(start, below, seen))))
    return sorted(parts)


def _finished(people: list[int], above: Mapping[int, Collection[int]]) -> list[int]:
    """Everybody, in the order in which a walk upwards from them is finished."""
    order, seen = [], set()
    for start in people:
        stack = [(start, False)]
        while stack:
            one, done = stack.pop()
            if done:
                order.append(one)
            elif one not in seen:
                seen.add(one)
                stack.append((one, True))
                stack.extend((leader, False) for leader in above.get(one, ()) if leader not in seen)
    return order


def _reached(start: int, below: Mapping[int, Collection[int]], seen: set[int]) -> set[int]:
    reached, stack = set(), [start]
    while stack:
        one = stack.pop()
        if one not in seen:
            seen.add(one)
            reached.add(one)
            stack.extend(below.get(one, ()))
    return reached
