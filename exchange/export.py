"""From records to the files of an import: what comes out goes back in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from governance.models import Fact
from people.models import Person
from tabular import Context, FileColumn, FileTable, KnownKeys, Lookup, as_csv
from tabular.columns import in_decimals

from .tables import TABLES

Row = dict[str, Any]


class Elsewhere(Exception):
    """A row names somebody or something that an import from the same place could not name."""


@dataclass(frozen=True, slots=True)
class Exported:
    """``files`` by name, without those that would be empty; ``summary`` says how many rows each has."""

    files: dict[str, bytes]
    summary: dict[str, int]


def exported(context: Context) -> Exported:
    """The files that an import with the same ``context`` finds unchanged. Rows that it could not name are left out."""
    writing = _Writing(context)
    rows = {table: list(writing.rows(table)) for table in TABLES}
    return Exported(
        {
            table.file: as_csv([column.name for column in table.columns], file_rows)
            for table, file_rows in rows.items()
            if file_rows
        },
        {table.file: len(file_rows) for table, file_rows in rows.items() if file_rows},
    )


def cells_of(table: FileTable, stored: Row, context: Context) -> dict[str, str]:
    """One row as it would stand in a file, by column; empty what an import with the ``context`` could not name."""
    writing, row = _Writing(context), dict(stored)
    table.restore(row, writing.known_as)
    return {column.name: writing.cell_or_nothing(column, row[column.attribute]) for column in table.columns}


class _Writing:
    def __init__(self, context: Context):
        self.context = context
        self._names: dict[Lookup, dict[Any, Any]] = {}

    def rows(self, table: FileTable) -> Iterator[tuple[str, ...]]:
        for row in self._stored(table):
            try:
                table.restore(row, self.name)
                cells = tuple(self._cell(column, row[column.attribute]) for column in table.columns)
            except Elsewhere:
                continue
            if all(cell or not column.required for cell, column in zip(cells, table.columns, strict=True)):
                yield cells

    def _stored(self, table: FileTable) -> Iterator[Row]:
        where = ("recorded_in_id",) if issubclass(table.model, Fact) else ()
        stored = self.context.limit(table, _all(table)).values("pk", *where, *table.stored)
        lists = [(child.attribute, self._members(table, child)) for child in table.children]
        for row in stored.iterator(chunk_size=2000):
            row |= {attribute: members.get(row["pk"], []) for attribute, members in lists}
            if self.context.sees(table, row):
                yield row

    def _members(self, table: FileTable, child) -> dict[int, list[int]]:
        by_group: dict[int, list[int]] = {}
        parents = self.context.limit(table, _all(table)).order_by().values("pk")
        members = child.model.objects.live().filter(**{f"{child.parent}__in": parents}, **child.fixed)
        for parent, member in members.order_by("pk").values_list(child.parent, child.member):
            by_group.setdefault(parent, []).append(member)
        return by_group

    def name(self, lookup: Lookup, key: Any) -> Any:
        """What a record is called in a file. Raises ``Elsewhere``."""
        if lookup not in self._names:
            self._names[lookup] = {pk: name for name, pk in self.context.known(lookup).items()}
        try:
            return self._names[lookup][key]
        except KeyError:
            raise Elsewhere from None

    def known_as(self, lookup: Lookup, key: Any) -> Any:
        """What a record is called in a file; empty words where it cannot be named."""
        try:
            return self.name(lookup, key)
        except Elsewhere:
            return ("",)

    def cell_or_nothing(self, column: FileColumn, value: Any) -> str:
        try:
            return self._cell(column, value)
        except Elsewhere:
            return ""

    def _cell(self, column: FileColumn, value: Any) -> str:
        if value is None or value == "":
            return ""
        if isinstance(value, (list, tuple)):
            return "|".join(self._cell(column, item) for item in value)
        if isinstance(column.read, KnownKeys):
            return str(self.name(column.read.lookup, value))
        if isinstance(value, int) and (number := in_decimals(column.attribute, value)):
            return number
        return value.isoformat() if isinstance(value, date) else str(value)


def _all(table: FileTable) -> QuerySet:
    """In the order in which they came in: of two facts of one day the order may decide."""
    if issubclass(table.model, Fact):
        return table.model.objects.live().in_place()
    rows = table.model.objects.filter(withdrawn_at=None).order_by("pk")
    return rows.exclude(employee_number=None) if table.model is Person else rows
