"""What a column holds, and how a cell of it is read.

A reader takes the text of a cell that is not empty, with the spaces around it gone, and a context in which it may look things
up; it returns the value or raises ``Refusal`` with a code and a sentence that says what to do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

Reader = Callable[[str, Any], Any]

MONTHS = {m: n for n, m in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)}
NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})-([A-Za-z]{3})-(\d{4}|\d{2})", re.ASCII)
_SPACED = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})", re.ASCII)
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?\Z", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_HUNDREDTHS = re.compile(r"(\d{0,7})(?:\.(\d{0,2}))?", re.ASCII)
_HUNDRED_THOUSANDTHS = re.compile(r"(\d{0,7})(?:\.(\d{0,5})0*)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Refusal(ValueError):
    """Why a cell or row is refused: ``code`` for programs, ``message`` says what to do, ``column`` where it is not the one
    read."""

    def __init__(self, code: str, message: str, column: str = ""):
        super().__init__(message)
        self.code, self.message, self.column = code, message, column


@dataclass(frozen=True, slots=True)
class FileColumn:
    """``attribute`` is what the value is called on the record; ``empty`` the value of an empty cell."""

    name: str
    attribute: str
    read: Reader
    required: bool = False
    empty: Any = None


def text(longest: int, guard: Callable[[str], None] | None = None) -> Reader:
    """Text of at most so many characters; ``guard`` may refuse what must not be stored."""

    def read(cell: str, context: Any) -> str:
        if len(cell) > longest:
            raise Refusal("too_long", f"Shorten this to at most {longest} characters.")
        if not cell.isprintable() and _CONTROL.search(cell):
            raise Refusal("control_character", "Take out the characters that cannot be printed.")
        if guard:
            guard(cell)
        return cell

    return read


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def __call__(self, cell: str, context: Any) -> str:
        if cell not in self.words:
            raise Refusal("unknown_word", f"Use one of: {', '.join(self.words)}.")
        return cell


def choice(*words: str) -> Reader:
    return Choice(words)


def whole(least: int = 0, most: int = 100_000) -> Reader:
    def read(cell: str, context: Any) -> int:
        if not _WHOLE.fullmatch(cell) or not least <= int(cell) <= most:
            raise Refusal("not_a_whole_number", f"Write a whole number from {least} to {most}.")
        return int(cell)

    return read


def hundredths(least: int = 0, most: int = 10_000_000, says: str = "") -> Reader:
    """A number of at most two decimals, as whole hundredths."""
    return _parts(_HUNDREDTHS, 2, least, most, says or "Write a number with at most two decimals, such as 4.5.")


def hundred_thousandths(least: int = 0, most: int = 10_000_000_000, says: str = "") -> Reader:
    """A number of at most five decimals, as whole hundred-thousandths; noughts at its end do not count."""
    return _parts(_HUNDRED_THOUSANDTHS, 5, least, most, says or "Write a number with at most five decimals, such as 0.53333.")


def _parts(pattern: re.Pattern[str], places: int, least: int, most: int, sentence: str) -> Reader:
    """Worked example: with five places ``0.6`` is 60000, ``.53333`` is 53333, and ``0.600000`` is 60000."""

    def read(cell: str, context: Any) -> int:
        match = pattern.fullmatch(cell)
        if not match or not (match[1] or match[2]):
            raise Refusal("not_a_number", sentence)
        value: int = int(match[1] or 0) * 10**places + int((match[2] or "").ljust(places, "0"))
        if not least <= value <= most:
            raise Refusal("out_of_range", sentence)
        return value

    return read


PLACES = {"_hundredths": 2, "_hundred_thousandths": 5}
"""By how an attribute's name ends, the decimals that its whole number has."""


def in_decimals(attribute: str, value: int) -> str | None:
    """A whole number of parts as the number that it means, with two decimals or as many as it needs: ``0.60``, ``0.53333``.
    Nothing for an attribute that is no such number."""
    places = next((places for end, places in PLACES.items() if attribute.endswith(end)), None)
    if places is None:
        return None
    whole_part, parts = divmod(value, 10**places)
    return f"{whole_part}.{f'{parts:0{places}}'.rstrip('0').ljust(2, '0')}"


def _month(name: str) -> int | None:
    """A month by its three letters, as ``Sept``, or in full."""
    word = name.casefold()
    if word == "sept" or word in NAMES or len(word) == 3:
        return MONTHS.get(word[:3].upper())
    return None


@lru_cache(maxsize=1 << 16)
def as_day(cell: str) -> date:
    """A day as British software writes it, if it can mean one only; a time beside it is let go where it is midnight.

    ``2024-09-04``, ``04/09/2024``, ``04-SEP-2024``, ``04-Sep-24`` (of this century), ``4 Sep 2024``, ``4 Sept 2024``, ``4
    September 2024``.
    """
    written = _MIDNIGHT.sub("", cell)
    if match := _ISO.fullmatch(written):
        parts = int(match[1]), int(match[2]), int(match[3])
    elif match := _SLASHED.fullmatch(written):
        parts = int(match[3]), int(match[2]), int(match[1])
    elif (match := _NAMED.fullmatch(written) or _SPACED.fullmatch(written)) and (month := _month(match[2])):
        parts = int(match[3]) + (2000 if len(match[3]) == 2 else 0), month, int(match[1])
    else:
        raise Refusal("not_a_date", "Write the date as 2024-09-04, 04/09/2024 or 04-SEP-2024.")
    try:
        day = date(*parts)
    except ValueError:
        raise Refusal("no_such_date", "This date does not exist. Check the day and the month.") from None
    if day.year < 1900:
        raise Refusal("no_such_date", "This date is before 1900. Check the year.")
    return day


def day(cell: str, context: Any) -> date:
    return as_day(cell)


def past_day(cell: str, context: Any) -> date:
    """A day that has come: ``context.today`` or before."""
    day = as_day(cell)
    if day > context.today:
        raise Refusal("in_the_future", "This has not happened yet. Leave it empty until it has, or correct the date.")
    return day


def several(read_one: Reader) -> Reader:
    """A list in one field, separated by ``|``; each once, in the order given."""

    def read(cell: str, context: Any) -> tuple[Any, ...]:
        items = [item.strip() for item in cell.split("|")]
        return tuple(dict.fromkeys(read_one(item, context) for item in items if item))

    return read
