"""Time in role: on which day do the days a person has worked in a role add up to so many months?

Definition (docs/domain/eligibility.md, "Time in role"). The weight of a day is 0 where no post in the roles covers it, or an
absence that pauses the clock does; otherwise 1, or pro rata the full-time equivalent of those posts, at most 1. Overlapping
posts count once. With *f* the first day that weighs anything, the requirement is met on the first day before which the days
from *f* on weigh as much as the calendar days from *f* to ``add_months(f, months)``. Once met it stays met.
Weights are whole hundred-thousandths of a day, as full-time equivalents are: no floating point.

Worked example: two years from 1 January 2024 are 731 days. Half time, pro rata, needs 1,462 of them; full time with the first
three months of 2025 paused needs the 90 paused days more.

>>> new_year = date(2024, 1, 1).toordinal()
>>> as_date(reached([Stretch(new_year, FOREVER, 50_000)], 24))
datetime.date(2028, 1, 2)
>>> paused = [Stretch(new_year, new_year + 366, FULL_TIME), Stretch(new_year + 366, new_year + 456, 0, paused=True)]
>>> as_date(reached([*paused, Stretch(new_year + 456, FOREVER, FULL_TIME)], 24))
datetime.date(2026, 4, 1)
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .facts import FULL_TIME, AbsenceFact, PostFact
from .period import FOREVER, as_date, date_of, months_after, span, union


@dataclass(frozen=True, slots=True)
class Clock:
    """How the days of a role are counted."""

    roles: frozenset[str]
    include_training: bool = True
    pro_rata_fte: bool = False
    pause_for: frozenset[str] = frozenset()
    continuous: bool = False

    def looks_at(self, post: PostFact) -> bool:
        return post.role in self.roles and (self.include_training or post.stage != "trainee")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days ``start`` to ``stop`` (not included) that each weigh ``weight`` hundred-thousandths; ``paused`` where an absence
    stops the clock."""

    start: int
    stop: int
    weight: int
    paused: bool = False

    @property
    def served(self) -> int:
        return (self.stop - self.start) * self.weight


def stretches(posts: Iterable[PostFact], absences: Iterable[AbsenceFact], clock: Clock) -> list[Stretch]:
    """The covered days, cut where their weight changes; days that no post covers are left out."""
    covering = [(*span(p.started_on, p.finished_on), p.fte_hundred_thousandths) for p in posts if clock.looks_at(p)]
    pauses = union(span(a.started_on, a.finished_on) for a in absences if a.kind in clock.pause_for) if clock.pause_for else []
    if not covering:
        return []
    if len(covering) == 1 and not pauses:
        start, stop, fte = covering[0]
        return [Stretch(start, stop, min(fte, FULL_TIME) if clock.pro_rata_fte else FULL_TIME)]
    edges = sorted({day for start, stop, *_ in (*covering, *pauses) for day in (start, stop)})
    cut = []
    for start, stop in itertools.pairwise(edges):
        weights = [fte for since, until, fte in covering if since <= start < until]
        if weights:
            paused = any(since <= start < until for since, until in pauses)
            weight = min(sum(weights), FULL_TIME) if clock.pro_rata_fte else FULL_TIME
            cut.append(Stretch(start, stop, 0 if paused else weight, paused))
    return cut


def runs_of(cut: list[Stretch], *, continuous: bool) -> list[list[Stretch]]:
    """The stretches that count together: all of them, or, if service must be continuous, each unbroken run."""
    if not continuous:
        return [cut] if cut else []
    runs: list[list[Stretch]] = []
    for stretch in cut:
        if runs and runs[-1][-1].stop == stretch.start:
            runs[-1].append(stretch)
        else:
            runs.append([stretch])
    return runs


def first_day(run: list[Stretch]) -> int | None:
    """The *f* of a run: its first day that weighs anything."""
    return next((stretch.start for stretch in run if stretch.weight), None)


def reached(run: list[Stretch], months: int) -> int:
    """The first day on which the run has served the months; ``FOREVER`` if it never will."""
    first = first_day(run)
    if first is None:
        return FOREVER
    anniversary = months_after(first, months)
    if anniversary >= FOREVER:
        return FOREVER
    left = (anniversary - first) * FULL_TIME
    for stretch in run:
        if stretch.weight:
            if stretch.served >= left:
                return min(stretch.start + -(-left // stretch.weight), FOREVER)
            left -= stretch.served
    return FOREVER


def met_from(posts: Iterable[PostFact], absences: Iterable[AbsenceFact], clock: Clock, months: int) -> int:
    """The day from which the months have been served, for good."""
    runs = runs_of(stretches(posts, absences, clock), continuous=clock.continuous)
    return min((reached(run, months) for run in runs), default=FOREVER)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the clock, for a person to check by hand. ``weight`` and ``served_after`` are hundred-thousandths of days."""

    started_on: date
    last_day: date | None
    weight: int
    paused: bool
    days: int
    served_after: int


def ledger(posts: Iterable[PostFact], absences: Iterable[AbsenceFact], clock: Clock, *, on: date) -> list[LedgerLine]:
    """The clock up to, not including, ``on``: each stretch with its weight and what was served so far.

    With ``continuous`` the sum starts again at each run.
    """
    today, lines = on.toordinal(), []
    for run in runs_of(stretches(posts, absences, clock), continuous=clock.continuous):
        served = 0
        for stretch in run:
            stop = min(stretch.stop, today)
            if stretch.start < stop:
                served += (stop - stretch.start) * stretch.weight
                lines.append(
                    LedgerLine(
                        date_of(stretch.start), as_date(stop - 1), stretch.weight, stretch.paused, stop - stretch.start, served
                    )
                )
    return lines
