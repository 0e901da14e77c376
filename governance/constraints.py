"""Promises that the database itself keeps, on SQLite and on PostgreSQL, declared on a model like any constraint.

Triggers go through the migration framework as constraints do, so that SQLite, which rebuilds a table to change it, makes
them anew with the table.
"""

from abc import ABC, abstractmethod

from django.conf import settings
from django.db import NotSupportedError
from django.db.backends.ddl_references import Statement, Table
from django.db.models.constraints import BaseConstraint


class DatabaseGuard(BaseConstraint, ABC):
    """A constraint made of statements of our own. Subclasses give the SQL for either engine."""

    @abstractmethod
    def sqlite(self, model) -> list[str]:
        """What makes it on SQLite; dropping the table undoes it."""

    @abstractmethod
    def postgresql(self, model) -> list[str]:
        """What makes it on PostgreSQL."""

    @abstractmethod
    def undo_postgresql(self, model) -> list[str]:
        """What takes it away there again."""

    def statements(self, model, schema_editor) -> list[str]:
        vendor = schema_editor.connection.vendor
        if vendor not in ("sqlite", "postgresql"):
            raise NotSupportedError(f"{vendor} is not a database this product keeps its promises on")
        return getattr(self, vendor)(model)

    def _run_later(self, model, schema_editor) -> None:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        for template in self.statements(model, schema_editor):
            schema_editor.deferred_sql.append(
                Statement(template.replace("%", "%%").replace("{table}", "%(table)s"), table=table)
            )

    def constraint_sql(self, model, schema_editor):
        """Nothing inside ``CREATE TABLE``: the statements run when the table is there, under its last name."""
        self._run_later(model, schema_editor)

    def create_sql(self, model, schema_editor):
        self._run_later(model, schema_editor)

    def remove_sql(self, model, schema_editor):
        table = schema_editor.quote_name(model._meta.db_table)
        if schema_editor.connection.vendor == "sqlite":
            return ""
        return "; ".join(statement.replace("{table}", table) for statement in self.undo_postgresql(model))

    def validate(self, model, instance, exclude=None, using=None):
        """The database checks; there is nothing to check before."""

    def __eq__(self, other):
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()


MERGED = 'EXISTS (SELECT 1 FROM "people_merge" m WHERE m."gone_id" = OLD."{column}" AND m."kept_id" = NEW."{column}")'
"""Two records of one person were merged: what named the one that is gone names the other from then on."""

DIFFERS = {"sqlite": 'NEW."{column}" IS NOT OLD."{column}"', "postgresql": 'NEW."{column}" IS DISTINCT FROM OLD."{column}"'}


def people_in(model) -> list[str]:
    """The columns of a model that name a person."""
    named = ((f.column, f.remote_field.model) for f in model._meta.concrete_fields if f.remote_field)
    return [column for column, to in named if getattr(to, "_meta", None) and to._meta.label == settings.AUTH_USER_MODEL]


def renamed(column: str, differs: str) -> str:
    """True where a column comes to name another person, and not because two records of one were merged."""
    return f"({differs.format(column=column)} AND NOT {MERGED.format(column=column)})"


class AppendOnly(DatabaseGuard):
    """Rows are added, never deleted or changed, but for the columns in ``except_for``, and those only while ``until`` is empty.

    With ``merges``, a column that names a person follows them when two records of theirs are merged; nothing else changes with
    it.
    """

    def __init__(self, *, name, except_for=(), until="", merges=False):
        super().__init__(name=name)
        self.except_for, self.until, self.merges = tuple(except_for), until, merges

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        kwargs |= {"except_for": self.except_for, "until": self.until} | ({"merges": True} if self.merges else {})
        return path, args, kwargs

    def _people(self, model) -> list[str]:
        return people_in(model) if self.merges else []

    def _refused(self, model, differs: str, fixed: str) -> str:
        """When an update is refused. ``fixed``: a column changed that never may."""
        people = self._people(model)
        tests = [fixed, *(renamed(column, differs) for column in people if column not in self.except_for)]
        if self.until:
            free = [renamed(c, differs) if c in people else differs.format(column=c) for c in self.except_for]
            followed = " OR ".join(differs.format(column=column) for column in people) or "1 = 0"
            tests.append(f'(OLD."{self.until}" IS NOT NULL AND ({" OR ".join([*free, f"NOT ({followed})"])}))')
        return " OR ".join(tests)

    def sqlite(self, model):
        differs, free = DIFFERS["sqlite"], {*self.except_for, *self._people(model)}
        columns = [f.column for f in model._meta.concrete_fields if f.column not in free]
        changed = self._refused(model, differs, " OR ".join(differs.format(column=column) for column in columns))
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.name}: rows are added, never changed or deleted'); END"
        return [
            f'CREATE TRIGGER "{self.name}_u" BEFORE UPDATE ON {{table}} WHEN {changed} {refuse}',
            f'CREATE TRIGGER "{self.name}_d" BEFORE DELETE ON {{table}} {refuse}',
        ]

    def postgresql(self, model):
        free = ", ".join(f"'{column}'" for column in dict.fromkeys((*self.except_for, *self._people(model))))
        kept = f" - ARRAY[{free}]::text[]" if free else ""
        changed = self._refused(model, DIFFERS["postgresql"], f"to_jsonb(NEW){kept} IS DISTINCT FROM to_jsonb(OLD){kept}")
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
            f"IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION '{self.name}: rows are added, never changed or deleted'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; "
            f"IF {changed} THEN"
            f" RAISE EXCEPTION '{self.name}: rows are added, never changed or deleted'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
            (
                f'CREATE TRIGGER "{self.name}_r" BEFORE UPDATE OR DELETE ON {{table}} FOR EACH ROW EXECUTE '
                f'FUNCTION "{self.name}"()'
            ),
            f'CREATE TRIGGER "{self.name}_t" BEFORE TRUNCATE ON {{table}} FOR EACH STATEMENT EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_postgresql(self, model):
        return [f'DROP TRIGGER "{self.name}_{kind}" ON {{table}}' for kind in "rt"] + [f'DROP FUNCTION "{self.name}"()']


class Fixed(DatabaseGuard):
    """A row is not changed or deleted any more ``once`` something is so: SQL about the row as it was, written ``{row}``.

    With ``grows`` false, no further row is added then either, judged by the row to be added. With ``merges``, an update that
    does nothing but have it name the record of a person that theirs was merged into is let through.
    """

    def __init__(self, *, name, once, grows=True, merges=False):
        super().__init__(name=name)
        self.once, self.grows, self.merges = once, grows, merges

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "once": self.once, "grows": self.grows} | ({"merges": True} if self.merges else {})

    def _events(self) -> list[tuple[str, str]]:
        return [("UPDATE", "OLD"), ("DELETE", "OLD"), *([] if self.grows else [("INSERT", "NEW")])]

    def _when(self, model, event: str, row: str, engine: str) -> str:
        once = self.once.replace("{row}", row)
        people = people_in(model) if self.merges and event == "UPDATE" else []
        if not people:
            return once
        differs = DIFFERS[engine]
        others = [f.column for f in model._meta.concrete_fields if f.column not in people]
        tests = [differs.format(column=column) for column in others] + [renamed(column, differs) for column in people]
        tests.append(f"NOT ({' OR '.join(differs.format(column=column) for column in people)})")
        return f"({once}) AND ({' OR '.join(tests)})"

    def sqlite(self, model):
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.name}: this is fixed'); END"
        return [
            f'CREATE TRIGGER "{self.name}_{event[0].lower()}" BEFORE {event} ON {{table}}'
            f" WHEN {self._when(model, event, row, 'sqlite')} {refuse}"
            for event, row in self._events()
        ]

    def postgresql(self, model):
        tests = " ".join(
            f"IF TG_OP = '{event}' THEN IF {self._when(model, event, row, 'postgresql')}"
            f" THEN RAISE EXCEPTION '{self.name}: this is fixed'"
            f" USING ERRCODE = 'integrity_constraint_violation'; END IF; END IF;"
            for event, row in self._events()
        )
        events = " OR ".join(event for event, _ in self._events())
        return [
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {tests}'
            f" IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
            f'CREATE TRIGGER "{self.name}_r" BEFORE {events} ON {{table}} FOR EACH ROW EXECUTE FUNCTION "{self.name}"()',
        ]

    def undo_postgresql(self, model):
        return [f'DROP TRIGGER "{self.name}_r" ON {{table}}', f'DROP FUNCTION "{self.name}"()']


class NoOverlap(DatabaseGuard):
    """No two live rows that agree in the columns of ``same`` cover one day.

    ``start`` and ``finish`` are columns with an inclusive, possibly empty, end; ``nullable`` those of ``same`` that may be
    empty, which agree if both are. A row with a ``voided_at`` covers nothing.
    """

    def __init__(self, *, name, same, start="started_on", finish="finished_on", nullable=()):
        super().__init__(name=name)
        self.same, self.start, self.finish, self.nullable = tuple(same), start, finish, tuple(nullable)

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, {**kwargs, "same": self.same, "start": self.start, "finish": self.finish, "nullable": self.nullable}

    def sqlite(self, model):
        agree = " AND ".join(f'"{column}" IS NEW."{column}"' for column in self.same)
        clash = (
            f'NEW."voided_at" IS NULL AND EXISTS (SELECT 1 FROM {{table}} WHERE {agree} AND "voided_at" IS NULL'
            f' AND "{self.start}" <= COALESCE(NEW."{self.finish}", \'9999-12-31\')'
            f' AND COALESCE("{self.finish}", \'9999-12-31\') >= NEW."{self.start}")'
        )
        return [
            f'CREATE TRIGGER "{self.name}" BEFORE INSERT ON {{table}} WHEN {clash}'
            f" BEGIN SELECT RAISE(ABORT, '{self.name}: these days are taken'); END"
        ]

    def postgresql(self, model):
        columns = (f'(COALESCE("{column}", 0))' if column in self.nullable else f'"{column}"' for column in self.same)
        agree = ", ".join(f"{column} WITH =" for column in columns)
        return [
            f'ALTER TABLE {{table}} ADD CONSTRAINT "{self.name}" EXCLUDE USING gist'
            f' ({agree}, daterange("{self.start}", "{self.finish}", \'[]\') WITH &&) WHERE ("voided_at" IS NULL)'
        ]

    def undo_postgresql(self, model):
        return [f'ALTER TABLE {{table}} DROP CONSTRAINT "{self.name}"']
