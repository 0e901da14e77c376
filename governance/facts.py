"""How facts are written: recorded, superseded, withdrawn, and followed by everything that is worked out from them.

Facts lie below judgement, so a timeline cannot be called from where a post is recorded. Whoever works something out from facts
*follows* them instead: it is told, at the end of the same transaction, whom the changes were about. Which service a row is
recorded in is *located* the same way, by who knows where people work.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice

from django.db.models import Model, Q
from django.utils import timezone

from .models import Fact
from .refusal import Refused
from .withdrawing import MADE_WAY

BATCH = 2000
OF_THE_ROW = (
    "id", "recorded_at", "recorded_by_id", "voided_at", "voided_by_id", "void_code", "void_reason", "place", "corrects",
)  # fmt: skip
Follower = Callable[[dict[type[Model], set[int]]], None]
Locator = Callable[[list[Fact], object], None]
_followers: list[Follower] = []
_locators: list[Locator] = []


class Overtaken(Refused):
    """Somebody else has changed the row meanwhile: of two who change one at once, the second changes nothing."""

    def __init__(self):
        super().__init__("Another person changed this a moment ago. Nothing was saved. Check what it says now.")


def follow(follower: Follower) -> Follower:
    """Have ``follower`` called with the keys of the people concerned, by kind of row, whenever facts have changed."""
    _followers.append(follower)
    return follower


def locate(locator: Locator) -> Locator:
    """Have ``locator`` called with new rows and who records them, to set ``recorded_in`` where it can tell."""
    _locators.append(locator)
    return locator


class Book:
    """What is written down in one go: all of it carries one instant and one person, ``by``, and (where it is said) one
    service."""

    def __init__(self, by, service: Model | None = None):
        self.by, self.service, self.at = by, service, timezone.now()
        self.concerned: dict[type[Model], set[int]] = defaultdict(set)

    def record(self, rows: Iterable[Fact]) -> list[Fact]:
        """Write new facts, of one kind, in the order given."""
        rows = list(rows)
        for row in rows:
            self.stamp(row)
        if rows:
            self._locate([row for row in rows if row.recorded_in_id is None])
            type(rows[0]).objects.bulk_create(rows, batch_size=BATCH)
            self._concern(rows)
        return rows

    def stamp(self, row: Fact) -> None:
        """Say of a new row when and by whom it is recorded."""
        row.recorded_at, row.recorded_by_id = self.at, self.by.pk

    def void(self, rows: Iterable[Fact], *, because: str, code: str = "") -> None:
        """Rows, and what begins and ends with them, count no more from now on. Raises ``Overtaken`` where one does not
        already."""
        rows = list(rows)
        for some in _batches(rows):
            changes = {"voided_at": self.at, "voided_by_id": self.by.pk, "void_code": code, "void_reason": because}
            if type(some[0]).objects.live().filter(pk__in=[row.pk for row in some]).update(**changes) != len(some):
                raise Overtaken
            for parts in _parts(some):
                self.void(parts.live(), because=because, code=code)
        self._concern(rows)

    def supersede(self, pairs: Iterable[tuple[Fact, Fact]], *, because: str, code: str = "") -> list[Fact]:
        """Void the first of each pair and record the second in its place."""
        pairs = list(pairs)
        self.void([old for old, _ in pairs], because=because, code=code)
        for old, new in pairs:
            new.place, new.corrects = old.in_place, old.pk
        return self.record([new for _, new in pairs])

    def amend(self, row: Fact, *, because: str, code: str = "", **changes) -> Fact:
        """Supersede a fact by itself with some of its columns changed."""
        return self.supersede([(row, copy_of(row, **changes))], because=because, code=code)[0]

    def begin_anew(self, rows, new: Fact, *, because: str) -> Fact:
        """From the first day of ``new`` on, it stands in place of ``rows``: what began before ends the day before, what would
        begin later never does."""
        for row in rows.live().filter(Q(finished_on=None) | Q(finished_on__gte=new.started_on)):
            if row.started_on < new.started_on:
                self.amend(row, because=because, code=MADE_WAY, finished_on=new.started_on - timedelta(days=1))
            else:
                self.void([row], because=because, code=MADE_WAY)
        return self.record([new])[0]

    def withdraw(self, rows: Iterable[Fact], *, code: str, because: str, whole: bool = False) -> None:
        """Rows of one kind that should never have been: they count for no day, and what each had superseded stands again (not
        with ``whole``: then neither should that have been), as does what made way for it. Raises ``Overtaken``."""
        rows = list(rows)
        self.void(rows, because=because, code=code)
        for some in _batches([] if whole else rows):
            before = type(some[0]).objects.filter(pk__in=[row.corrects for row in some if row.corrects])
            self._stand_again({row.pk: row for row in before}.values())
        for row in rows if rows and rows[0].rivals else ():
            self._give_back(row, code, because)

    def replace(self, old: Fact, new: Fact, *, code: str, because: str) -> Fact:
        """Withdraw a row and record another instead, whatever differs: nothing overlaps in between, and nothing that the old
        one had superseded comes back. About the same people it keeps its place, unless places order rows of that kind. Raises
        ``Overtaken``."""
        self.void([old], because=because, code=code)
        if not old.in_order and all(getattr(old, name) == getattr(new, name) for name in old.about):
            new.place = old.in_place
        return self.record([new])[0]

    def put_back(self, row: Fact, *, because: str) -> Fact:
        """Take a withdrawal back: the row stands as it did, in place of what stands there now. Raises ``Overtaken``."""
        now = lineage(row).live().first()
        if now is not None:
            if _says_in_all(now) == _says_in_all(row):
                raise Overtaken
            self.void([now], because=because, code="put_back")
        return self._stand_again([row], corrects=now.pk if now else None)[0]

    def touch(self, kind: type[Model], people: Iterable[int]) -> None:
        """Say that something about these people changed that is no fact row of their own."""
        self.concerned[kind].update(people)

    def notify_followers(self) -> None:
        """Tell those who follow the facts whom the changes were about."""
        if self.concerned:
            for follower in _followers:
                follower(self.concerned)

    def _stand_again(self, rows: Iterable[Fact], corrects: int | None = None) -> list[Fact]:
        """Rows that do not count any more are recorded again as they were, with what ended with them."""
        pairs = [(row, copy_of(row, place=row.in_place, corrects=corrects or row.corrects)) for row in rows]
        made = self.record([new for _, new in pairs])
        for column, parts in self._parts_again(pairs):
            self.record([copy_of(part, **{column: owner}) for part, owner in parts])
        return made

    @staticmethod
    def _parts_again(pairs: list[tuple[Fact, Fact]]) -> Iterator[tuple[str, list[tuple[Fact, int]]]]:
        """The column of the parts that names their row, for each relation, and each part with the key of the row that stands
        again."""
        by_key = {old.pk: (old, new) for old, new in pairs}
        for relation in pairs[0][0].parts if pairs else ():
            field = pairs[0][0]._meta.get_field(relation).field
            rows = field.model.objects.filter(**{f"{field.name}__in": list(by_key)}).order_by("pk")
            again = [(part, *by_key[getattr(part, field.attname)]) for part in rows]
            yield field.attname, [(part, new.pk) for part, old, new in again if part.voided_at == old.voided_at]

    def _give_back(self, row: Fact, code: str, because: str) -> None:
        """What was ended, or never began, to make way for a row of which nothing stands any more, whatever it was corrected to
        since."""
        kind, rows = type(row), lineage(row)
        if rows.live().exists():
            return
        rival = {name: getattr(row, name) for name in row.rivals}
        for old in kind.objects.filter(voided_at__in=rows.values("recorded_at"), void_code=MADE_WAY, **rival):
            shortened = kind.objects.filter(corrects=old.pk).last()
            if shortened is None and not lineage(old).live().exists():
                self._stand_again([old])
            elif shortened is not None and shortened.voided_at is None:
                self.withdraw([shortened], code=code, because=because)

    def _locate(self, rows: list[Fact]) -> None:
        if self.service is not None:
            for row in rows:
                row.recorded_in_id = self.service.pk
        elif rows:
            for locator in _locators:
                locator(rows, self.by)

    def _concern(self, rows: list[Fact]) -> None:
        if rows:
            concerned = self.concerned[type(rows[0])]
            for attribute in rows[0].about:
                concerned.update(key for row in rows if (key := getattr(row, attribute)) is not None)


def copy_of(row: Fact, **changes) -> Fact:
    """A row that says the same, but for the changes, to be recorded."""
    return type(row)(**_says(row) | changes)


def _says(row: Fact) -> dict:
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in OF_THE_ROW}


def _says_in_all(row: Fact) -> list[dict]:
    """What a row says, and what the rows say that count, or ended, with it."""
    said = [_says(row)]
    for parts in _parts([row]):
        own = parts.model._meta.get_field(_owner(parts.model, type(row))).attname
        said += sorted(
            (
                {name: value for name, value in _says(part).items() if name != own}
                for part in parts
                if part.voided_at == row.voided_at
            ),
            key=str,
        )
    return said


def _owner(part: type[Fact], kind: type[Fact]) -> str:
    return next(f.name for f in part._meta.concrete_fields if f.remote_field and f.remote_field.model is kind)


def lineage(row: Fact):
    """Every row that ever stood in the place of one."""
    return type(row).objects.filter(Q(place=row.in_place) | Q(pk=row.in_place))


def _parts(rows: list[Fact]):
    for relation in rows[0].parts:
        field = rows[0]._meta.get_field(relation).field
        yield field.model.objects.filter(**{f"{field.name}__in": [row.pk for row in rows]})


def _batches(rows: list[Fact]) -> Iterator[list[Fact]]:
    rest = iter(rows)
    while some := list(islice(rest, BATCH)):
        yield some


@contextmanager
def recording(*, by, service: Model | None = None):
    """A ``Book`` to write in, inside a transaction; at the end those who follow the facts are told."""
    book = Book(by, service)
    yield book
    book.notify_followers()
