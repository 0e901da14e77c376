"""What lists say that are searched by name, and how their files write a day."""

from nhsuk.paging import PER_PAGE
from nhsuk.words import how_many


def iso(day) -> str:
    """A day as a spreadsheet sorts it."""
    return day.isoformat() if day else ""


def matched(words: str, count: int) -> str:
    """How many names fit what was typed, and that only the first are shown where they are many."""
    more = f". The first {PER_PAGE} are shown. Enter more of the name to see others" if count > PER_PAGE else ""
    return f"{how_many(count, 'person', 'people')} with the name “{words}”{more}"
