"""Working days: Monday to Friday, without England's bank holidays (statutory and proclaimed)."""

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    from holidays import country_holidays  # every country of the world comes with it: it takes long to arrive

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_between(start: date, finish: date) -> int:
    """How many working days have passed from one day to another: those after ``start``, up to ``finish``."""
    return sum(is_working_day(start + timedelta(days=passed)) for passed in range(1, (finish - start).days + 1))
