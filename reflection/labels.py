"""The words of this package."""

from datetime import date

from .rules.quarters import last_day
from .rules.together import HIGH, LOW, MIDDLE
from .rules.words import CHECK, FRAME, MEASURE, PRACTICE, RELATIONSHIP, SESSION, WELLBEING

ABOUT = {
    SESSION: "After a session",
    PRACTICE: "About my work",
    RELATIONSHIP: "About how we work together",
    WELLBEING: "About how I am",
}
KINDS = {FRAME: "Prompts to write to", MEASURE: "Scores from your own copy", CHECK: "Three lines"}
BANDS = {LOW: "Low", MIDDLE: "In the middle", HIGH: "High"}
BETTER = {"higher": "Higher is better.", "lower": "Lower is better.", "neither": ""}
OFFERS = {"interest": "A special interest", "development": "Something I would do for the service"}
COUNTED = {"reflections": "People who wrote a reflection", "wellbeing": "People who checked how they are"}


def quarter(first: date) -> str:
    """``July to September 2026``."""
    return f"{first:%B} to {last_day(first):%B %Y}"


TOO_FEW = "There is nothing to say. A number is said once a quarter is over, and only where enough people are in it."
HELPS = (
    "Say it early, to one person you trust, in plain words.",
    "Ask for the time in supervision that is meant for this, and for fewer of what wears you out.",
    "Take breaks and leave as if they were appointments.",
    "After a hard session, do something with your hands or your legs before the next one.",
    "Let your lead know if the amount of work cannot be done: that is theirs to solve.",
)
