"""What was due and received, in sentences with their denominators."""

from datetime import date

from nhsuk.words import how_many, in_a_sentence
from people.labels import on_day

from . import labels
from .queries.dose import Short
from .rules.expected import Received, longest_without
from .rules.policy import AMBER, TARGET


def said_of(dose_received: Received) -> dict:
    percent, worst = dose_received.percent or 0, dose_received.worst
    return {
        "kind": labels.KINDS[dose_received.dose.kind],
        "said": _said(dose_received),
        "tone": "green" if percent >= TARGET else "yellow" if percent >= AMBER else "red",
        "percent": f"{percent}%",
        "worst": _worst(dose_received) if worst and worst.short else "",
        "source": dose_received.dose.source,
        "verified": dose_received.dose.verified,
        "weekly": bool(dose_received.dose.weeks) and not dose_received.dose.window,
    }


def _said(dose_received: Received) -> str:
    """``47 of 52 weeks``, or ``20 hours of 26 hours`` where an average is due."""
    if dose_received.dose.window:
        return f"{labels.lasting(int(dose_received.received))} of {labels.lasting(int(dose_received.due))}"
    return f"{dose_received.held} of {how_many(dose_received.expected, _unit(dose_received))}"


def _unit(dose_received: Received) -> str:
    return "week" if dose_received.dose.weeks else "month"


def _worst(dose_received: Received) -> str:
    worst = dose_received.worst
    if dose_received.dose.window:
        had, due = labels.lasting(int(worst.received)), labels.lasting(int(worst.due))
        return f"Lowest 12 weeks: {had} of {due}, up to {on_day(worst.last)}."
    first, last, count = longest_without(dose_received)
    return f"Longest gap: {how_many(count, _unit(dose_received))}, from {on_day(first)} to {on_day(last)}."


def said_of_short(short: Short, today: date) -> str:
    """What the person is short of on a day, and what to do about it."""
    much, by = labels.lasting(short.minutes), f"{short.by.day} {short.by:%B}"
    kind = in_a_sentence(labels.KINDS[short.kind])
    if short.by < today:
        return f"You were {much} short on {by}. Book {kind}."
    if short.covered_on is None:
        return f"You will be {much} short on {by}. Book {kind}."
    covered = f"{short.covered_on.day} {short.covered_on:%B}"
    return f"You will be {much} short of {kind} on {by}, unless your session on {covered} takes place."
