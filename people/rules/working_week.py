"""On which days of the week somebody works, over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MONDAY_TO_FRIDAY = frozenset({1, 2, 3, 4, 5})


@dataclass(frozen=True, slots=True)
class WorkingWeek:
    """Periods (first and inclusive last day, ``None`` is running) with the days of the week worked in them; Monday is 1. On a
    day about which nobody has said anything it is Monday to Friday."""

    periods: tuple[tuple[date, date | None, frozenset[int]], ...] = ()

    def works(self, day: date) -> bool:
        for first, last, days in self.periods:
            if first <= day and (last is None or day <= last):
                return day.isoweekday() in days
        return day.isoweekday() in MONDAY_TO_FRIDAY


def week_of(rows: Iterable[tuple[date, date | None, str]]) -> WorkingWeek:
    """From stored rows, whose days are written like ``135``."""
    return WorkingWeek(tuple((first, last, frozenset(map(int, days))) for first, last, days in rows))


def always(*days: int) -> WorkingWeek:
    return WorkingWeek(((date.min, None, frozenset(days)),))
