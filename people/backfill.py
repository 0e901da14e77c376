"""What migrations fill in of rows that were recorded before a row said which one it corrects, and which service recorded it.

A migration calls these between taking the guards of its tables away and putting them back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from .belonging import DAYS, Workplaces

CHUNK = 2000
CORRECTED = """
UPDATE {table} SET corrects = (
  SELECT MAX(o.id) FROM {table} o WHERE o.id < {table}.id AND (o.place = {table}.place OR o.id = {table}.place)
) WHERE place IS NOT NULL
"""


def filled(app: str, facts: dict[str, tuple[str, ...]], records: dict[str, tuple[str, ...]] | None = None) -> Callable:
    """A migration's function. ``facts``: by model the columns that name whom a row is about, most important first; ``records``:
    the same of models that have a ``service``."""

    def fill(apps, schema_editor) -> None:
        for name, people in facts.items():
            model = apps.get_model(app, name)
            schema_editor.execute(CORRECTED.format(table=schema_editor.quote_name(model._meta.db_table)))
            if people:
                _services(model, people, "recorded_in_id")
        for name, people in (records or {}).items():
            _services(apps.get_model(app, name), people, "service_id")
        settle(schema_editor)

    return fill


def settle(schema_editor) -> None:
    """Have PostgreSQL check now what it would check at the end, so that tables can be altered again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        schema_editor.execute("SET CONSTRAINTS ALL DEFERRED")


def _services(model, people: tuple[str, ...], column: str) -> None:
    keys = list(model.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = list(model.objects.filter(pk__in=keys[start : start + CHUNK]))
        for service, some in _by_service(rows, people).items():
            model.objects.filter(pk__in=some).update(**{column: service})


def _by_service(rows: Iterable, people: tuple[str, ...]) -> dict[int, list[int]]:
    about = {row.pk: [key for name in people if (key := getattr(row, name)) is not None] for row in rows}
    places = Workplaces(key for keys in about.values() for key in keys)
    by_service: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        service = getattr(row, "service_id", None) or places.shared(about[row.pk], _day(row))
        if service is not None:
            by_service[service].append(row.pk)
    return by_service


def _day(row) -> date:
    """The day of a row: its own, or that on which it was written."""
    own = next((day for name in DAYS if isinstance(day := getattr(row, name, None), date)), None)
    written = ("asked_at", "proposed_at", "drafted_at", "recorded_at", "at")
    return own or next(getattr(row, name).date() for name in written if getattr(row, name, None))
