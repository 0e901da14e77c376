"""The words for supervision that is planned and held."""

from datetime import date, time

from nhsuk.components import Tag

from .rules.weeks import AWAY, MISSED, NOT_DUE, SHORTER
from .rules.words import SUPPORTING

KINDS = {
    "case_management": "Case management supervision",
    "clinical_skills": "Clinical skills supervision",
    "live_observation": "Live observation",
    SUPPORTING: "Supervision of supervision",
}
BY_ONESELF = {kind: words for kind, words in KINDS.items() if kind != SUPPORTING}
"""What anybody may plan for those whom they supervise."""
EVERY = {
    "week": "Every week",
    "fortnight": "Every fortnight",
    "month": "Every month on the same date",
    "nth_weekday": "Every month on the same weekday, such as the second Tuesday",
}
ON_HOLIDAY = {
    "next_working_day": "It moves to the next working day",
    "leave_out": "It is cancelled",
    "keep": "It takes place on the bank holiday",
}
CANCELLED = {
    "supervisor_ill": "The supervisor is ill",
    "supervisee_ill": "The supervisee is ill",
    "leave": "Leave",
    "clinic": "A clinic took its place",
    "urgent": "Something urgent",
    "training": "Training",
    "no_room": "No room",
    "other": "Another reason",
}
TRIGGERS = {
    "new": "New since last time",
    "risk": "Risk or safeguarding",
    "severe": "Severe scores",
    "four_sessions": "Had 4 sessions",
    "undiscussed": "Not discussed for 4 weeks",
}
"""Why a case is brought (the article's list). Counts only."""

PLANNED, TO_RECORD, HELD, CANCELLED_STATE, UNLED = "planned", "to_record", "held", "cancelled", "unled"
STATES = {
    PLANNED: Tag("Planned", "white"),
    TO_RECORD: Tag("To record", "yellow"),
    HELD: Tag("Held", "green"),
    CANCELLED_STATE: Tag("Cancelled", "grey"),
    UNLED: Tag("No supervisor", "red"),
}

WEEKS = {HELD: "held", SHORTER: "shorter than due", MISSED: "missed", AWAY: "leave", NOT_DUE: "not due"}
"""What a week of the picture of a year was."""


def at(clock: time) -> str:
    """``9am``, ``2:30pm``, ``midday``."""
    if (clock.hour, clock.minute) == (12, 0):
        return "midday"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def day_and_month(day: date) -> str:
    """``9 November``, of a day that is near."""
    return f"{day.day} {day:%B}"


def lasting(minutes: int) -> str:
    """``1 hour``, ``1 hour 30 minutes``, ``45 minutes``."""
    hours, rest = divmod(int(minutes), 60)
    parts = [f"{hours} hour{'s' if hours != 1 else ''}"] if hours else []
    parts += [f"{rest} minute{'s' if rest != 1 else ''}"] if rest or not hours else []
    return " ".join(parts)
