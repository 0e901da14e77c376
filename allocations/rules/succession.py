"""From one supervisor to the next: the steps of asking for another, and how long it takes."""

from collections.abc import Iterable
from datetime import date
from statistics import median

ALLOCATED, KEPT, WITHDRAWN = "allocated", "kept", "withdrawn"
ENDS = (ALLOCATED, KEPT, WITHDRAWN)
"""What a request ends with: another supervisor, an agreement to go on, or its being taken back."""

TALKED = ("yes", "not_yet", "unable")
"""Have they talked to the supervisor? ``unable`` holds nothing up."""

FEWEST = 5
"""Fewer requests for one reason are not counted apart, so that nobody is known by it."""


def days_to_first_session(asked: Iterable[tuple[date, date | None]]) -> tuple[float | None, int]:
    """The median of days from asking to the first session with the new supervisor, and of how many requests it is.

    Each is the day of asking and that of the session, ``None`` where there was none yet.
    """
    days = [(first - on).days for on, first in asked if first is not None]
    return (median(days) if days else None), len(days)
