"""The answer for one day, read off a timeline: the state and each requirement, since when, until when, and when it will be
met."""

from bisect import bisect_right
from dataclasses import dataclass

from people.rules.period import BEGINNING, FOREVER, last_day

from .eligibility import ComputedTimeline, StateRuns, Tree, staying_version
from .outcome import MET, Outcome, Runs, State, run_on, with_ends
from .standard import Leaf, Node, Standard


@dataclass(frozen=True, slots=True)
class Stand:
    """How one requirement stands on a day. ``since`` and ``met_on`` may be ``None``; ``until`` is its last day, ``None`` for
    good."""

    leaf: Leaf
    outcome: Outcome
    since: int | None
    until: int | None
    met_on: int | None
    staying: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``judged_by`` and ``stays_by`` are the places of the versions for becoming and for staying."""

    state: State
    since: int | None
    until: int | None
    judged_by: int
    stays_by: int
    stands: tuple[Stand, ...]


def state_on(states: StateRuns, day: int) -> tuple[State, int | None, int | None]:
    """The state, its first day and its last. Before the first fact, and without facts, there is no first day."""
    place = bisect_right(states, day, key=lambda run: run[0])
    if place:
        start, state = states[place - 1]
        return state, start, last_day(states[place][0] if place < len(states) else FOREVER)
    ahead = [start for start, state in states if state is not State.NOT_YET]
    return State.NOT_YET, None, last_day(ahead[0] if ahead else FOREVER)


def answer(timeline: ComputedTimeline, standard: Standard, day: int) -> Answer:
    """What the timeline says of the day: requirements of becoming by the version in force, of staying by the version that
    judges it."""
    state, since, until = state_on(timeline.states, day)
    judged_by = standard.in_force(day)
    stays_by = staying_version(standard, day, since if state is State.ELIGIBLE else None)
    stands = _stands(standard.versions[judged_by].becoming, timeline.versions[judged_by].becoming, timeline.first, day, False)
    root, staying = standard.versions[stays_by].staying, timeline.versions[stays_by].staying
    if root is not None and staying is not None:
        stands += _stands(root, staying, timeline.first, day, True)
    return Answer(state, since, until, judged_by, stays_by, stands)


def _stands(node: Node, tree: Tree, first: int, day: int, staying: bool) -> tuple[Stand, ...]:
    return tuple(_stand(leaf, runs, first, day, staying) for leaf, runs in zip(node.leaves(), tree.leaves, strict=True))


def _stand(leaf: Leaf, runs: Runs, first: int, day: int, staying: bool) -> Stand:
    start, stop, outcome = run_on(runs, day)
    since = None if day < first else max(start, first)
    return Stand(leaf, outcome, since, last_day(stop), met_on(runs, day), staying)


def met_on(runs: Runs, day: int) -> int | None:
    """The first day from ``day`` on on which the outcome is *met* itself; a waiver is not enough."""
    for start, stop, outcome in with_ends(runs):
        if outcome is MET and stop > day:
            return max(start, day, BEGINNING)
    return None
