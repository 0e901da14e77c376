"""Quarters of the calendar: the only stretches of time that answers of several are put together for."""

from datetime import date, timedelta


def quarter_of(on: date) -> date:
    """The first day of the quarter that a day lies in."""
    return date(on.year, (on.month - 1) // 3 * 3 + 1, 1)


def after(quarter: date) -> date:
    """The first day of the next one."""
    return quarter_of(quarter + timedelta(days=100))


def last_day(quarter: date) -> date:
    return after(quarter) - timedelta(days=1)


def before(on: date) -> date:
    """The newest quarter that is over on a day."""
    return quarter_of(quarter_of(on) - timedelta(days=1))
