"""Sessions that were held, and who still has to say something to them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from people.models import Person

from .. import labels
from ..models import Attendance, CaseCount, Response, Session, of_person
from ..rules.policy import LATE_DAYS, UNCONFIRMED_DAYS
from .diary import planned_of

LOOK_BACK = timedelta(days=56)
"""What was not written down for so long is not asked for any more: the weeks before show it as missing."""


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session with who was there and what they said. ``late`` is the number of days after which it was written down, if too
    many."""

    session: Session
    attendees: tuple[Person, ...]
    confirmed: tuple[Response, ...]
    disputed: tuple[Response, ...]
    unanswered: tuple[Person, ...]
    counts: dict[str, int]
    late: int

    @property
    def people(self) -> list[Person]:
        """Everybody who was there, the facilitator first."""
        return [*([self.session.facilitator] if self.session.facilitator else []), *self.attendees]

    def is_unconfirmed(self, on: date) -> bool:
        """Has it waited longer by a day than it should for an attendee's answer?"""
        recorded = timezone.localdate(self.session.recorded_at)
        return bool(self.unanswered) and on > recorded + timedelta(days=UNCONFIRMED_DAYS)


def whole(rows: QuerySet[Session]) -> QuerySet[Session]:
    """With everything that is shown of a session. Four queries."""
    return rows.select_related("facilitator", "recorded_by").prefetch_related(
        Prefetch("attendances", Attendance.objects.live().select_related("person").order_by("person__last_name", "pk")),
        Prefetch("responses", Response.objects.live().select_related("person").order_by("pk")),
        Prefetch("case_counts", CaseCount.objects.live().order_by("pk")),
    )


def shown(session: Session) -> ShownSession:
    """From a row of ``whole``."""
    attendees = tuple(there.person for there in session.attendances.all())
    responses = list(session.responses.all())
    said = {response.person_id for response in responses if not response.carried} | {session.recorded_by_id}
    both = [*([session.facilitator] if session.facilitator else []), *attendees]
    recorded = timezone.localdate(session.recorded_at)
    days = (recorded - session.held_on).days
    return ShownSession(
        session,
        attendees,
        tuple(response for response in responses if response.answer == "confirmed"),
        tuple(response for response in responses if response.answer == "disputed"),
        tuple(person for person in both if person.pk not in said) if session.recorded_by_id else (),
        {count.trigger: count.count for count in session.case_counts.all()},
        days if days > LATE_DAYS else 0,
    )


def parties(session: Session) -> list[Person]:
    """Who was there, the facilitator first. Two queries."""
    there = Attendance.objects.live().filter(session=session).select_related("person").order_by("person__last_name", "pk")
    return [*([session.facilitator] if session.facilitator else []), *(row.person for row in there)]


def live_session(place: int) -> Session | None:
    """The session as it is known now, by the place that it keeps."""
    return Session.objects.live().filter(Q(pk=place) | Q(place=place)).select_related("facilitator").first()


def unanswered(person: Person) -> QuerySet[Session]:
    """Sessions recorded here that wait for a person's word, oldest first."""
    answered = Response.objects.live().filter(session=OuterRef("pk"), person=person, carried=False)
    mine = of_person(person).filter(~Exists(answered))
    return mine.exclude(recorded_by=None).exclude(recorded_by=person).order_by("held_on", "pk")


def unanswered_by(people: Collection[int], facilitator: Person, since: date) -> Counter[int]:
    """How many sessions with a facilitator, held after a day and recorded here, wait for the word of each of the people. One
    query."""
    answered = Response.objects.live().filter(session=OuterRef("session"), person=OuterRef("person"), carried=False)
    rows = Attendance.objects.live().filter(~Exists(answered), person__in=people, session__facilitator=facilitator)
    rows = rows.filter(session__voided_at=None, session__held_on__gt=since)
    rows = rows.exclude(session__recorded_by=None).exclude(session__recorded_by=F("person"))
    return Counter(rows.values_list("person", flat=True))


def to_confirm(person: Person, on: date) -> list[Session]:
    """Those that are not older than a year, with their facilitators."""
    return list(unanswered(person).filter(held_on__gt=on - timedelta(days=365)).select_related("facilitator"))


def disputed_of(person: Person, on: date) -> list[Session]:
    """Sessions of the last year that somebody recorded and another disputes (``disputes``), unless it was corrected and waits
    for their word."""
    disputes = Response.objects.live().filter(answer="disputed", carried=False).values("session")
    rows = Session.objects.live().filter(recorded_by=person, pk__in=disputes, held_on__gt=on - timedelta(days=365))
    said = Response.objects.live().filter(answer="disputed", carried=False).select_related("person").order_by("pk")
    return list(rows.prefetch_related(Prefetch("responses", said, to_attr="disputes")).order_by("held_on", "pk"))


def before(session: Session) -> list[ShownSession]:
    """What stood in a session's place before it was corrected, the latest first, with what was said to it. Five queries."""
    rows = Session.objects.filter(Q(pk=session.in_place) | Q(place=session.in_place)).exclude(pk=session.pk).order_by("-pk")
    all_said = Prefetch("responses", Response.objects.select_related("person").filter(carried=False).order_by("pk"))
    all_there = Prefetch("attendances", Attendance.objects.select_related("person").order_by("person__last_name", "pk"))
    earlier = rows.select_related("facilitator", "recorded_by").prefetch_related(all_said, all_there, "case_counts")
    return [shown(one) for one in earlier]


def to_record(person: Person, on: date) -> list:
    """What was planned with somebody up to a day and is neither written down nor cancelled."""
    return [one for one in planned_of(person, on - LOOK_BACK, on, on) if one.state == labels.TO_RECORD]
