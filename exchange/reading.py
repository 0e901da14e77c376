"""From the lines of a file to rows that mean something, or to rejections that say what to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from tabular import Context, FileColumn, FileRefused, FileTable, Refusal, Rejection, read_lines

from .left_out import LeftOut
from .report import Counts, Report


@dataclass(slots=True)
class FileRow:
    line: int
    values: dict[str, Any]


class FileReading:
    """One file being read. Rejected rows are reported and left out; a key may be there once."""

    def __init__(self, table: FileTable, data: bytes, context: Context, report: Report):
        self.table, self.context, self.report = table, context, report
        self.counts = report.files.setdefault(table.file, Counts())
        self.header, self.lines = read_lines(table.file, data, table.columns)
        self.report.warn(self.header.warnings)
        self.left_out = LeftOut(table.file, self.header)
        self.plan = [(column, self.header.places.get(column.name)) for column in table.columns]
        self.keys: dict[tuple, int] = {}
        self.placeholders = count(-1, -1)

    def __iter__(self) -> Iterator[FileRow]:
        for line in self.lines:
            self.counts.rows += 1
            self.left_out.look(line.cells)
            row = self._row(line.number, line.cells)
            if row is None:
                self.counts.rejected += 1
            else:
                yield row
        self.report.caution(self.left_out.cautions())

    def reject(self, line: int, refusal: Refusal, column: str = "") -> None:
        self.report.reject(Rejection(self.table.file, line, refusal.column or column, refusal.code, refusal.message))

    def reject_row(self, row: FileRow, refusal: Refusal) -> None:
        """Take back a row that was read."""
        self.counts.rejected += 1
        self.reject(row.line, refusal)
        self._remember_refused(row.values)

    def _row(self, number: int, cells: list[str]) -> FileRow | None:
        if len(cells) > self.header.width:
            self.reject(
                number,
                Refusal(
                    "too_many_fields",
                    (
                        f"This row has {len(cells)} fields for {self.header.width} columns. Look for a separator "
                        "inside a text, and put the text in quotation marks."
                    ),
                ),
            )
            return None
        values, refused = self._values(number, cells)
        if refused:
            self._remember_refused(values)
            return None
        try:
            self.table.check(values, self.context)
            self.table.derive(values)
            self._once(values, number)
        except Refusal as refusal:
            self.reject(number, refusal)
            self._remember_refused(values)
            return None
        return FileRow(number, values)

    def _values(self, number: int, cells: list[str]) -> tuple[dict[str, Any], bool]:
        values, refused = {}, False
        for column, place in self.plan:
            cell = cells[place] if place is not None and place < len(cells) else ""
            try:
                values[column.attribute] = self._value(column, cell)
            except Refusal as refusal:
                self.reject(number, refusal, column.name)
                refused = True
        return values, refused

    def _value(self, column: FileColumn, cell: str) -> Any:
        value = column.read(cell, self.context) if cell else column.empty
        if column.required and (not cell or value == ()):
            raise Refusal("required", "This must be filled in.")
        return value

    def _once(self, values: dict[str, Any], number: int) -> None:
        key = self.table.key_of(values)
        first = self.keys.setdefault(key, number)
        if first != number:
            raise Refusal("duplicate", f"Line {first} has the same key. Keep one of the two rows.", self.table.columns[0].name)

    def _remember_refused(self, values: dict[str, Any]) -> None:
        """Let later files refer to a row that was refused for something else than its key, so that one fault is told once."""
        if self.table.lookup and all(attribute in values for attribute in self.table.key):
            key = self.table.key_of(values)
            self.context.known(self.table.lookup).setdefault(key if len(key) > 1 else key[0], next(self.placeholders))


def open_file(table: FileTable, data: bytes, context: Context, report: Report) -> FileReading | None:
    """The file, or ``None`` where it cannot be read at all (which is reported)."""
    try:
        return FileReading(table, data, context, report)
    except FileRefused as refused:
        report.files.setdefault(table.file, Counts())
        report.reject(*refused.rejections)
        return None


def rows_of(reading: FileReading) -> Iterator[FileRow]:
    """The rows, up to where the file cannot be read any further (which is reported)."""
    try:
        yield from reading
    except FileRefused as refused:
        reading.report.reject(*refused.rejections)
