"""What changes for a person when a standard does: the first day on which two timelines of states part, and how."""

from dataclasses import dataclass, field
from enum import StrEnum

from .outcome import State


class Kind(StrEnum):
    GAINS = "gains"
    LOSES = "loses"
    MOVES = "moves"


RIGHT = {State.ELIGIBLE: 2, State.PROVISIONAL: 1, State.NOT_YET: 0, State.LAPSED: 0}
"""How much somebody may do in a state: supervise alone, with somebody beside them, not at all."""


@dataclass(frozen=True, slots=True)
class Less:
    """From ``day`` on somebody may do less than they would have. ``holds``: it is taken from them, or never comes again; else
    it comes later. ``has``: on the first day that is looked at they have what is taken."""

    day: int
    before: State
    after: State
    holds: bool
    has: bool = False


@dataclass(frozen=True, slots=True)
class EligibilityChange:
    """``first``: the first day that differs, with the state before and after; then from when the person can supervise, if ever.

    ``had``: they could supervise on the day before. ``less``: the first day on which they may do less than before, whatever
    comes first.
    """

    first: int
    before: State
    after: State
    eligible_before: int | None
    eligible_after: int | None
    had: bool = False
    less: Less | None = field(default=None, compare=False)

    @property
    def kind(self) -> Kind:
        """Who only comes to it later than they would have moves, and loses nothing."""
        if self.less is not None:
            return Kind.LOSES if self.less.holds else Kind.MOVES
        return Kind.GAINS if self.after is State.ELIGIBLE else Kind.MOVES


StateRuns = list[tuple[int, State]]


def compare(before: StateRuns, after: StateRuns, since: int) -> EligibilityChange | None:
    """How two timelines differ from a day on; nothing where they do not."""
    days = sorted({since} | {day for runs in (before, after) for day, _ in runs if day > since})
    first = next((day for day in days if state_on(before, day) is not state_on(after, day)), None)
    if first is None:
        return None
    states = state_on(before, first), state_on(after, first)
    can = _eligible(before, first), _eligible(after, first)
    return EligibilityChange(first, *states, *can, state_on(before, first - 1) is State.ELIGIBLE, _less(before, after, days))


def _less(before: StateRuns, after: StateRuns, days: list[int]) -> Less | None:
    """Worked example: with a co-supervisor until now, eligible from day 200; then not yet, and eligible from day 150. It is a
    gain from day 150, and a loss today."""
    day = next((day for day in days if RIGHT[state_on(after, day)] < RIGHT[state_on(before, day)]), None)
    if day is None:
        return None
    was, becomes = state_on(before, day), state_on(after, day)
    held = RIGHT[state_on(before, day - 1)] > RIGHT[becomes]
    again = any(RIGHT[state_on(after, later)] >= RIGHT[was] for later in days if later > day)
    has = RIGHT[state_on(before, days[0])] > RIGHT[becomes]
    return Less(day, was, becomes, held or not again, held and has)


def state_on(runs: StateRuns, day: int) -> State:
    """The state on a day. Before the first fact, and without facts, nobody can supervise."""
    return next((state for start, state in reversed(runs) if start <= day), State.NOT_YET)


def _eligible(runs: StateRuns, day: int) -> int | None:
    """The first day from ``day`` on which the person can supervise."""
    if state_on(runs, day) is State.ELIGIBLE:
        return day
    return next((start for start, state in runs if start > day and state is State.ELIGIBLE), None)
