"""One row instead of another, read and checked as a file would be."""

from dataclasses import dataclass

from governance.facts import Book
from governance.models import Fact
from tabular import Context, FileTable, Refusal, as_csv

from .reading import FileReading, FileRow, open_file, rows_of
from .records import stored_of
from .report import Report
from .writing import FactWriter

SAME = Refusal("unchanged", "This is what it says already. Change what was wrong.")
ANOTHER = Refusal("taken", "Another record says this already. Withdraw this one, or correct the other.")


@dataclass(frozen=True, slots=True)
class Typed:
    reading: FileReading
    row: FileRow


def read_one(table: FileTable, cells: dict[str, str], context: Context, report: Report) -> Typed | None:
    """What was typed for one row, as if it stood in a file; nothing where something of it is refused, which is reported."""
    names = [column.name for column in table.columns]
    data = as_csv(names, [[cells.get(name, "") for name in names]])
    reading = open_file(table, data, context, report)
    row = next(rows_of(reading), None) if reading else None
    return Typed(reading, row) if row else None


class Replacing(FactWriter):
    """A row that is written instead of ``old``: a correction where they have one key, else a withdrawal and a record at one
    instant."""

    def __init__(self, reading: FileReading, book: Book, context: Context, old: Fact):
        super().__init__(reading, book, context)
        self.old, self.before = old, stored_of(self.table, old)

    def write(self, row: FileRow, code: str, because: str) -> None:
        stored = self.stored([row])
        there = stored.get(self.table.key_of(row.values))
        stored = {key: values for key, values in stored.items() if values["pk"] != self.old.pk}
        if self._refused(row, there) or (self.table.once and not self._without_clashes([row], stored)):
            return
        new = self._record(row.values, self._all_of(self.old))
        if there is not None:
            self.book.supersede([(self.old, new)], because=because)
        else:
            new.place = new.corrects = None
            self.book.replace(self.old, new, code=code, because=because)
        self._write_lists(new, row)

    def _refused(self, row: FileRow, there: dict | None) -> bool:
        """Is it refused, which is reported?"""
        if there is not None and there["pk"] != self.old.pk:
            refusal = ANOTHER
        elif self.table.content_of(self.before) == self.table.content_of(row.values) and there is not None:
            refusal = SAME
        else:
            refusal = self.context.refuses(self.table, row, self.before)
        if refusal:
            self.reading.reject_row(row, refusal)
        return refusal is not None

    def _all_of(self, old: Fact) -> dict:
        return self.before | {"place": old.place} | {name: getattr(old, name) for name in self._besides}

    def _write_lists(self, new: Fact, row: FileRow) -> None:
        for child in self.table.children:
            self.book.record(
                child.model(**{child.parent: new.pk, child.member: member}, **child.fixed)
                for member in row.values[child.attribute]
            )
