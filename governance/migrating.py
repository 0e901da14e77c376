"""Changing tables whose rows the database does not let anybody change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.migrations.operations.base import Operation
from django.db.models import PROTECT, BigIntegerField, CharField, Field, ForeignKey
from django.db.models.constraints import BaseConstraint

from .constraints import AppendOnly


@dataclass(frozen=True)
class Changed:
    """Of one model: the ``guard`` that takes the place of the one of its name, and new nullable (or empty) ``fields`` by name."""

    guard: BaseConstraint | None = None
    fields: Mapping[str, Field] = field(default_factory=dict)


class UnderGuards(Operation):
    """Add columns to guarded tables, ``fill`` them while the guards are away, and put the guards back, for all models of an app at once:
    one after the other, each step would have the whole state of the project put together anew."""

    reversible = False

    def __init__(self, models: Mapping[str, Changed], fill: Callable | None = None):
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
            if guard := changed.guard:
                others = [one for one in model.options["constraints"] if one.name != guard.name]
                model.options["constraints"] = [*others, guard]
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
                schema_editor._remake_table(model)  # as it shall be, once: its triggers come with it
            elif changed.guard:
                schema_editor.add_constraint(model, changed.guard)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        raise NotImplementedError("Guards are not taken back.")

    @staticmethod
    def _on_postgresql(schema_editor, before, after, changed: Changed) -> None:
        if changed.guard:
            old = next(one for one in before._meta.constraints if one.name == changed.guard.name)
            schema_editor.remove_constraint(before, old)
        for name in changed.fields:
            schema_editor.add_field(before, after._meta.get_field(name))

    @staticmethod
    def _on_sqlite(schema_editor, before, after, changed: Changed) -> None:
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


def withdrawable(app: str, *names: str) -> dict[str, Changed]:
    """Facts of an app, as they came to say what they correct, where they were recorded, and how they were voided."""
    voided = ("voided_at", "voided_by_id", "void_code", "void_reason")
    return {
        name: Changed(
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


def guarded(**names: str) -> dict[str, Changed]:
    """Other rows that are only added, by the names of their guards: they come to follow a person whose records are merged."""
    return {model: Changed(AppendOnly(name=name, merges=True)) for model, name in names.items()}
