"""Which days somebody may ask about in one go, and how many people may be traced."""

from datetime import date, timedelta
from typing import NamedTuple

LONGEST = timedelta(days=366)
MOST_TRACED = 200
"""People. A larger service than this has more than an auditor reads."""


class Wrong(NamedTuple):
    """``end`` is the one to mend: ``first`` or ``last``."""

    end: str
    sentence: str


def wrong_with(first: date, last: date, today: date) -> Wrong | None:
    """What speaks against asking about the days from ``first`` to ``last``: nothing, for a year at most that is over."""
    if last > today:
        return Wrong("last", "This day has not come yet")
    if last < first:
        return Wrong("last", "This is before the first day")
    return Wrong("first", "Ask for a year at most") if last - first > LONGEST else None
