"""No patient details: the guard on every free-text field.

An NHS number is ten digits whose last is a check digit (modulus 11). Digits may be full-width, glued to letters, and parted by
up to three spaces, dashes, dots or invisible characters. Telephone numbers are let through.
"""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PARTED = r"[\s_.\-\u2010-\u2015\u2212/]{0,3}"
_TEN = re.compile(rf"(?<!\d)(\d{{3}}){_PARTED}(\d{{3}}){_PARTED}(\d{{4}})(?!\d)", re.ASCII)
_BETWEEN = r"[\s_.,;:()\[\]\-\u2010-\u2015\u2212/]{0,3}"
_APART = re.compile(rf"(?<!\d)(?=[3-9])((?:\d{_BETWEEN}){{9}}\d)(?!\d)", re.ASCII)
"""Ten digits however they are parted, beginning as the numbers of England, Scotland and of tests do: no day, hour or telephone number."""

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


def _is_one(found: re.Match, plain: str) -> bool:
    return is_nhs_number("".join(re.findall(r"\d", found[0]))) and not _TELEPHONE.search(plain[: found.start()])


def has_nhs_number(text: str) -> bool:
    if len(text) < 10:
        return False
    plain = _plain(text)
    return any(_is_one(found, plain) for pattern in (_TEN, _APART) for found in pattern.finditer(plain))


def redacted(text: str) -> str:
    """The text with a dash in place of anything that looks like an NHS number."""
    if not has_nhs_number(text):
        return text
    plain = _plain(text)
    for pattern in (_TEN, _APART):
        plain = pattern.sub(lambda found: "–" if _is_one(found, found.string) else found[0], plain)
    return plain
