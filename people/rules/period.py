"""Civil dates, months and spans of days: the one place where the calendar is reckoned with.

A *day* is a date's ordinal (``date.toordinal()``), so that spans are compared and added as whole numbers.
A *span* is a half-open pair of days ``(start, stop)``; a fact's stored period has an inclusive end, or none.
*Steps* are a quantity over time: ``[(day, value), …]``, each value holding from its day to the next, 0 before the first.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

Span = tuple[int, int]
Steps = list[tuple[int, int]]

BEGINNING = date.min.toordinal()
FOREVER = date.max.toordinal() + 1


def iso_date(text: str) -> date:
    """The date written ``2026-09-04``, and in no other way. Raises ``ValueError``."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError("must be a date written like 2026-09-04")
    return date.fromisoformat(text)


def day_after(day: date | None) -> date | None:
    """The day after one; nothing after the last day there is, or after none."""
    return None if day is None or day == date.max else day + timedelta(days=1)


def add_months(on: date, months: int) -> date:
    """The same day of the month, ``months`` later, or the last day of a shorter month.

    31 January + 1 month is 28 (29) February; 29 February 2024 + 24 months is 28 February 2026.
    """
    years, month = divmod(on.month - 1 + months, 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=1 << 16)
def months_after(day: int, months: int | None) -> int:
    """``add_months`` on days. ``None`` months, or a day after the calendar's last, is ``FOREVER``; before its first,
    ``BEGINNING``."""
    if months is None or day >= FOREVER:
        return FOREVER
    try:
        return add_months(date.fromordinal(day), months).toordinal()
    except ValueError:
        return FOREVER if months > 0 else BEGINNING


def span(started_on: date, finished_on: date | None) -> Span:
    """The span of a stored period, whose end is inclusive or open."""
    return started_on.toordinal(), FOREVER if finished_on is None else finished_on.toordinal() + 1


def day_or_forever(on: date | None) -> int:
    return FOREVER if on is None else on.toordinal()


def as_date(day: int) -> date | None:
    """The date of a day; ``None`` for a day that never comes."""
    return None if day >= FOREVER else date.fromordinal(day)


def date_of(day: int) -> date:
    """The date of a day that comes, or the last date there is for one that never does."""
    return as_date(day) or date.max


def last_day(stop: int) -> int | None:
    """The last day before ``stop``; ``None`` where it never comes."""
    return None if stop >= FOREVER else stop - 1


def last_date(stop: int) -> date | None:
    """The same, as a date."""
    return None if stop >= FOREVER else date.fromordinal(stop - 1)


def add_up(weighted: Iterable[tuple[int, int, int]]) -> Steps:
    """The sum over time of ``(start, stop, weight)``; empty spans weigh nothing."""
    changes: dict[int, int] = {}
    for start, stop, weight in weighted:
        if start < stop:
            changes[start] = changes.get(start, 0) + weight
            changes[stop] = changes.get(stop, 0) - weight
    total, steps = 0, []
    for day in sorted(changes):
        if changes[day]:
            total += changes[day]
            steps.append((day, total))
    return steps


def reaching(steps: Steps, least: int) -> list[Span]:
    """Where the quantity is at least ``least`` (a whole number of 1 or more): disjoint spans in order."""
    spans: list[Span] = []
    start = None
    for day, value in steps:
        if value >= least and start is None:
            start = day
        elif value < least and start is not None:
            spans.append((start, day))
            start = None
    if start is not None:
        spans.append((start, FOREVER))
    return [(start, stop) for start, stop in spans if start < stop and start < FOREVER]


def union(spans: Iterable[Span]) -> list[Span]:
    """The days in any of the spans: disjoint, in order, neighbours joined."""
    joined: list[Span] = []
    for start, stop in sorted(spans):
        if start >= stop:
            continue
        if joined and start <= joined[-1][1]:
            if stop > joined[-1][1]:
                joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return joined
