"""What an import would do, in words that a service manager checks before saying yes."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Model

from competencies.labels import SESSIONS
from people.labels import ABSENCES, on_day, role
from people.models import Person, Service, Team
from tabular.columns import in_decimals
from training.labels import name as named
from training.models import Course

from .report import Report, ValueCorrection
from .tables import FILES, TABLES

MOST_SHOWN = 200
WORDS = ABSENCES | SESSIONS | {"practice": "practice", "supervision": "supervision", "live_supervision": "live supervision"}
CODED = ("kind", "qualification", "requirement")
"""Columns that hold codes, which stand nowhere alone."""
COLUMNS = {"team_id": Team, "service_id": Service, "course_id": Course}
"""What columns with keys refer to; all others are about people."""


Coming = Mapping[type[Model], Mapping[int, Model]]
"""Records as they are to be, by kind and key."""
NOTHING: Coming = MappingProxyType({})


def preview(report: Report, coming: Coming = NOTHING) -> dict[str, Any]:
    """A report as it is kept with an upload and shown: what would change in words, corrections, rejections, warnings."""
    return {
        "changes": [line for table in TABLES if table.file in report.files for line in _lines(table, report)],
        "unchanged": sum(counts.unchanged for counts in report.files.values()),
        "corrections": _corrections(report.corrections[:MOST_SHOWN], coming),
        "corrections_in_all": sum(counts.updated for counts in report.files.values()),
        "values_in_all": report.values,
        "rejected": [asdict(rejection) for rejection in report.rejected[:MOST_SHOWN]],
        "rejected_in_all": len(report.rejected),
        "warnings": report.warnings,
        "cautions": report.cautions,
        "effects": list(report.effects),
        "withdraws": report.withdraws,
    }


def _lines(table, report: Report) -> list[str]:
    counts, ended = report.files[table.file], report.ended.get(table.file, 0)
    said = [
        (counts.created, "new {}"),
        (ended, "{} that end" if ended != 1 else "{} that ends"),
        (counts.updated - ended, "{} corrected"),
        (counts.withdrawn, "{} withdrawn as recorded in error"),
    ]
    return [f"{count} {words.format(table.noun[count != 1])}" for count, words in said if count]


def _corrections(corrections: list[ValueCorrection], coming: Coming) -> list[dict[str, Any]]:
    names = Names.of(
        value
        for c in corrections
        for either in (c.before, c.after)
        for value in (either if isinstance(either, frozenset) else [either])
    )
    names.add(coming)
    return [
        {
            "file": c.file,
            "line": c.line,
            "column": _column(c),
            "before": names.show(c.attribute, c.before),
            "after": names.show(c.attribute, c.after),
        }
        for c in corrections
    ]


def _column(correction: ValueCorrection) -> str:
    attributes = {column.attribute: column.name for column in FILES[correction.file].columns}
    return attributes.get(correction.attribute, correction.attribute.removesuffix("_id").replace("_", " "))


class Names:
    """The names behind the keys that rows carry, read once."""

    @classmethod
    def of(cls, values: Iterable[Any]) -> "Names":
        """The values among these that are keys, whatever of."""
        return cls({value for value in values if isinstance(value, int) and not isinstance(value, bool)})

    def __init__(self, keys: set[int]):
        self.people = {person.pk: str(person) for person in Person.objects.filter(pk__in=keys)}
        self.others = {name: {row.pk: str(row) for row in kind.objects.filter(pk__in=keys)} for name, kind in COLUMNS.items()}

    def add(self, coming: Coming) -> None:
        for model, known in ((Person, self.people), *((kind, self.others[column]) for column, kind in COLUMNS.items())):
            known |= {key: str(record) for key, record in coming.get(model, {}).items()}

    def show(self, attribute: str, value: Any) -> str:
        if value is None or value == "" or value == frozenset():
            return "empty"
        if isinstance(value, frozenset):
            return ", ".join(sorted(self.people.get(member, "a person not in the file") for member in value))
        if isinstance(value, date):
            return on_day(value)
        if isinstance(value, int) and (number := in_decimals(attribute, value)):
            return number
        if attribute.endswith("_id"):
            return self.others.get(attribute, self.people).get(value, "a record that is not here")
        if isinstance(value, list):
            return ", ".join(value)
        return role(value) if attribute == "role" else WORDS.get(value, named(value)) if attribute in CODED else str(value)
