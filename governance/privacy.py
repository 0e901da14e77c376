"""No patient details: the guard on every free-text field.

An NHS number is ten digits whose last is a check digit (modulus 11). Digits may be full-width, glued to letters, and parted by
up to three spaces, dashes, dots or invisible characters. Telephone numbers are let through.
"""

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PARTED = r"[\s_.\-\u2010-\u2015\u2212/]{0,3}"
_TEN = re.compile(rf"(?<!\d)(?=(\d{{3}}{_PARTED}\d{{3}}{_PARTED}\d{{4}})(?!\d))", re.ASCII)
_BETWEEN = r"[\s_.,;:()\[\]\-\u2010-\u2015\u2212/]{0,3}"
_APART = re.compile(rf"(?<!\d)(?=[3-9])(?=((?:\d{_BETWEEN}){{9}}\d)(?!\d))", re.ASCII)
"""Ten digits however they are parted, beginning as the numbers of England, Scotland and of tests do. Each is looked for from
every digit on: another number may stand before it."""

_DAY_OF_MONTH, _MONTH, _HOUR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:[01]?\d|2[0-4])"
_DAYS_AND_HOURS = re.compile(
    rf"(?<!\d){_DAY_OF_MONTH}[ ]?[/.\- ][ ]?{_MONTH}[ ]?[/.\- ][ ]?(?:19|20)\d\d(?!\d)"  # 30/11/2023
    rf"|(?<!\d)(?:19|20)\d\d[/.\- ]{_MONTH}[/.\- ]{_DAY_OF_MONTH}(?!\d)"  # 2023-11-30
    rf"|(?<![\d/.\-]){_DAY_OF_MONTH}([/.\-]){_MONTH}\1\d\d(?!\d|[/.\-]\d)"  # 30/11/23
    rf"|(?<![\d/.\-]){_DAY_OF_MONTH}/{_MONTH}(?!\d|[/.\-]\d)"  # 30/11
    rf"|(?<![\d.:]){_HOUR}:[0-5]\d(?::[0-5]\d(?:\.\d{{1,6}})?)?(?!\d|:\d)"  # 11:59, 11:59:07
    rf"|(?<![\d.]){_HOUR}\.[0-5]\d(?!\d|\.\d)",  # 11.59
    re.ASCII,
)
"""Days and hours as people and programs write them. They are looked past: ``30/11/2023 11:59`` has ten digits that check, and
is no number.

A number that is parted in the same way is none of these: its parts are not a day, a month and a year, or more digits follow in
the same way.
"""

_TELEPHONE = re.compile(r"(?:\+44|0044|\btel(?:ephone)?[.:]?)[\s(]{0,2}$", re.IGNORECASE)

EXPLANATION = (
    "This looks like an NHS number. Nothing about a patient may be kept here: take the number out, and describe the case "
    "without anything that could identify a person."
)


_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}\b", re.IGNORECASE | re.ASCII)
_BORN = re.compile(
    r"\b(?:d\.?o\.?b\b|born\b|date of birth\b)"
    r"|\b\d{1,2}(?:st|nd|rd|th)?[ ./-]{1,2}(?:\d{1,2}|[a-z]{3,9})[ ./-]{1,2}(?:19\d{2}|200\d)\b",
    re.IGNORECASE | re.ASCII,
)

DOUBTS = (
    (_BORN, "This looks like a date of birth."),
    (_POSTCODE, "This looks like a postcode."),
)
IF_NOT = "Take out anything that could identify a patient. If it is about no patient, send it again as it is."


def doubts(text: str) -> list[str]:
    """What in a text may be about a patient, a sentence each. Unlike an NHS number it may be right: the writer decides."""
    plain = _plain(text)
    return [said for pattern, said in DOUBTS if pattern.search(plain)]


NO_TEXT = "This holds a character that cannot be kept. Type the text anew."


def is_text(text: str) -> bool:
    """Can it be written down? Half a character, as some programs send, cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_nhs_number(digits: str) -> bool:
    """Is the check digit right? ``digits``: ten of them."""
    check = 11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
    return (0 if check == 11 else check) == int(digits[9])


def _plain(text: str) -> str:
    """Full-width digits made plain, invisible characters gone. In pieces: whole, hostile text would take a minute."""
    pieces = (text[start : start + 60] for start in range(0, len(text), 60))
    return "".join(unicodedata.normalize("NFKC", piece) for piece in pieces).translate(_INVISIBLE)


def _without_days(plain: str) -> str:
    """The text with something of the same length in place of every day and hour."""
    return _DAYS_AND_HOURS.sub(lambda match: "x" * len(match[0]), plain)


def _numbers(plain: str) -> Iterator[tuple[int, int]]:
    """Where in a text NHS numbers begin and end."""
    looked_at = _without_days(plain)
    for pattern in (_TEN, _APART):
        for match in pattern.finditer(looked_at):
            if is_nhs_number("".join(re.findall(r"\d", match[1]))) and not _TELEPHONE.search(plain[: match.start()]):
                yield match.span(1)


def has_nhs_number(text: str) -> bool:
    return len(text) >= 10 and next(_numbers(_plain(text)), None) is not None


def redacted(text: str) -> str:
    """The text with a dash in place of anything that looks like an NHS number."""
    if not has_nhs_number(text):
        return text
    plain, kept, reached = _plain(text), [], 0
    for start, stop in sorted(_numbers(plain)):
        if start >= reached:
            kept += [plain[reached:start], "–"]
        reached = max(reached, stop)
    return "".join([*kept, plain[reached:]])
