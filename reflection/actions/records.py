"""Writing for oneself. A draft is kept while it is typed; a second tab never writes over the first."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.locks import hold
from people.models import Person
from people.rules.period import add_months

from ..models import Record, Reminder, Tool
from ..rules.sharing import REMINDERS
from ..rules.words import MEASURE

LONGEST = 20_000
"""Characters in one field."""


class ChangedElsewhere(Refused):
    """Somebody else's tab, or one's own, kept something since this one was opened. ``there``: what stands there now."""

    def __init__(self, record: Record, there: Mapping[str, str]):
        super().__init__("This was changed in another tab or on another device since you opened it here.")
        self.record, self.there = record, there


@governed(Action.KEEP_REFLECTION, on="person", in_private=True)
def keep_draft(
    *, person: Person, tool: Tool, name: UUID, revision: int, on: date, typed: Mapping[str, str], by
) -> Record:  # fmt: skip
    """Keep what somebody has typed so far, as it is. ``name`` is the record's, ``revision`` the one they saw (0: none yet).

    What was finished before stays as it was for whoever may read it, its day too. Kept twice, it is kept once. Raises
    ``ChangedElsewhere``, or ``Refused`` where it may be about a patient.
    """
    _look_through(typed.values())
    hold(person)
    record, content = _held(person, tool, name, on)
    if record.revision != revision:
        if content.get("typed") == dict(typed):
            return record
        raise ChangedElsewhere(record, content.get("typed") or {})
    return _keep(record, tool, content | {"typed": dict(typed)}, on if record.finished_at is None else record.on)


@governed(Action.KEEP_REFLECTION, on="person", in_private=True)
def finish(
    *, person: Person, tool: Tool, name: UUID, revision: int, on: date, kept: Mapping[str, Any], typed: Mapping[str, str], by
) -> Record:  # fmt: skip
    """Keep it as finished: ``kept`` is what is read from now on. Raises as ``keep_draft``."""
    _look_through([*typed.values(), *(text for text in kept.values() if isinstance(text, str))])
    hold(person)
    record, content = _held(person, tool, name, on)
    if record.revision != revision and content.get("typed") != dict(typed):
        if (content.get("kept"), record.on) == (dict(kept), on):
            return record
        raise ChangedElsewhere(record, content.get("typed") or {})
    first = record.finished_at is None
    record.finished_at = record.finished_at or timezone.now()
    _keep(record, tool, {"kept": dict(kept)}, on)
    if first and tool.kind == MEASURE:
        _remind(record)
    return record


def _look_through(texts) -> None:
    for text in texts:
        if len(without_patients(text)) > LONGEST:
            raise Refused(f"One of these texts is longer than {LONGEST:,} characters. Shorten it.")


def _held(person: Person, tool: Tool, name: UUID, on: date) -> tuple[Record, dict[str, Any]]:
    """The record of that name, held on to, and what is in it; a new one where there is none."""
    record = Record.objects.select_for_update(of=("self",)).filter(public_id=name, author=person).first()
    if record is None:
        now = timezone.now()
        return Record(public_id=name, author=person, tool=tool, on=on, begun_at=now, changed_at=now), {}
    if record.tool.code != tool.code:
        raise Refused("This belongs to another reflection. Open the tool again.")
    return record, record.content()


def _keep(record: Record, tool: Tool, content: dict[str, Any], on: date) -> Record:
    record.tool, record.on = tool, on
    record.revision, record.changed_at = record.revision + 1, timezone.now()
    record.keep(content)
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:  # two that began it at once, or a name that is somebody else's
        raise Refused("This could not be saved. Copy your text, and start again from the list of tools.") from None
    return record


def _remind(record: Record) -> None:
    """What was to be asked about the same tool before is over; it is asked anew from the record's day on, and never of days
    gone by."""
    person, tool, today = record.author, record.tool, timezone.localdate()
    Reminder.objects.filter(person=person, tool__code=tool.code, over_at=None).update(over_at=timezone.now())
    due = ((months, add_months(record.on, months)) for months in REMINDERS)
    Reminder.objects.bulk_create(
        Reminder(person=person, record=record, tool=tool, months=months, due_on=on) for months, on in due if on > today
    )


@governed(Action.KEEP_REFLECTION, on="reminder", in_private=True)
def let_reminder_go(*, reminder: Reminder, by) -> None:
    """Not this time."""
    Reminder.objects.filter(pk=reminder.pk, over_at=None).update(over_at=timezone.now())


@governed(Action.KEEP_REFLECTION, on="record", in_private=True)
def drop_change(*, record: Record, by) -> None:
    """Back to what was finished; what was typed since is gone. Raises ``Refused`` for a draft, which is removed as a whole."""
    hold(record.author)
    held = Record.objects.select_for_update(of=("self",)).select_related("author", "tool").get(pk=record.pk)
    content = held.content()
    if "kept" not in content:
        raise Refused("This is a draft. Delete it, if you do not want it.")
    _keep(held, held.tool, {"kept": content["kept"]}, held.on)


@governed(Action.KEEP_REFLECTION, on="record", in_private=True)
def remove(*, record: Record, by) -> None:
    """Delete it, and with it every door to it."""
    Record.objects.filter(pk=record.pk).delete()
