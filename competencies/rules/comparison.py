"""What changes for a person when a standard does: the first day on which two timelines of states part, and how."""

from dataclasses import dataclass
from enum import StrEnum

from .outcome import State


class Kind(StrEnum):
    GAINS = "gains"
    LOSES = "loses"
    MOVES = "moves"


@dataclass(frozen=True, slots=True)
class Change:
    """``first``: the first day that differs, with the state before and after; then from when the person can supervise, if ever.

    ``had``: they could supervise on the day before. Who only comes to it later than they would have moves, and loses nothing.
    """

    first: int
    before: State
    after: State
    eligible_before: int | None
    eligible_after: int | None
    had: bool = False

    @property
    def kind(self) -> Kind:
        if self.after is State.ELIGIBLE:
            return Kind.GAINS
        loses = self.before is State.ELIGIBLE and (self.had or self.eligible_after is None)
        return Kind.LOSES if loses else Kind.MOVES


StateRuns = list[tuple[int, State]]


def compare(before: StateRuns, after: StateRuns, since: int) -> Change | None:
    """How two timelines differ from a day on; nothing where they do not."""
    days = sorted({since} | {day for runs in (before, after) for day, _ in runs if day > since})
    first = next((day for day in days if _on(before, day) is not _on(after, day)), None)
    if first is None:
        return None
    states = _on(before, first), _on(after, first)
    return Change(first, *states, _eligible(before, first), _eligible(after, first), _on(before, first - 1) is State.ELIGIBLE)


def _on(runs: StateRuns, day: int) -> State:
    """Before the first fact, and without facts, nobody can supervise."""
    return next((state for start, state in reversed(runs) if start <= day), State.NOT_YET)


def _eligible(runs: StateRuns, day: int) -> int | None:
    """The first day from ``day`` on which the person can supervise."""
    if _on(runs, day) is State.ELIGIBLE:
        return day
    return next((start for start, state in runs if start > day and state is State.ELIGIBLE), None)
