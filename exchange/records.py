"""The facts about one person that are here, each as the row of a file that an import could bring: for putting them right one by
one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from governance.facts import lineage
from governance.models import Fact
from governance.withdrawing import REASONS, withdrawn
from people.labels import on_day
from people.models import Person, Service
from tabular import FileTable

from .preview import Names
from .scope import OneService
from .tables import TABLES

KINDS = {table.file.removesuffix(".csv").replace("_", "-"): table for table in TABLES if issubclass(table.model, Fact)}
"""The files of facts, by what they are called in an address."""

SAYS: dict[str, dict[str, str]] = {
    "posts": {"role": "{}", "service_id": "{}", "team_id": "{}", "fte_hundred_thousandths": "{} full-time equivalent"},
    "absences": {"kind": "{}"},
    "qualifications": {"qualification": "{}", "awarding_body": "{}"},
    "completions": {"course_id": "{}"},
    "registrations": {"body": "{}", "number": "number {}"},
    "sign-offs": {"competency": "{}", "level": "level {}", "signed_by_id": "signed by {}"},
    "observations": {"kind": "{} observed", "intervention": "{}", "observer": "by {}"},
    "approvals": {"kind": "{}", "approved_by_id": "given by {}"},
    "waivers": {"requirement": "{} waived", "granted_by_id": "by {}"},
    "allocations": {"kind": "{}", "supervisee_id": "for {}", "supervisor_id": "by {}"},
    "capacity": {"kind": "Job plan, {}", "minutes_per_week": "{} minutes a week", "max_supervisees": "{} people at most"},
    "sessions": {"kind": "{}", "minutes": "{} minutes", "facilitator_id": "led by {}"},
}
"""What a row says of itself on a page, beside its days."""

DAYS = {
    "qualifications": ("awarded_on", None),
    "completions": ("started_on", "completed_on"),
    "registrations": ("valid_from", "valid_to"),
    "sign-offs": ("signed_on", None),
    "observations": ("observed_on", None),
    "approvals": ("approved_on", "withdrawn_on"),
    "waivers": ("granted_on", "ends_on"),
    "sessions": ("held_on", None),
}
"""The columns of the first and the last day, where they are not those of every period."""


@dataclass(frozen=True, slots=True)
class ShownFact:
    """One fact in words. ``state`` says how it came to count no more, empty where it counts; ``refusal`` why the reader may not
    put it right."""

    kind: str
    row: Fact
    what: str
    when: str
    state: str = ""
    refusal: str = ""


def about(person: Person, kind: str, service: Service, by: Person, *, gone: bool = False) -> list[ShownFact]:
    """The facts of a kind about a person that count, or (``gone``) that were recorded in error, the latest first. A constant
    number of queries."""
    table = KINDS[kind]
    rows = table.model.objects.filter(_of(table, person))
    rows = list((rows.filter(void_code__in=REASONS) if gone else rows.live()).order_by("-pk"))
    context, stored = OneService(timezone.localdate(), service, by), stored_rows(table, rows)
    seen = [row for row in rows if context.sees(table, stored[row.pk])]
    names = Names.of(value for row in seen for value in stored[row.pk].values())
    return [
        show(kind, row, names, stored[row.pk], str(context.refuses_to_withdraw(table, stored[row.pk]) or "")) for row in seen
    ]


def show(
    kind: str, row: Fact, names: Names | None = None, values: dict[str, Any] | None = None, refusal: str = ""
) -> ShownFact:
    values = values or stored_of(KINDS[kind], row)
    names = names or Names.of(values.values())
    said = [
        words.format(names.show(name, values[name])) for name, words in SAYS[kind].items() if values[name] not in (None, "")
    ]
    start, finish = DAYS.get(kind, ("started_on", "finished_on"))
    days = [on_day(values[name]) for name in (start, finish) if name and values[name]]
    state = f"{REASONS[row.void_code]}: {row.void_reason}" if withdrawn(row) else ""
    what = ", ".join(said)
    return ShownFact(kind, row, what[:1].upper() + what[1:], " to ".join(days), state, refusal)


def stored_of(table: FileTable, row: Fact) -> dict[str, Any]:
    """A row as an import compares it."""
    return stored_rows(table, [row])[row.pk]


def stored_rows(table: FileTable, rows: Iterable[Fact]) -> dict[int, dict[str, Any]]:
    """Rows of one kind as an import compares them, by key. One query for each list in them."""
    rows = list(rows)
    stored = {
        row.pk: {"pk": row.pk, "recorded_in_id": row.recorded_in_id} | {name: getattr(row, name) for name in table.stored}
        for row in rows
    }
    ended = {row.pk: row.voided_at for row in rows}
    for values in stored.values():
        table.derive(values)
        values.update({child.attribute: [] for child in table.children})
    for child in table.children:
        members = child.model.objects.filter(**{f"{child.parent}__in": list(stored), **child.fixed}).order_by("pk")
        for parent, member, voided_at in members.values_list(child.parent, child.member, "voided_at"):
            if voided_at == ended[parent]:  # what ended with its row, or counts as it does
                stored[parent][child.attribute].append(member)
    return stored


def _of(table: FileTable, person: Person) -> Q:
    named = Q(*((name, person.pk) for name in table.model.about), _connector=Q.OR)
    for child in {child.model: child for child in table.children}.values():
        there = child.model.objects.filter(**{child.member: person.pk}).values(child.parent)
        named |= Q(pk__in=there)
    return named


def history(row: Fact) -> Iterable[Fact]:
    """Every row that ever stood in the place of one, in the order in which they were recorded."""
    return lineage(row).select_related("recorded_by", "voided_by").order_by("pk")
