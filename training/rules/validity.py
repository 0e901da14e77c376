"""For how long training counts: "valid for n months from D" is every day d with ``D <= d < add_months(D, n)``."""

from collections.abc import Iterable
from datetime import date

from people.rules.period import Span, add_months, day_or_forever, months_after

from .facts import CompletionFact


def valid_span(since: date, months: int | None) -> Span:
    """The days on which something dated ``since`` counts; without ``months``, for good."""
    start = since.toordinal()
    return start, months_after(start, months)


def completed_spans(completions: Iterable[CompletionFact], months: int | None) -> list[Span]:
    """Where verified completions count, from their own date, not from the day they were verified."""
    return [valid_span(c.completed_on, months) for c in completions if c.verified and c.completed_on]


def in_progress_spans(completions: Iterable[CompletionFact]) -> list[Span]:
    """Where a person is on a course: begun, and neither completed (verified or not) nor withdrawn yet."""
    return [
        (c.started_on.toordinal(), min(day_or_forever(c.completed_on), day_or_forever(c.withdrawn_on)))
        for c in completions
        if c.started_on
    ]


def refresher_due(completed_on: date, months: int) -> date:
    """The first day on which a completion is ``months`` old: the day by which to have refreshed it."""
    return add_months(completed_on, months)
