"""What somebody wrote, as it is read: by themselves, or by whom they let read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Prefetch, Subquery

from people.models import Person
from people.models.post import holders
from people.queries import services_of
from supervision.sources import supervisees_of

from .. import labels
from ..models import Record, Share, Tool
from ..models.record import open_doors
from ..rules.words import FRAME
from ..vault import GONE, Unreadable
from .given import supervisors_of


@dataclass(frozen=True, slots=True)
class RecordEntry:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """What is in a record that is finished. ``length`` in words, for somebody who sees no more than that it is there."""

    entries: tuple[RecordEntry, ...]
    length: str
    readable: bool = True


def tools() -> list[Tool]:
    """The newest version of each, by what it is about and its title. One query."""
    newest = Tool.objects.filter(code=OuterRef("code")).order_by("-version").values("pk")[:1]
    newest_tools = Tool.objects.filter(pk=Subquery(newest))
    return sorted(newest_tools, key=lambda tool: (list(labels.ABOUT).index(tool.about), tool.title))


def records_of(person: Person):
    """Everything somebody wrote, with its tool and whoever was let in. Three queries."""
    shares = Share.objects.select_related("reader").prefetch_related("readings")
    return Record.objects.filter(author=person).select_related("tool", "author").prefetch_related(Prefetch("shares", shares))


def written(record: Record) -> Written:
    try:
        kept = record.content().get("kept", {})
    except Unreadable:
        return Written((RecordEntry("", GONE),), "", readable=False)
    entries = tuple(_entries(record.tool, kept))
    return Written(entries, _length(record.tool, kept))


def _entries(tool: Tool, kept: dict[str, Any]) -> Iterable[RecordEntry]:
    form = tool.form
    for prompt in form.prompts:
        if words := kept.get(prompt.code):
            yield RecordEntry(prompt.title, words)
    for line in form.lines:
        if (value := kept.get(line.code)) is not None:
            yield RecordEntry(line.title, f"{value} of 10")
    for part in form.parts:
        if given := kept.get(part.code):
            yield RecordEntry(part.title, score_in_words(given, plain(part.low), plain(part.high), part.items))
    if note := kept.get("note"):
        yield RecordEntry("Note", note)


def score_in_words(given: dict[str, Any], low: str, high: str, items: int) -> str:
    """``34, from 9 to 63``, or that it is incomplete."""
    if given["score"] is None:
        return f"Incomplete: {given['answered']} of {items} answered"
    band = f". {given['band']}" if given.get("band") else ""
    return f"{given['score']}, from {low} to {high}{band}"


def plain(number: Decimal) -> str:
    """``12.5`` or ``12``, as it would be written by hand."""
    return f"{number.normalize():f}"


def _length(tool: Tool, kept: dict[str, Any]) -> str:
    if tool.kind != FRAME:
        return "a few numbers"
    count = sum(len(text.split()) for text in kept.values() if isinstance(text, str))
    return f"about {max(10, round(count, -1))} words"


def shared_with(person: Person, on: date):
    """What can be read by somebody on a day, or is known to them to be there. One query, and one for the readings."""
    shares = Share.objects.filter(open_doors(on), reader=person).exclude(record__finished_at=None)
    return shares.select_related("record__tool", "author").prefetch_related("readings").order_by("-record__on", "-pk")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody a record could be shared with, and why they come to mind."""

    person: Person
    why: str


def readers_for(author: Person, on: date) -> list[Reader]:
    """Those who supervise the author, whom the author supervises, then everybody else in their services, by name."""
    readers = [Reader(person, "supervises you") for person in supervisors_of(author, on)]
    known = {reader.person.pk for reader in readers} | {author.pk}
    readers += [Reader(p, "you supervise them") for p in supervisees_of(author, on) if p.pk not in known and p.is_open(on)]
    known |= {reader.person.pk for reader in readers}
    others = Person.objects.open_on(on).filter(pk__in=holders(services_of(author, on), on)).exclude(pk__in=known)
    return readers + [Reader(person, "") for person in _by_name(others)]


def _by_name(people):
    return people.order_by("last_name", "first_name", "pk")


def about_shares(record: Record, on: date) -> list[tuple[Share, bool]]:
    """Each time it was shared, newest first, and whether it can be read on a day."""
    now_open = set(Share.objects.filter(open_doors(on), record=record).values_list("pk", flat=True))
    return [(share, share.pk in now_open) for share in record.shares.all()]
