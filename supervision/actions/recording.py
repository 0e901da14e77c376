"""Writing down a session that was held: by whoever was there, for the others to confirm."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.facts import Book, recording
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.labels import on_day
from people.models import Person
from people.notices import notify
from people.queries import without_post

from .. import labels
from ..links import expire
from ..models import Attendance, CaseCount, ConfirmationLink, FollowUp, Response, Series, Session, Summary
from ..queries import parties
from .schedule import LONGEST, WEEK, check_supervises, slot_of

MOST_CASES = 200
FURTHEST = 62
"""Days between when a session was planned and when it was held, at most."""
TWICE = "This session is already recorded. Check the record, and correct it if it is not right."


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """What is written down. ``counts`` are cases by trigger; ``summary`` is read by those who were there alone; ``follow_ups``
    are what somebody will do: words, who, and by when."""

    held_on: date
    minutes: int
    attendees: tuple[Person, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    cases_discussed: int | None = None
    private_room: bool | None = None
    reflection_minutes: int | None = None
    asked_how_they_are: bool | None = None
    summary: str = ""
    follow_ups: tuple[tuple[str, Person, date], ...] = ()

    def check(self, people: Iterable[Person]) -> None:
        """Refuse (``Refused``) what cannot have been so, for the ``people`` of the series."""
        if self.held_on > timezone.localdate():
            raise Refused("This day is in the future. Record the session after it has taken place.")
        if not 1 <= self.minutes <= LONGEST:
            raise Refused(f"Enter how long it took, from 1 to {LONGEST} minutes.")
        if not self.attendees:
            raise Refused("Choose who was there. If no one came, cancel the session instead.")
        if self.reflection_minutes is not None and self.reflection_minutes > self.minutes:
            raise Refused("The time for reflection cannot be longer than the session.")
        if self.counts.keys() - labels.TRIGGERS.keys() or any(not 0 <= n <= MOST_CASES for n in self.counts.values()):
            raise Refused(f"Enter counts of cases from 0 to {MOST_CASES}.")
        without_patients(self.summary)
        people = set(people)
        for words, owner, _ in self.follow_ups:
            if owner not in people or not without_patients(words).strip():
                raise Refused("Enter what needs doing, and choose who was there to do it.")


@governed(Action.RECORD_SESSION, on="series")
def record_session(*, series: Series, slot: date, record: SessionRecord, by: Person) -> Session:
    """Write down a planned session. Raises ``Refused``; a second record of one session is refused."""
    one = slot_of(series, slot)
    if one.on > timezone.localdate():
        raise Refused("This session is in the future. Record it after it has taken place, or move it to the day it took place.")
    if abs((record.held_on - slot).days) > FURTHEST:
        raise Refused("Enter a day within two months of when it was planned.")
    _by_somebody_there(by, one.facilitator, record)
    led = {"facilitator": one.facilitator, "outside": "" if one.facilitator else series.outside}
    return _written(Session(kind=series.kind, series=series, slot=slot, **led), record, by)


@governed(Action.RECORD_SESSION, on="facilitator")
def record_another(*, facilitator: Person, kind: str, record: SessionRecord, by: Person) -> Session:
    """Write down a session of one's own that was not planned. Raises ``Refused``."""
    if kind not in labels.KINDS:
        raise Refused("Choose what kind of supervision it was.")
    check_supervises(facilitator, record.attendees, record.held_on)
    _by_somebody_there(by, facilitator, record)
    return _written(Session(kind=kind, facilitator=facilitator), record, by)


def _by_somebody_there(by: Person, facilitator: Person | None, record: SessionRecord) -> None:
    if facilitator in record.attendees:
        raise Refused("The person who led the session cannot be supervised in it. Remove them.")
    if by != facilitator and by not in record.attendees:
        raise Refused("Only people who were in the session can record it.")
    people = [*([facilitator] if facilitator else []), *record.attendees]
    record.check(people)
    if gone := without_post(people, record.held_on):
        raise Refused(f"{gone[0]} had no post on {on_day(record.held_on)}. Correct the day, or remove them.")


def _written(session: Session, record: SessionRecord, by: Person) -> Session:
    _fill(session, record)
    try:
        with transaction.atomic(), recording(by=by) as book:
            book.record([session])
            _children(book, session, record)
    except IntegrityError:
        raise Refused(TWICE) from None
    _between(session, record, by)
    others = [person for person in parties(session) if person != by]
    notify(
        others, f"Check your session record: {on_day(session.held_on)}, {labels.lasting(session.minutes)}.", address(session)
    )
    return session


def _fill(session: Session, record: SessionRecord) -> None:
    for name in ("held_on", "minutes", "cases_discussed", "private_room", "reflection_minutes", "asked_how_they_are"):
        setattr(session, name, getattr(record, name))
    counted = sum(record.counts.values())
    if session.cases_discussed is None and counted:
        session.cases_discussed = counted


def _children(book: Book, session: Session, record: SessionRecord) -> None:
    people = dict.fromkeys(record.attendees)
    book.record(Attendance(session=session, person=person) for person in people)
    book.record(CaseCount(session=session, trigger=trigger, count=n) for trigger, n in record.counts.items() if n)


def _between(session: Session, record: SessionRecord, by: Person) -> None:
    """What is no fact: agreed words, and what somebody will do."""
    if record.summary.strip():
        words = record.summary.strip()
        last = Summary.objects.filter(session=session.in_place).first()
        if last is None or last.words != words:
            Summary.objects.create(session=session.in_place, words=words, at=timezone.now(), by=by)
    FollowUp.objects.bulk_create(
        FollowUp(session=session.in_place, what=words.strip()[:200], owner=owner, due_on=due)
        for words, owner, due in record.follow_ups
    )


@governed(Action.ANSWER_SESSION, on="session")
def correct_session(*, session: Session, record: SessionRecord, by: Person) -> Session:
    """Write down a session anew. What stood before is kept, and everybody else confirms again. Raises ``Refused``."""
    held = Session.objects.live().select_for_update(of=("self",)).select_related("facilitator").filter(pk=session.pk).first()
    if held is None:
        raise Refused("This record has been corrected since you opened it. Check the new version.")
    _by_somebody_there(by, held.facilitator, record)
    kept = {name: getattr(held, name) for name in ("reference", "kind", "facilitator", "outside", "series", "slot")}
    new = Session(**kept)
    _fill(new, record)
    if new.cases_discussed is None and not record.counts:
        new.cases_discussed = held.cases_discussed
    because = "Corrected by a person in the session."
    with recording(by=by) as book:
        before, disputes = parties(held), list(held.responses.live().filter(answer="disputed").exclude(person=by))
        book.touch(Session, [person.pk for person in before])
        book.supersede([(held, new)], because=because)
        _children(book, new, record)
        book.record(_carried(new, dispute) for dispute in disputes)
    _between(new, record, by)
    expire(ConfirmationLink.objects.filter(session=new.in_place))
    about, now = f"{by} corrected the record of your session on {on_day(new.held_on)}.", parties(new)
    notify([person for person in now if person != by], f"{about} Check it.", address(new))
    notify([person for person in before if person not in now], f"{about} It no longer says that you were there.", WEEK)
    return new


def _carried(session: Session, response: Response) -> Response:
    """A dispute stands on a corrected record until whoever disputed has answered that: nobody corrects it away."""
    about = {name: getattr(response, name) for name in ("person", "answer", "held_on", "minutes", "words")}
    return Response(session=session, carried=True, **about)


def address(session: Session) -> str:
    return reverse("supervision:session", args=[session.pk])
