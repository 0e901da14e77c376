"""New rows of one kind, made ready beside the database, which is then held only for as long as they take to go in.

Asking each field of a row for what the database keeps of it takes some ten times as long as writing it down. A row that is not
there yet is referred to by a key below zero: the nth new record of its kind by -n.
"""

import pickle
from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, Model

from .models import Fact


class Keys(dict[type[Model], Sequence[int]]):
    """The keys that new records have been given, by kind and in their order."""

    def real(self, model: type[Model], key: int | None) -> int | None:
        """Worked example: with ``{Post: [71, 72]}`` the key -2 of a post is 72, and 5 is 5."""
        return self[model][-key - 1] if key is not None and key < 0 else key

    def settle(self, record: Model) -> None:
        """Have a record refer to others by the keys that they have been given."""
        for field in _links(record):
            setattr(record, field.attname, self.real(field.related_model, getattr(record, field.attname)))


def _links(model: type[Model] | Model) -> list[Field]:
    return [field for field in model._meta.concrete_fields if field.many_to_one]


def reserve(model: type[Model], count: int) -> Sequence[int]:
    """Reserve so many keys that no other record of the kind will have."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, column, count])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or [0])[0]
        return range(last + 1, last + count + 1)


class ReadyRows:
    """What the database is to keep of new rows of a kind, in their order, in a temporary file without a name."""

    def __init__(self, model: type[Fact]):
        self.model, self.count, self._batches = model, 0, 0
        self._fields = model._meta.concrete_fields
        self._file = TemporaryFile()  # noqa: SIM115 (goes with the rows)

    def add(self, rows: Sequence[Fact]) -> None:
        """Make rows ready, and give each its key below zero."""
        for number, row in enumerate(rows, self.count + 1):
            row.pk = -number
        database = connections[DEFAULT_DB_ALIAS]
        kept = [[field.get_db_prep_save(getattr(row, field.attname), database) for field in self._fields] for row in rows]
        pickle.dump(kept, self._file, pickle.HIGHEST_PROTOCOL)
        self.count, self._batches = self.count + len(rows), self._batches + 1

    def save(self, keys: Keys, *, recorded_in_id: Sequence[int | None], **same: Any) -> None:
        """Write them down under the ``keys`` that they and others were given, each in its service; the ``same`` columns are so
        in all."""
        rows = self._settled(keys, recorded_in_id, same)
        columns = ", ".join(connection.ops.quote_name(field.column) for field in self._fields)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                holes = ", ".join(["%s"] * len(self._fields))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({holes})", rows)

    def _settled(self, keys: Keys, services: Sequence[int | None], same: dict[str, Any]) -> Iterator[list[Any]]:
        places = {field.attname: place for place, field in enumerate(self._fields)}
        fixed = [(places[name], self._fields[places[name]].get_db_prep_save(value, connection)) for name, value in same.items()]
        links = [(places[f.attname], keys[f.related_model]) for f in _links(self.model) if f.related_model in keys]
        links.append((places[self.model._meta.pk.attname], keys[self.model]))
        place_of_service, service = places["recorded_in_id"], iter(services)
        for row in self._read():
            for place, given in links:
                if (key := row[place]) is not None and key < 0:
                    row[place] = given[-key - 1]
            for place, value in fixed:
                row[place] = value
            row[place_of_service] = next(service)
            yield row

    def _read(self) -> Iterator[list[Any]]:
        self._file.seek(0)
        for _ in range(self._batches):
            yield from pickle.load(self._file)
