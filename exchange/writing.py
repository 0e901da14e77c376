"""From rows to records, staged: what is new, what corrects a row that is there, and what is there already."""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property, partial
from itertools import islice
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import Model

from governance.facts import OF_THE_ROW, Book
from governance.models import Fact
from governance.ready import Keys
from people.models import FormerNumber, Person
from tabular import FileTable, Refusal
from training.models import Completion, Course

from .reading import FileReading, FileRow
from .references import remember
from .report import ValueCorrection
from .scope import ELSEWHERE, Scope
from .staged import Staged

BATCH = 5000
BECAUSE = "Corrected by an import."


class Writer(ABC):
    """Stages the rows of one file. With rejections anywhere, rows are only compared: nothing of the import will stay."""

    def __init__(self, reading: FileReading, book: Staged, context: Scope):
        self.reading, self.book, self.context = reading, book, context
        self.table: FileTable = reading.table

    @property
    def writes(self) -> bool:
        return not self.reading.report.rejected

    def write(self, rows: Iterator[FileRow]) -> None:
        size = None if self.table.once or self.table.lookup else BATCH
        while batch := list(islice(rows, size)):
            self._write(batch)

    @abstractmethod
    def _write(self, batch: list[FileRow]) -> None:
        """Write some rows, and count them."""

    def sort(self, batch: list[FileRow], stored: dict[tuple, Any]) -> Iterator[tuple[FileRow, Any]]:
        """Each row that is new (with ``None``) or differs (with the stored record's dictionary); the others are only
        counted."""
        counts = self.reading.counts
        for row in batch:
            before = stored.get(self.table.key_of(row.values))
            if before is not None and not self.context.sees(self.table, before):
                self.reading.reject_row(row, ELSEWHERE)
                continue
            old, new = before and self.table.content_of(before), self.table.content_of(row.values)
            if old == new:
                counts.unchanged += 1
            elif refusal := self.context.refuses(self.table, row, before):
                self.reading.reject_row(row, refusal)
            elif before is None:
                counts.created += 1
                yield row, None
            else:
                counts.updated += 1
                self._tell(row, old, new)
                yield row, before

    def _tell(self, row: FileRow, old: dict[str, Any], new: dict[str, Any]) -> None:
        report, finish = self.reading.report, self.table.period[1]
        for attribute, after in new.items():
            if old[attribute] != after:
                report.correct(ValueCorrection(self.table.file, row.line, attribute, old[attribute], after))
        if finish in new and old[finish] is None and new[finish] is not None:
            report.ended[self.table.file] = report.ended.get(self.table.file, 0) + 1


class ReferenceWriter(Writer):
    """Services, teams, people and courses: changed in place, and learnt for the files that refer to them."""

    def _write(self, batch: list[FileRow]) -> None:
        model, table = self.table.model, self.table
        sorted_out = list(self.sort(batch, self.context.looked.up(self._stored)))
        new = [self._new(row.values) for row, before in sorted_out if before is None]
        changed = [
            (before, model(pk=before["pk"], **self._columns(row.values))) for row, before in sorted_out if before is not None
        ]
        learnt = self.context.known(table.lookup)
        for record in new:
            key = tuple(getattr(record, attribute) for attribute in table.key)
            learnt[key if len(key) > 1 else key[0]] = next(self.reading.placeholders)
        if self.writes:
            self.book.bring(model, new, [record for _, record in changed], partial(self._save_all, new, changed))
            if model is Course:
                self.book.touch(Course, self.context.looked.up(partial(_takers, [record.pk for _, record in changed])))

    def _stored(self) -> dict[tuple, dict[str, Any]]:
        rows = self.table.model.objects.filter(withdrawn_at=None).values("pk", *self.table.stored)
        return {self.table.key_of(values): values for values in rows}

    def _save_all(self, new: list[Model], changed: list[tuple[dict[str, Any], Model]], book: Book, keys: Keys) -> None:
        records = [record for _, record in changed]
        for record in (*new, *records):
            keys.settle(record)
        self._save(new, records)
        remember(changed, self.table.stored, book)

    def _withdrawn(self) -> dict[tuple, int]:
        """Those that were recorded in error, by key: one that is brought again is there again."""
        gone = self.table.model.objects.exclude(withdrawn_at=None).values("pk", *self.table.key)
        return {self.table.key_of(values): values["pk"] for values in gone}

    def _columns(self, values: dict[str, Any]) -> dict[str, Any]:
        return {attribute: values[attribute] for attribute in self.table.stored}

    def _new(self, values: dict[str, Any]):
        record = self.table.model(**self._columns(values))
        if isinstance(record, Person):
            record.password = make_password(None)
        return record

    def _save(self, new: list, changed: list) -> None:
        model = self.table.model
        again = self._withdrawn()
        for record in new:
            record.pk = again.get(tuple(getattr(record, attribute) for attribute in self.table.key))
        model.objects.bulk_create([record for record in new if record.pk is None], batch_size=BATCH)
        changed = [*changed, *(record for record in new if record.pk in again.values())]
        if changed:
            fields = [attribute for attribute in self.table.stored if attribute not in self.table.key]
            model.objects.bulk_update(changed, [*fields, "withdrawn_at"], batch_size=500)


def _takers(courses: list[int]) -> set[int]:
    """Who has taken one of the courses."""
    return set(Completion.objects.filter(course__in=courses).values_list("person_id", flat=True))


class PersonWriter(ReferenceWriter):
    """People, whose e-mail addresses are theirs alone."""

    def sort(self, batch, stored):
        claimed = dict(self.context.looked.up(_owners))
        batch = [row for row in batch if not self._former(row)]
        return super().sort([row for row in batch if self._own_email(row, claimed)], stored)

    def _former(self, row: FileRow) -> bool:
        """Is it a number of somebody who has another one now? Then the row says nothing new of them."""
        known = self.table.key_of(row.values)[0] in self._former_numbers
        self.reading.counts.unchanged += known
        return known

    @cached_property
    def _former_numbers(self) -> set[str]:
        return self.context.looked.up(lambda: set(FormerNumber.objects.values_list("number", flat=True)))

    def _save(self, new: list, changed: list) -> None:
        """Whoever signed in with an address that is no longer theirs does so with the new one from now on."""
        super()._save(new, changed)
        EmailAddress.objects.filter(user__in=changed).delete()

    def _own_email(self, row: FileRow, claimed: dict[str, tuple]) -> bool:
        key = self.table.key_of(row.values)
        if claimed.setdefault(row.values["email"].casefold(), key) == key:
            return True
        message = "Another person has this e-mail address. Give each person their own. To pass an address on, use two imports."
        self.reading.reject_row(row, Refusal("email_taken", message, "email"))
        return False


def _owners() -> dict[str, tuple[str] | int]:
    """Whose each e-mail address is: their number, or the key of who has none."""
    owners = Person.objects.filter(withdrawn_at=None).values_list("email", "employee_number", "pk")
    return {email.casefold(): (number,) if number else pk for email, number, pk in owners}


class FactWriter(Writer):
    """Facts: recorded, or superseded by a correction in their place."""

    def _write(self, batch: list[FileRow]) -> None:
        stored = self.stored(batch)
        if self.table.once:
            batch = self._without_clashes(batch, stored)
        sorted_out = list(self.sort(batch, stored))
        if not self.writes:
            return
        self._void([before for _, before in sorted_out if before is not None])
        records = self.book.record(self._record(row.values, before) for row, before in sorted_out)
        for child in self.table.children:
            self.book.record(
                child.model(**{child.parent: record.pk, child.member: member}, **child.fixed)
                for record, (row, _) in zip(records, sorted_out, strict=True)
                for member in row.values[child.attribute]
            )

    def _record(self, values: dict[str, Any], before: dict[str, Any] | None) -> Fact:
        """A correction keeps what the file has no column for."""
        kept = {attribute: before[attribute] for attribute in self._besides} if before is not None else {}
        record = self.table.model(**kept, **{attribute: values[attribute] for attribute in self.table.stored})
        if before is not None:
            record.place, record.corrects = before["place"] or before["pk"], before["pk"]
        return record

    @cached_property
    def _besides(self) -> list[str]:
        names = [field.attname for field in self.table.model._meta.concrete_fields]
        return [name for name in names if name not in self.table.stored and name not in OF_THE_ROW]

    def stored(self, batch: list[FileRow]) -> dict[tuple, dict[str, Any]]:
        """The live rows that could have the keys of the batch, by key."""
        first = self.table.key[0]
        wanted = list({row.values[first] for row in batch})
        self.context.looked.up(partial(self._there, wanted))
        known: dict[tuple, dict[str, Any]] = {}
        for start in range(0, len(wanted), BATCH):
            live = self.table.model.objects.live().filter(**{f"{first}__in": wanted[start : start + BATCH]})
            for values in live.values("pk", "place", *self.table.stored, *self._besides):
                self.table.derive(values)
                known[self.table.key_of(values)] = values
        self._add_children(known.values())
        return known

    def _there(self, wanted: list[Any]) -> list[list[int]]:
        """The keys of the live rows that could have the keys of a batch, and of what belongs to them: they are all that can
        change."""
        rows = self._live(self.table.model, self.table.key[0], wanted)
        return [rows, *(self._live(child.model, child.parent, rows) for child in self.table.children)]

    @staticmethod
    def _live(model: type[Fact], column: str, values: list[Any]) -> list[int]:
        keys: list[int] = []
        for start in range(0, len(values), BATCH):
            rows = model.objects.live().filter(**{f"{column}__in": values[start : start + BATCH]})
            keys += rows.order_by("pk").values_list("pk", flat=True)
        return keys

    def _add_children(self, children: Iterable[dict[str, Any]]) -> None:
        by_key = {values["pk"]: values for values in children}
        for child in self.table.children:
            for values in by_key.values():
                values[child.attribute] = []
            keys = list(by_key)
            for start in range(0, len(keys), BATCH):
                rows = child.model.objects.live().filter(**{f"{child.parent}__in": keys[start : start + BATCH]}, **child.fixed)
                for parent, member in rows.values_list(child.parent, child.member):
                    by_key[parent][child.attribute].append(member)

    def _void(self, stored: list[dict[str, Any]]) -> None:
        if not stored:
            return
        self.book.void([self.table.model(pk=v["pk"], **{a: v[a] for a in self.table.stored}) for v in stored], because=BECAUSE)

    def _without_clashes(self, batch: list[FileRow], stored: dict[tuple, dict[str, Any]]) -> list[FileRow]:
        """The rows whose period overlaps no other of the same ``once``, stored or earlier in the file."""
        mine = {self.table.key_of(row.values) for row in batch}
        taken: dict[tuple, list[tuple[date, date, Refusal]]] = defaultdict(list)
        for key, values in stored.items():
            if key not in mine:
                seen = self.context.sees(self.table, values)
                taken[self._group(values)].append((*self._days(values), self._overlap() if seen else ELSEWHERE))
        kept = []
        for row in batch:
            start, finish = self._days(row.values)
            others = taken[self._group(row.values)]
            clash = next((other for other in others if other[0] <= finish and start <= other[1]), None)
            if clash:
                self.reading.reject_row(row, clash[2])
            else:
                others.append((start, finish, self._overlap(row.line)))
                kept.append(row)
        return kept

    def _group(self, values: dict[str, Any]) -> tuple:
        return tuple(values[attribute] for attribute in self.table.once)

    def _days(self, values: dict[str, Any]) -> tuple[date, date]:
        start, finish = self.table.period
        return values[start], values[finish] or date.max

    def _overlap(self, line: int | None = None) -> Refusal:
        other = f"the one on line {line}" if line else "one that is already here"
        message = f"This {self.table.noun[0]} overlaps {other}. End one before the other starts."
        return Refusal("overlap", message, self.table.period[0])


def writer_for(reading: FileReading, book: Staged, context: Scope) -> Writer:
    model = reading.table.model
    kind = FactWriter if issubclass(model, Fact) else PersonWriter if model is Person else ReferenceWriter
    return kind(reading, book, context)
