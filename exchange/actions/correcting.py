"""Putting one fact right: declaring it recorded in error, replacing it by what is so, or taking such a declaration back.

Each is an import of one row, so that a page allows what a file would, and refuses what a file would.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from allocations.actions.handover import dates_end
from allocations.imports import ALLOCATION_TABLE
from governance import access
from governance.actions import governed
from governance.facts import Overtaken, lineage, recording
from governance.models import Fact
from governance.policy import Action
from governance.refusal import Refused, require_reason
from governance.withdrawing import CHOICES, withdrawn
from people.imports import POST_TABLE
from people.models import Person, Service
from tabular import FileTable, Rejection

from ..models import PersonOnRecord
from ..records import KINDS, stored_of
from ..replacing import Replacing, read_one
from ..report import Report
from ..scope import OneService

WHY = "Say why, so that an auditor can understand it."
TAKEN = "Something that counts stands in its place, or takes the same days. Put that right first."
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """Why a fact is put right: a code of ``governance.withdrawing``, and words. ``whole``: what it had itself corrected should
    never have been either."""

    code: str
    because: str
    whole: bool = False

    def reason(self) -> str:
        """The reason in words, as it is kept. Raises ``Refused`` where none is given."""
        if self.code not in CHOICES:
            raise Refused("Say what was wrong with it.")
        return require_reason(self.because, WHY)[:LONGEST]


class NotAccepted(Refused):
    """What was typed cannot be what is so: ``rejections`` say of which columns, and what to do."""

    def __init__(self, rejections: list[Rejection]):
        super().__init__(rejections[0].message)
        self.rejections = rejections


@dataclass(frozen=True, slots=True)
class Done:
    """``concerned``: the people whose timelines may have changed, as those who follow facts are told."""

    kind: str
    key: int
    concerned: dict[type[Model], set[int]] = field(default_factory=dict)

    @property
    def summary(self) -> dict[str, str | int]:
        return {"kind": self.kind, "row": self.key}


@governed(Action.CORRECT_FACT, on="person")
def withdraw_fact(*, person: PersonOnRecord, kind: str, row: Fact, service: Service, why: Correction, by) -> Done:
    """Declare a fact about somebody recorded in error: it counts for no day, and what it had superseded stands again. Raises
    ``Refused``."""
    reason, table = why.reason(), KINDS[kind]
    held = _held(table, row, person, by)
    _allowed(table, held, service, by)
    with _kept_by_the_database(), recording(by=by, service=service) as book:
        book.withdraw([held], code=why.code, because=reason, whole=why.whole)
        _gives_no_rights(table, held, service, by)
    if table is ALLOCATION_TABLE:
        _meet_no_more(held, by)
    return Done(kind, held.pk, dict(book.concerned))


@governed(Action.CORRECT_FACT, on="person")
def correct_fact(
    *, person: PersonOnRecord, kind: str, row: Fact, service: Service, cells: dict[str, str], why: Correction, by
) -> Done:
    """Replace a fact about somebody by what is so, also where its key changes: nothing overlaps in between. Raises ``Refused``,
    and ``NotAccepted`` where what is typed would be refused in a file."""
    reason, table = why.reason(), KINDS[kind]
    held = _held(table, row, person, by)
    _allowed(table, held, service, by)
    context = OneService(timezone.localdate(), service, by)
    report = Report()
    typed = read_one(table, cells, context, report)
    with _kept_by_the_database(), recording(by=by, service=service) as book:
        if typed:
            Replacing(typed.reading, book, context, held).write(typed.row, why.code, reason)
        if report.rejected:
            raise NotAccepted(report.rejected)
    return Done(kind, held.pk, dict(book.concerned))


@governed(Action.CORRECT_FACT, on="person")
def put_fact_back(*, person: PersonOnRecord, kind: str, row: Fact, service: Service, because: str, by) -> Done:
    """Take it back that a fact was recorded in error: it counts again as it did. Raises ``Refused``."""
    reason, table = require_reason(because, WHY)[:LONGEST], KINDS[kind]
    held = table.model.objects.select_for_update().filter(pk=row.pk).first()
    if held is None or not withdrawn(held) or person.pk not in _people(table, held):
        raise Overtaken
    table.model.objects.select_for_update().get(pk=held.in_place)  # of all rows in its place, one is put back at a time
    _posts_need_more(table, person, by)
    _allowed(table, held, service, by)
    with _kept_by_the_database(), recording(by=by, service=service) as book:
        book.put_back(held, because=reason)
        _gives_no_rights(table, None, service, by, held)
    return Done(kind, held.pk, dict(book.concerned))


def _meet_no_more(pair: Fact, by) -> None:
    """What is planned for two who are no pair ends, unless they are one all the same."""
    again = type(pair).objects.live().filter(supervisee=pair.supervisee_id, supervisor=pair.supervisor_id, kind=pair.kind)
    if not again.exists():
        dates_end(pair, timezone.localdate() - timedelta(days=1), by)


def _held(table: FileTable, row: Fact, person: Person, by) -> Fact:
    """The row, held on to, if it counts still and is about the person. Raises ``Overtaken``."""
    held = table.model.objects.live().select_for_update(of=("self",)).filter(pk=row.pk).first()
    if held is None or person.pk not in _people(table, held):
        raise Overtaken
    _posts_need_more(table, person, by)
    return held


def _posts_need_more(table: FileTable, person: Person, by) -> None:
    if table is POST_TABLE:
        access.require(by, Action.CORRECT_POST, person)


def _people(table: FileTable, row: Fact) -> set[int]:
    return OneService.people_in(table, stored_of(table, row))


def _allowed(table: FileTable, row: Fact, service: Service, by) -> None:
    """Refuse (``Refused``) where a file of this service could not withdraw the row."""
    context, stored = OneService(timezone.localdate(), service, by), stored_of(table, row)
    if not context.sees(table, stored):
        raise Overtaken
    if refusal := context.refuses_to_withdraw(table, stored):
        raise Refused(str(refusal))


def _gives_no_rights(table: FileTable, gone: Fact | None, service: Service, by, *again: Fact) -> None:
    """Refuse (``Refused``) where a post stands again that lets somebody see a whole service, and did not before."""
    if table is not POST_TABLE:
        return
    rows = again or lineage(gone).live()
    context = OneService(timezone.localdate(), service, by)
    for row in rows:
        if refusal := context.refuses_rights(stored_of(table, row), stored_of(table, gone) if gone else None):
            raise Refused(str(refusal))


class _kept_by_the_database(transaction.Atomic):
    """What the database refuses is refused in words."""

    def __init__(self):
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, kind, why, trace):
        super().__exit__(kind, why, trace)
        if isinstance(why, IntegrityError):
            raise Refused(TAKEN) from None
