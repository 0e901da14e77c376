"""When a series of sessions takes place. Days are civil days in England: a session at 10 is at 10 on either side of a clock
change.

A *slot* is the day that the rule gives; it names the session for good. Where it is a bank holiday, ``on_holiday`` says what
happens. A series on the 29th, 30th or 31st is on the last day of a shorter month; the fifth Monday is the last one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from people.rules.working_days import bank_holidays, is_working_day

EVERY = ("week", "fortnight", "month", "nth_weekday")
ON_HOLIDAY = ("next_working_day", "leave_out", "keep")
ENGLAND = ZoneInfo("Europe/London")
FURTHEST_SLOT = timedelta(days=62)
"""No rule leaves more days than this between two sessions."""
LONGEST_SHIFT = timedelta(days=7)
"""No bank holiday is further from the next working day than this."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """``last_on`` is inclusive; ``None`` is without an end. ``begins_on``: from when on its slots count, where it goes on in
    the rhythm of an older ``first_on``."""

    every: str
    first_on: date
    last_on: date | None = None
    on_holiday: str = "next_working_day"
    begins_on: date | None = None


def slots(pattern: Pattern, start: date, stop: date) -> Iterator[tuple[date, date]]:
    """Each slot and the day on which it takes place, for those that take place from ``start`` to ``stop``, both included."""
    last = min(stop, pattern.last_on or stop)
    if last < pattern.first_on:
        return
    begin = max(pattern.first_on, pattern.begins_on or pattern.first_on, start - LONGEST_SHIFT)
    for instant in _rule(pattern).between(_at(begin), _at(last), inc=True):
        slot = instant.date()
        on = _held_on(slot, pattern.on_holiday)
        if on is not None and start <= on <= last:
            yield slot, on


def _at(day: date) -> datetime:
    return datetime.combine(day, time())


def _rule(pattern: Pattern) -> rrule:
    first = pattern.first_on
    begin = {"dtstart": _at(first)}
    if pattern.every in ("week", "fortnight"):
        return rrule(WEEKLY, interval=1 if pattern.every == "week" else 2, **begin)
    if pattern.every == "nth_weekday":
        nth = (first.day - 1) // 7 + 1
        return rrule(MONTHLY, byweekday=weekday(first.weekday(), nth if nth < 5 else -1), **begin)
    days = [first.day] if first.day <= 28 else list(range(28, first.day + 1))
    return rrule(MONTHLY, bymonthday=days, bysetpos=-1, **begin)


def _held_on(slot: date, on_holiday: str) -> date | None:
    if on_holiday == "keep" or slot not in bank_holidays(slot.year):
        return slot
    if on_holiday == "leave_out":
        return None
    while not is_working_day(slot):
        slot += timedelta(days=1)
    return slot


def instant(on: date, at: time) -> datetime:
    """The instant of a time by the clock on the wall in England. An hour that the clocks skip is the one after it."""
    return datetime.combine(on, at, tzinfo=ENGLAND)
