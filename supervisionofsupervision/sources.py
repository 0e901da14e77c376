"""What this part of the house needs to know and lies below: who supervises whom, and who lapses for want of supervision of
supervision. Whoever knows says so by registering."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from people.models import Service


@dataclass(frozen=True, slots=True)
class Supervises:
    """One supervises another, by their keys."""

    supervisor: int
    supervisee: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """Somebody's eligibility ends on ``on`` for want of supervision of supervision. ``saved_by``: the planned session with
    which it does not, if there is one; ``saved_until``: how long it then lasts (``None`` where no end is known)."""

    person: int
    on: date
    saved_by: date | None = None
    saved_until: date | None = None


PairsOf = Callable[[Service, date], Iterable[Supervises]]
LapsesOf = Callable[[Collection[int], date], Iterable[Lapse]]
_pairs: list[PairsOf] = []
_lapses: list[LapsesOf] = []


def says_who_supervises(source: PairsOf) -> PairsOf:
    """Have ``source`` asked who supervises whom in a service on a day, and by job plan could (they supervise themselves: no
    pair, but the same key twice)."""
    _pairs.append(source)
    return source


def says_who_lapses(source: LapsesOf) -> LapsesOf:
    """Have ``source`` asked which of the people lapse after a day for want of supervision of supervision, soonest first."""
    _lapses.append(source)
    return source


def pairs_of(service: Service, on: date) -> list[Supervises]:
    return [pair for source in _pairs for pair in source(service, on)]


def lapses_of(people: Collection[int], on: date) -> list[Lapse]:
    return [lapse for source in _lapses for lapse in source(people, on)]
