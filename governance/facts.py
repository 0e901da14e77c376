"""How facts are written: recorded, superseded, and followed by everything that is worked out from them.

Facts lie below judgement, so a timeline cannot be called from where a post is recorded. Whoever works something out from
facts *follows* them instead: it is told, at the end of the same transaction, whom the changes were about.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from datetime import timedelta

from django.db.models import Model, Q
from django.utils import timezone

from .models import Fact

BATCH = 2000
OF_THE_ROW = ("id", "recorded_at", "recorded_by_id", "voided_at", "void_reason", "place")
Follower = Callable[[dict[type[Model], set[int]]], None]
_followers: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Have ``follower`` called with the keys of the people concerned, by kind of row, whenever facts have changed."""
    _followers.append(follower)
    return follower


class Book:
    """What is written down in one go: all of it carries one instant and one person, ``by``."""

    def __init__(self, by):
        self.by, self.at = by, timezone.now()
        self.concerned: dict[type[Model], set[int]] = defaultdict(set)

    def record(self, rows: Iterable[Fact]) -> list[Fact]:
        """Write new facts, of one kind, in the order given."""
        rows = list(rows)
        for row in rows:
            row.recorded_at, row.recorded_by_id = self.at, self.by.pk
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=BATCH)
            self._concern(rows)
        return rows

    def void(self, rows: Iterable[Fact], *, because: str) -> None:
        rows = list(rows)
        for start in range(0, len(rows), BATCH):
            keys = [row.pk for row in rows[start : start + BATCH]]
            type(rows[0]).objects.filter(pk__in=keys).update(voided_at=self.at, void_reason=because)
        self._concern(rows)

    def supersede(self, pairs: Iterable[tuple[Fact, Fact]], *, because: str) -> list[Fact]:
        """Void the first of each pair and record the second in its place."""
        pairs = list(pairs)
        self.void([old for old, _ in pairs], because=because)
        for old, new in pairs:
            new.place = old.in_place
        return self.record([new for _, new in pairs])

    def amend(self, row: Fact, *, because: str, **changes) -> Fact:
        """Supersede a fact by itself with some of its columns changed."""
        kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in OF_THE_ROW}
        return self.supersede([(row, type(row)(**kept | changes))], because=because)[0]

    def begin_anew(self, rows, new: Fact, *, because: str) -> Fact:
        """From the first day of ``new`` on, it stands in place of ``rows``: what began before ends the day before, what would
        begin later never does."""
        for row in rows.live().filter(Q(finished_on=None) | Q(finished_on__gte=new.started_on)):
            if row.started_on < new.started_on:
                self.amend(row, because=because, finished_on=new.started_on - timedelta(days=1))
            else:
                self.void([row], because=because)
        return self.record([new])[0]

    def touch(self, kind: type[Model], people: Iterable[int]) -> None:
        """Say that something about these people changed that is no fact row of their own."""
        self.concerned[kind].update(people)

    def _concern(self, rows: list[Fact]) -> None:
        if rows:
            concerned = self.concerned[type(rows[0])]
            for attribute in rows[0].about:
                concerned.update(key for row in rows if (key := getattr(row, attribute)) is not None)


@contextmanager
def recording(*, by):
    """A ``Book`` to write in, inside a transaction; at the end those who follow the facts are told."""
    book = Book(by)
    yield book
    if book.concerned:
        for follower in _followers:
            follower(book.concerned)
