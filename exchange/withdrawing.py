"""Files whose rows are taken back as recorded in error: each names by its key what is here."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction

from governance.facts import Book, Overtaken
from governance.models import Fact
from governance.withdrawing import BY_FILE
from tabular import Context, FileColumn, FileTable, Refusal

from . import references
from .reading import FileReading, FileRow
from .writing import BATCH, FactWriter

NOT_HERE = Refusal(
    "not_here", "Nothing that counts has this key. It may be withdrawn already: take the row out, or correct it."
)
NO_ROOM = Refusal(
    "taken",
    (
        "What stood there before would count again, and something else takes its days or its place now. Withdraw "
        "or correct that too."
    ),
)
Stored = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """A column of the key: what names nothing that is known names nothing that is here."""

    column: FileColumn

    def __call__(self, cell: str, context: Context) -> Any:
        try:
            return self.column.read(cell, context)
        except Refusal as refusal:
            raise NOT_HERE if refusal.code.startswith("unknown_") else refusal from None


def left_aside(cell: str, context: Context) -> None:
    """What a row says beyond its key may be empty, and is not looked at."""


def by_key(table: FileTable) -> FileTable:
    """The same file, of which only the columns of the key are read."""

    def check(row: Stored, context: Context) -> None:
        if table.keyed_by and not (row["started_on"] or row["completed_on"]):
            raise Refusal("required", "This must be filled in.", "started_on")

    columns = tuple(
        replace(column, read=Named(column))
        if column.name in table.key_columns
        else FileColumn(column.name, column.attribute, left_aside)
        for column in table.columns
    )
    return replace(table, columns=columns, check=check)


class Withdrawing(ABC):
    """The taking back of the rows of one file. With rejections anywhere, they are only looked for."""

    def __init__(self, table: FileTable, reading: FileReading, book: Book, context: Context, because: str):
        self.table, self.reading, self.book, self.context, self.because = table, reading, book, context, because

    def write(self, rows: Iterator[FileRow]) -> None:
        while batch := list(islice(rows, BATCH)):
            stored = self._stored(batch)
            taken = [fact for row in batch if (fact := self._taken(row, stored.get(self.table.key_of(row.values))))]
            self.reading.counts.withdrawn += len(taken)
            if taken and not self.reading.report.rejected:
                self._carry_out(taken, {self.table.key_of(row.values): row for row in batch})

    def _carry_out(self, taken: list[Stored], rows: dict[tuple, FileRow]) -> None:
        """Take it back, all at once. Where the database lets nothing stand again in some place, find out of which rows."""
        try:
            with transaction.atomic():
                return self._withdraw(taken)
        except IntegrityError:
            pass
        for stored in taken:
            try:
                with transaction.atomic():
                    self._withdraw([stored])
            except (IntegrityError, Overtaken):
                self.reading.counts.withdrawn -= 1
                self.reading.reject_row(rows[self.table.key_of(stored)], NO_ROOM)

    def _taken(self, row: FileRow, stored: Stored | None) -> Stored | None:
        """What the row names, if it is taken back."""
        if stored is None or not self.context.sees(self.table, stored):
            refusal = NOT_HERE
        else:
            refusal = self.context.refuses_to_withdraw(self.table, stored) or self._rests_on(stored)
        if refusal:
            self.reading.reject_row(row, refusal)
        return None if refusal else stored

    def _rests_on(self, stored: Stored) -> Refusal | None:
        """Why a record cannot be taken away from under what rests on it; facts rest on nothing that could not do without
        them."""
        return None

    @abstractmethod
    def _stored(self, batch: list[FileRow]) -> dict[tuple, Stored]:
        """What is here, by key."""

    @abstractmethod
    def _withdraw(self, taken: list[Stored]) -> None:
        """Take it back."""


class WithdrawingFacts(Withdrawing):
    def _stored(self, batch: list[FileRow]) -> dict[tuple, Stored]:
        return FactWriter(self.reading, self.book, self.context).stored(batch)

    def _rests_on(self, stored: Stored) -> Refusal | None:
        """A post that stands again may let somebody see a whole service."""
        return self.context.refuses_again(self.table, stored)

    def _withdraw(self, taken: list[Stored]) -> None:
        rows = self.table.model.objects.in_bulk([stored["pk"] for stored in taken])
        self.book.withdraw([rows[stored["pk"]] for stored in taken], code=BY_FILE, because=self.because)


class WithdrawingReferences(Withdrawing):
    """Services, teams, people and courses, which are changed in place: what stood there before stands again, or they are
    gone."""

    def _stored(self, batch: list[FileRow]) -> dict[tuple, Stored]:
        rows = self.table.model.objects.filter(withdrawn_at=None).values("pk", *self.table.stored)
        return {self.table.key_of(stored): stored for stored in rows}

    def _rests_on(self, stored: Stored) -> Refusal | None:
        record = self.table.model.objects.get(pk=stored["pk"])
        if references.last_change(record):
            return None
        words = references.rests_on(record)
        return Refusal("in_use", f"{words} Withdraw that first, or in the same folder.") if words else None

    def _withdraw(self, taken: list[Stored]) -> None:
        for stored in taken:
            references.withdraw(self.table.model.objects.get(pk=stored["pk"]), self.book)


def withdrawing(table: FileTable, reading: FileReading, book: Book, context: Context, because: str) -> Withdrawing:
    kind = WithdrawingFacts if issubclass(table.model, Fact) else WithdrawingReferences
    return kind(table, reading, book, context, because)
