"""The past of the demo, played in the order of time: whatever is done is done on its day, so that what is recorded, signed and
chained says the instants at which people did it.

Sessions are too many to be written one by one. They wait in a ``History`` with the instant and the person of each, and are
written, each with its entry in the log, before the next thing is done.
"""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count

from django.db.models import Model
from django.utils import timezone

from governance import audit
from governance.access import CONSOLE
from governance.facts import Book
from governance.models import AuditEntry, Fact
from governance.policy import Action

from . import clock


def instant(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


@dataclass(frozen=True, slots=True)
class PastDeed:
    """What somebody did at an instant: the facts they recorded, what belongs to a session but is no fact, and what it was done
    to."""

    at: datetime
    by: Model
    action: Action
    on: Model
    facts: Iterable[Fact] = ()
    others: Iterable[Model] = ()
    session: Model | None = None


class History(Book):
    """Facts that say themselves when and by whom they were recorded. ``waiting`` are the deeds that are not written yet."""

    def __init__(self):
        super().__init__(CONSOLE)
        self.waiting: list[tuple[datetime, int, PastDeed]] = []
        self.numbers = count()

    def stamp(self, row: Fact) -> None:
        """A row keeps what it says."""

    def add(self, deed: PastDeed) -> None:
        for row in deed.facts:
            row.recorded_at, row.recorded_by_id = deed.at, deed.by.pk
        heapq.heappush(self.waiting, (deed.at, next(self.numbers), deed))

    def write(self, until: datetime, reached: datetime) -> None:
        """Write all that was done by an instant, in its order; in the log none stands before what it has reached."""
        deeds = []
        while self.waiting and self.waiting[0][0] <= until:
            deeds.append(heapq.heappop(self.waiting)[2])
        for rows in _by_kind(row for deed in deeds for row in deed.facts):
            for row in rows:
                if hasattr(row, "session"):
                    row.session_id = row.session.pk
            self.record(rows)
        for deed in deeds:
            for row in deed.others if deed.session else ():
                row.session = deed.session.pk
        for rows in _by_kind(row for deed in deeds for row in deed.others):
            type(rows[0]).objects.bulk_create(rows)
        _enter(deeds, reached)

    def notify_followers(self) -> None:
        super().notify_followers()
        self.concerned.clear()


def _by_kind(rows: Iterable[Model]) -> list[list[Model]]:
    """Rows kind by kind, those to which others belong first."""
    kinds: dict[type[Model], list[Model]] = {}
    for row in rows:
        kinds.setdefault(type(row), []).append(row)
    return sorted(kinds.values(), key=lambda of_a_kind: hasattr(of_a_kind[0], "session"))


def _enter(deeds: list[PastDeed], reached: datetime) -> None:
    """An entry in the log for each deed, chained to the one before it."""
    if not deeds:
        return
    last, entries = audit.head(), []
    for deed in deeds:
        entry = AuditEntry(
            number=last.number + 1, at=max(deed.at, reached), by_id=deed.by.pk, action=deed.action.value,
            subject=f"{deed.on._meta.label}:{deed.on.pk}", summary={}, digest_before=last.digest,
        )  # fmt: skip
        entry.digest = audit.digest_of(entry)
        last = audit.Anchor(entry.number, entry.digest)
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)


@dataclass
class DemoPast:
    """What is still to be played, by instant. Whatever is played may add what follows from it."""

    today: date
    history: History = field(default_factory=History)
    deeds: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    numbers: count = field(default_factory=count)

    def at(self, day: date, hour: int, act: Callable[[], object], minute: int = 0) -> None:
        heapq.heappush(self.deeds, (instant(day, hour, minute), next(self.numbers), act))

    def play(self) -> None:
        """Do everything at its instant, or as soon as what was done before it is over; what lies ahead of the clock, now."""
        reached = min(self.deeds)[0]
        while self.deeds:
            planned, _, act = heapq.heappop(self.deeds)
            when = min(max(planned, reached), timezone.now())
            self.history.write(when, reached)
            with clock.at(when):
                act()
                reached = timezone.now()
        self.history.write(timezone.now(), reached)
        self.history.notify_followers()
