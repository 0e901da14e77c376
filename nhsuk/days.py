"""A day in three boxes, as the design system asks for a date that people know or read off a paper: day, month, year.

A day is ``2026-09-04`` wherever it is passed on: in links, in hidden fields, in files.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from .words import in_a_list

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
EXAMPLE = "For example, 4 9 2026"


class TypedDay(NamedTuple):
    """What stands in the three boxes, as it was typed."""

    day: str
    month: str
    year: str

    @classmethod
    def of(cls, value: Any) -> "TypedDay":
        """The boxes that show a value: a day, its text, or what was typed before. What is no day stands in the first box."""
        if isinstance(value, cls):
            return value
        try:
            day = value if isinstance(value, date) else date.fromisoformat(str(value or ""))
        except ValueError:
            return cls(str(value or ""), "", "")
        return cls(str(day.day), str(day.month), str(day.year))

    def missing(self) -> list[str]:
        return [part for part, typed in self._asdict().items() if not typed]

    def as_date(self) -> date:
        """The day. A month is its number or its name: ``9``, ``Sep``, ``September``. Raises ``ValueError`` for no day."""
        typed = self.month.lower()
        named = [number for number, name in enumerate(MONTHS, 1) if len(typed) > 2 and name.startswith(typed)]
        try:
            return date(int(self.year), named[0] if named else int(self.month), int(self.day))
        except OverflowError:
            raise ValueError("too large for a day") from None


class DayBoxes(forms.DateInput):
    """Three boxes named after the field: ``on-day``, ``on-month``, ``on-year``. A link gives the day whole: ``on``."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        typed = TypedDay(*(str(data.get(box, "")).strip() for box in boxes(name)))
        if not any(typed):
            return data.get(name)
        if not (typed.month or typed.year or typed.day.isdigit()):
            return typed.day  # pasted whole: 04/09/2026
        try:
            return typed.as_date().isoformat()
        except ValueError:
            return typed

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not {name, *boxes(name)} & data.keys()

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-day" if id_ else id_


def boxes(name: str) -> tuple[str, ...]:
    """The names of the three boxes of a field.

    >>> boxes("on")
    ('on-day', 'on-month', 'on-year')
    """
    return tuple(f"{name}-{part}" for part in TypedDay._fields)


def whole(name: str, data: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was sent for a day as a link gives it, with its boxes empty; nothing where what was typed is no day. So the same
    question is the same however its day was given."""
    value = DayBoxes().value_from_datadict(data, None, name)
    return {name: [value]} | {box: [] for box in boxes(name)} if isinstance(value, str) and value else {}


def sent(name: str, data: Mapping[str, Any]) -> bool:
    """Was a day asked for at all, in its boxes or whole?"""
    return not DayBoxes().value_omitted_from_data(data, None, name)


class DayField(forms.DateField):
    """One day. What is wrong says which box is empty, or that there is no such day."""

    widget = DayBoxes
    default_error_messages = {"incomplete": "Enter the %(missing)s too"}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y"], **options)
        self.validators += [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2199, 12, 31))]

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, TypedDay):
            missing = value.missing()
            said = {"missing": in_a_list(missing, "and")}
            raise ValidationError(self.error_messages["incomplete" if missing else "invalid"], params=said)
        return super().to_python(value)


def picture(value: Any, *, wrong: bool) -> list[dict[str, Any]]:
    """The three boxes, as the design system's component takes them; where something is wrong, the empty ones are marked, and
    where none is empty all of them."""
    typed = TypedDay.of(value)
    marked = set(typed.missing() or typed._fields) if wrong else set()
    return [
        {
            "name": part,
            "label": part.capitalize(),
            "value": text,
            "width": 4 if part == "year" else 2,
            "classes": "nhsuk-input--error" if part in marked else "",
            "attributes": {"aria-invalid": "true"} if part in marked else {},
        }
        for part, text in typed._asdict().items()
    ]
