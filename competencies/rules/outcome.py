"""The words of the judgement, and how an outcome runs over time.

*Runs* are ``[(day, outcome), …]``: each outcome holds from its day to the next run's, the first from ``BEGINNING``,
the last for good. Neighbouring runs differ.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum, StrEnum
from typing import Any

from people.rules.period import BEGINNING, FOREVER, Span


class Outcome(IntEnum):
    """What is known of a requirement or group on a day, best first."""

    MET = 0
    MET_BY_WAIVER = 1
    PROVISIONAL = 2
    NOT_MET = 3
    UNKNOWN = 4

    @property
    def passes(self) -> bool:
        return self <= Outcome.MET_BY_WAIVER

    @property
    def word(self) -> str:
        return self.name.lower()


class State(StrEnum):
    """The answer to whether a person may supervise on a day. Provisional: only under co-supervision."""

    NOT_YET = "not_yet"
    PROVISIONAL = "provisional"
    ELIGIBLE = "eligible"
    LAPSED = "lapsed"


Runs = list[tuple[int, Outcome]]
Judge = Callable[[Sequence[Outcome]], Outcome]

MET, MET_BY_WAIVER, PROVISIONAL, NOT_MET, UNKNOWN = Outcome


def runs_of(met: Sequence[Span], provisional: Sequence[Span], known_from: int) -> Runs:
    """A requirement's runs: met, else provisional, else not met once anything is known, else unknown. Spans are disjoint and in
    order."""
    runs: Runs = [(BEGINNING, UNKNOWN)]
    if not provisional:
        for start, stop in met:
            _fail_until(runs, start, known_from)
            runs.append((start, MET))
            if stop < FOREVER:
                runs.append((stop, NOT_MET if stop >= known_from else UNKNOWN))
        _fail_until(runs, FOREVER, known_from)
    else:
        edges = sorted({BEGINNING, known_from, *(day for pair in (*met, *provisional) for day in pair)} - {FOREVER})
        for day in edges:
            if any(start <= day < stop for start, stop in met):
                runs.append((day, MET))
            elif any(start <= day < stop for start, stop in provisional):
                runs.append((day, PROVISIONAL))
            else:
                runs.append((day, NOT_MET if day >= known_from else UNKNOWN))
    return joined(runs)


def _fail_until(runs: Runs, day: int, known_from: int) -> None:
    if runs[-1][1] is UNKNOWN and known_from < day:
        runs.append((max(known_from, runs[-1][0]), NOT_MET))


def joined(runs: Iterable[tuple[int, Outcome]]) -> Runs:
    """The same outcomes over time, with neighbours that agree made one and runs of no days left out."""
    result: Runs = []
    for run in runs:
        if result and result[-1][0] == run[0]:
            result.pop()
        if not result or result[-1][1] != run[1]:
            result.append(run)
    return result


def outcome_on(runs: Runs, day: int) -> Outcome:
    return runs[bisect_right(runs, (day, UNKNOWN)) - 1][1]


def run_on(runs: Runs, day: int) -> tuple[int, int, Outcome]:
    """The run that covers the day: its first day, the first day after it, and its outcome."""
    place = bisect_right(runs, (day, UNKNOWN))
    start, outcome = runs[place - 1]
    return start, runs[place][0] if place < len(runs) else FOREVER, outcome


def waived(runs: Runs, waivers: list[Span]) -> Runs:
    """The runs with everything but *met* turned to *met by waiver* while a waiver runs."""
    if not waivers:
        return runs
    edges = sorted({day for day, _ in runs} | {day for pair in waivers for day in pair if day < FOREVER})
    return joined((day, _waived(outcome_on(runs, day), day, waivers)) for day in edges)


def _waived(outcome: Outcome, day: int, waivers: list[Span]) -> Outcome:
    if outcome is not MET and any(start <= day < stop for start, stop in waivers):
        return MET_BY_WAIVER
    return outcome


def combined(children: list[Runs], judge: Judge) -> Runs:
    """The outcome over time of ``judge``, a function of the children's outcomes on one day."""
    if len(children) == 1:
        return joined((day, judge((outcome,))) for day, outcome in children[0])
    changes = sorted((day, child, outcome) for child, runs in enumerate(children) for day, outcome in runs)
    now = [UNKNOWN] * len(children)
    result: Runs = []
    last = len(changes) - 1
    for place, (day, child, outcome) in enumerate(changes):
        now[child] = outcome
        if place == last or changes[place + 1][0] != day:
            verdict = judge(now)
            if not result or result[-1][1] is not verdict:
                result.append((day, verdict))
    return result


def with_ends(runs: Iterable[tuple[int, Any]]) -> list[tuple[int, int, Any]]:
    """Each run with the first day after it: ``FOREVER`` for the last."""
    runs = list(runs)
    stops = [start for start, _ in runs[1:]] + [FOREVER]
    return [(start, stop, value) for (start, value), stop in zip(runs, stops, strict=False)]
