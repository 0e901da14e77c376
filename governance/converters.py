"""What browsers send, as what it stands for."""

from datetime import date

_DIGITS = 18


def key_of(text: str) -> int | None:
    """The key of a row in a field of a page; ``None`` where it is none, or larger than a database holds."""
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else None


class Code:
    """A code in an address: of a service, a standard or a requirement. Nothing that cannot be printed."""

    regex = r"[^/\x00-\x1f\x7f]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayConverter:
    """A day in an address, as ``2026-09-04``, from 1900 to 2199. One that does not exist is no address."""

    regex = r"(?:19|20|21)\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
