"""Changing tables whose rows the database does not let anybody change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.migrations.operations.base import Operation
from django.db.models import PROTECT, BigIntegerField, CharField, CheckConstraint, Field, ForeignKey
from django.db.models.constraints import BaseConstraint

from .constraints import AppendOnly


@dataclass(frozen=True)
class ModelChange:
    """The changes of one model: the ``guard``, and the ``check``, that take the place of the one of their name; new ``fields``
    by name, which are empty until they are filled; and those that are ``gone`` then."""

    guard: BaseConstraint | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)
    gone: Sequence[str] = ()
    check: CheckConstraint | None = None

    @property
    def constraints(self) -> list[BaseConstraint]:
        return [one for one in (self.guard, self.check) if one is not None]


class UnderGuards(Operation):
    """Add columns to guarded tables, ``fill`` them while the guards are away, and put the guards back, for all models of an app
    at once: one after the other, each step would have the whole state of the project put together anew."""

    reversible = False

    def __init__(self, models: Mapping[str, ModelChange], fill: Callable | None = None):
        self.models, self.fill = dict(models), fill

    def deconstruct(self):
        return type(self).__name__, [self.models, self.fill], {}

    def describe(self) -> str:
        return f"Change under their guards: {', '.join(self.models)}"

    def state_forwards(self, app_label, state) -> None:
        for name, changed in self.models.items():
            model = state.models[app_label, name.lower()]
            for column, added in changed.fields.items():
                model.fields[column] = added
            for column in changed.gone:
                del model.fields[column]
            for made in changed.constraints:
                others = [one for one in model.options["constraints"] if one.name != made.name]
                model.options["constraints"] = [*others, made]
        state.reload_models([(app_label, name.lower()) for name in self.models], delay=False)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        change = getattr(self, f"_on_{schema_editor.connection.vendor}")
        for name, changed in self.models.items():
            change(schema_editor, from_state.apps.get_model(app_label, name), to_state.apps.get_model(app_label, name), changed)
        if self.fill:
            self.fill(to_state.apps, schema_editor)
        for name, changed in self.models.items():
            model = to_state.apps.get_model(app_label, name)
            if schema_editor.connection.vendor == "sqlite":
                self._remade(schema_editor, model)
            else:
                self._finished(schema_editor, from_state.apps.get_model(app_label, name), model, changed)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        raise NotImplementedError("Guards are not taken back.")

    @staticmethod
    def _remade(schema_editor, model) -> None:
        """Remake the table as it shall be, once: its triggers come with it. Triggers of other tables that ask this one are not
        looked at while it is away."""
        schema_editor.execute("PRAGMA legacy_alter_table = ON")
        schema_editor._remake_table(model)
        schema_editor.execute("PRAGMA legacy_alter_table = OFF")

    @staticmethod
    def _on_postgresql(schema_editor, before, after, changed: ModelChange) -> None:
        for made in changed.constraints:
            old = next(one for one in before._meta.constraints if one.name == made.name)
            schema_editor.remove_constraint(before, old)
        for name in changed.fields:
            schema_editor.add_field(before, _empty(after, name))

    @staticmethod
    def _finished(schema_editor, before, after, changed: ModelChange) -> None:
        for name in changed.fields:
            schema_editor.alter_field(after, _empty(after, name), after._meta.get_field(name))
        for name in changed.gone:
            schema_editor.remove_field(before, before._meta.get_field(name))
        for made in changed.constraints:
            schema_editor.add_constraint(after, made)

    @staticmethod
    def _on_sqlite(schema_editor, before, after, changed: ModelChange) -> None:
        table = after._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            triggers = [name for (name,) in cursor.fetchall()]
        for trigger in triggers:
            schema_editor.execute(f"DROP TRIGGER {schema_editor.quote_name(trigger)}")
        for name in changed.fields:
            column = after._meta.get_field(name)
            kind, empty = column.db_type(schema_editor.connection), "" if column.null else " DEFAULT ''"
            added = f"{schema_editor.quote_name(column.column)} {kind}{empty}"
            schema_editor.execute(f"ALTER TABLE {schema_editor.quote_name(table)} ADD COLUMN {added}")


def _empty(model, name: str) -> Field:
    """A field of a model as it is before it is filled: words are empty, all else is null."""
    field = model._meta.get_field(name)
    if field.null or field.has_default():
        return field
    empty = field.clone()
    empty.null, empty.model = True, model
    empty.set_attributes_from_name(name)
    return empty


def withdrawable(app: str, *names: str) -> dict[str, ModelChange]:
    """Facts of an app, as they came to say what they correct, where they were recorded, and how they were voided."""
    voided = ("voided_at", "voided_by_id", "void_code", "void_reason")
    return {
        name: ModelChange(
            AppendOnly(name=f"{app}_{name.lower()}_is_a_fact", except_for=voided, until="voided_at", merges=True), _columns()
        )
        for name in names
    }


def _columns() -> dict[str, Field]:
    to_service = {"to": settings.SERVICE_MODEL, "on_delete": PROTECT, "null": True, "related_name": "+", "db_index": False}
    return {
        "corrects": BigIntegerField(null=True),
        "recorded_in": ForeignKey(**to_service),
        "void_code": CharField(max_length=16, blank=True, default=""),
        "voided_by": ForeignKey(**to_service | {"to": settings.AUTH_USER_MODEL}),
    }


def guarded(**names: str) -> dict[str, ModelChange]:
    """Other rows that are only added, by the names of their guards: they come to follow a person whose records are merged."""
    return {model: ModelChange(AppendOnly(name=name, merges=True)) for model, name in names.items()}
