"""The audit log's chain: how an entry is added, and how anybody can tell that none was changed, removed or put in.

Each entry carries the digest of the one before it, so a changed, removed or inserted entry breaks the chain at its place. What
a chain alone cannot show is that its end was cut off, or that all of it was written anew: for that a head (number and digest)
kept elsewhere, an *anchor*, is compared.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.utils import timezone

from .locks import one_at_a_time
from .models import AuditEntry
from .policy import Action

GENESIS = "0" * 64


FORMER_LABELS = {f"competencies.{name}": f"signing.{name}" for name in ("SelfRating", "SignOffRequest", "RequestStep", "Seal")}
"""Models that moved to another app. What an entry says stays as it was chained; whoever reads it reads today's label."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head of the chain that was noted down: after so many entries, this digest."""

    number: int
    digest: str


def digest_of(entry: AuditEntry) -> str:
    content = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.action,
        entry.subject,
        entry.summary,
        entry.digest_before,
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def append(action: Action, *, by, record=None, summary: dict | None = None) -> AuditEntry:
    """Add one entry at the head, inside the transaction of what it tells of.

    ``summary`` holds counts, codes and digests, never names or content. SQLite's immediate transactions let one writer in at a
    time; on PostgreSQL a lock does.
    """
    one_at_a_time("audit")
    head = AuditEntry.objects.order_by("-number").first()
    entry = AuditEntry(
        number=head.number + 1 if head else 1,
        at=timezone.now(),
        by_id=by.pk,
        action=action.value,
        subject=f"{record._meta.label}:{record.pk}" if record is not None else "",
        summary=summary or {},
        digest_before=head.digest if head else GENESIS,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def subject_of(entry: AuditEntry) -> str:
    """What an entry is about, by the label that its model has today: ``signing.Seal:12``, also where it was written before the
    move."""
    label, colon, key = entry.subject.partition(":")
    return f"{FORMER_LABELS.get(label, label)}{colon}{key}"


def head() -> Anchor:
    last = AuditEntry.objects.order_by("-number").first()
    return Anchor(last.number, last.digest) if last else Anchor(0, GENESIS)


def faults(entries: Iterable[AuditEntry], anchors: Iterable[Anchor] = ()) -> Iterator[str]:
    """Sentences, one for each place where the log is not what was written. ``entries`` in the order of their numbers."""
    expected = {anchor.number: anchor.digest for anchor in anchors}
    number, before = 0, GENESIS
    for entry in entries:
        number += 1
        if entry.number != number:
            yield f"Entry {number} is missing: the next one there is {entry.number}."
            number = entry.number
        if entry.digest_before != before:
            yield f"Entry {number} does not follow from the entry before it: one was changed, removed or put in."
        if entry.digest != digest_of(entry):
            yield f"Entry {number} was changed: its digest is not that of its content."
        if expected.pop(number, entry.digest) != entry.digest:
            yield f"Entry {number} is not the one that was noted down as the head."
        before = entry.digest
    for missing in sorted(expected):
        if missing:
            yield f"The log ends at entry {number}, but entry {missing} was noted down as the head."
