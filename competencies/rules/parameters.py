"""How the parameters of a requirement are written in a standard, and what is wrong when one is not written so.

A requirement is a frozen dataclass; each field is declared with ``parameter(reader, …)``. A reader turns the JSON value into
the field's value or raises ``ValueError`` with a sentence that says what would be right. Readers with bounds or choices show
them, so that a form can ask for the same.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, field, fields
from decimal import Decimal
from typing import Any

Reader = Callable[[Any], Any]


def parameter(reader: Reader, default: Any = MISSING, *, key: str = "") -> Any:
    """A field read from JSON. ``key`` is its name there, where that is no Python name; without a default it must be given."""
    return field(metadata={"reader": reader, "key": key}, **({} if default is MISSING else {"default": default}))


_UNKEPT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    if _UNKEPT.search(value):
        raise ValueError("has characters that cannot be printed")
    return value


def short(longest: int) -> Reader:
    """A text of at most so many characters."""

    def read(value: Any) -> str:
        if len(given := text(value)) > longest:
            raise ValueError(f"must be at most {longest} characters long")
        return given

    return read


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """Read a whole number between two that are allowed."""

    least: int
    most: int

    def __call__(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.least <= value <= self.most:
            raise ValueError(f"must be a whole number from {self.least} to {self.most}")
        return value


def whole(least: int, most: int = 100_000) -> WholeNumber:
    return WholeNumber(least, most)


def hundredths(value: Any) -> int:
    """A number of at most two decimals, as whole hundredths."""
    return _parts(value, 100, "two")


def hundred_thousandths(value: Any) -> int:
    """A number of at most five decimals, as whole hundred-thousandths."""
    return _parts(value, 100_000, "five")


def _parts(value: Any, parts: int, decimals: str) -> int:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("must be a number")
    number = Decimal(str(value))
    if not number.is_finite() or not 0 <= number <= 100_000 or number * parts % 1:
        raise ValueError(f"must be a number of 0 or more with at most {decimals} decimals")
    return int(number * parts)


@dataclass(frozen=True, slots=True)
class OneOf:
    """Read one of the texts that are allowed."""

    choices: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        if value not in self.choices or not isinstance(value, str):
            raise ValueError(f"must be one of {', '.join(self.choices)}")
        return value


def one_of(*choices: str) -> OneOf:
    return OneOf(choices)


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Read a list of different texts, each one of the choices where there are any."""

    choices: tuple[str, ...]
    empty: bool

    def __call__(self, value: Any) -> frozenset[str]:
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise ValueError("must be a list of texts")
        for item in value:
            text(item)
        if len(set(value)) != len(value):
            raise ValueError("names something twice")
        if not value and not self.empty:
            raise ValueError("must name at least one")
        if self.choices and (unknown := sorted(set(value) - set(self.choices))):
            raise ValueError(f"names {unknown[0]}, which is none of {', '.join(self.choices)}")
        return frozenset(value)


def some_of(*choices: str, empty: bool = False) -> SomeOf:
    return SomeOf(choices, empty)


def declared(kind: type) -> dict[str, Any]:
    """The fields of a requirement by the names they have in a standard."""
    return {f.metadata["key"] or f.name: f for f in fields(kind) if "reader" in f.metadata}


def missing(kind: type, given: Iterable[str]) -> list[str]:
    names = set(given)
    return [name for name, f in declared(kind).items() if f.default is MISSING and name not in names]
