"""How much time there was for each case: a signal for a conversation, never a target."""

from .policy import CASES_AN_HOUR


def crowded(cases: int, minutes: int) -> int | None:
    """How many cases an hour that is, to the nearest, where it is more than should be; else nothing."""
    an_hour = cases * 60 / minutes if minutes else 0
    return round(an_hour) if an_hour > CASES_AN_HOUR else None
