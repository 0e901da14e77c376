"""What is planned, day by day: the slots of series with what was moved, cancelled and held. A constant number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F, OuterRef, Prefetch, Q, QuerySet, Subquery

from people.models import Person, Post, Service

from .. import labels
from ..models import Change, Series, SeriesMember, Session
from ..rules.recurrence import instant, slots

FURTHEST = timedelta(days=400)
"""No session is moved further than this from its slot."""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session of a series, as it stands: ``on`` and ``starts_at`` are where it was moved to, if it was. ``led_until``: the
    last day of whoever leads it in the service, if it is known; a session after it has nobody to lead it."""

    series: Series
    slot: date
    on: date
    starts_at: time
    members: tuple[Person, ...]
    facilitator: Person | None
    moved: bool
    cancelled: str
    session: Session | None
    state: str
    led_until: date | None = None

    @property
    def goes_ahead(self) -> bool:
        """Not held yet, not cancelled, and somebody leads it, or it needs nobody."""
        return self.state in (labels.PLANNED, labels.TO_RECORD)

    @property
    def unled(self) -> bool:
        return self.state == labels.UNLED

    @property
    def begins(self) -> datetime:
        return instant(self.on, self.starts_at)

    @property
    def led_by(self) -> str:
        return str(self.facilitator) if self.facilitator else self.series.outside

    @property
    def words(self) -> str:
        return self.series.name or labels.KINDS[self.series.kind]

    def people(self) -> list[Person]:
        """Everybody in it, the facilitator first."""
        return [*([self.facilitator] if self.facilitator and not self.unled else []), *self.members]


NEAR = timedelta(days=70)
"""A session of a slot is looked for so many days around it: further it is neither moved nor held."""


def with_any_of(people: Collection[int]) -> QuerySet[Series]:
    """Series that any of these people ever leads, is in, or stands in for."""
    members = SeriesMember.objects.filter(person__in=people).values("series")
    stands_in = Change.objects.filter(stand_in__in=people).values("series")
    return Series.objects.filter(Q(facilitator__in=people) | Q(pk__in=members) | Q(pk__in=stands_in))


def _led_until(person: str, service: str) -> Subquery:
    """The last day of somebody's posts in a service, nothing where one of them has no end. Both are paths from the row."""
    posts = Post.objects.live().filter(person=OuterRef(person), service=OuterRef(service))
    return Subquery(posts.order_by(F("finished_on").desc(nulls_first=True)).values("finished_on")[:1])


def unled(service: Service, on: date) -> list[Series]:
    """Series of a service that go on although whoever leads them has left by the day; ``led_until`` is their last day."""
    rows = Series.objects.running(on).filter(service=service).annotate(led_until=_led_until("facilitator", "service"))
    return list(rows.filter(led_until__lt=on).select_related("facilitator").prefetch_related("members__person"))


def planned_of(person: Person, start: date, stop: date, today: date) -> list[PlannedSession]:
    """What somebody has from day to day, in order."""
    return [one for one in diary(with_any_of([person.pk]), start, stop, today) if person in one.people()]


def slot_in(series: Series, slot: date, today: date) -> PlannedSession | None:
    """The session of a slot as it stands; nothing where the series has none."""
    rows = diary(Series.objects.filter(pk=series.pk), slot - NEAR, slot + NEAR, today)
    return next((one for one in rows if one.slot == slot), None)


def diary(rows: QuerySet[Series], start: date, stop: date, today: date) -> list[PlannedSession]:
    """The sessions of series from day to day (both included), in order. Four queries."""
    near = Q(slot__gte=start - FURTHEST, slot__lte=stop + FURTHEST)
    series_planned = rows.filter(Q(last_on=None) | Q(last_on__gte=start - FURTHEST), first_on__lte=stop).select_related(
        "facilitator"
    )
    series_planned = series_planned.annotate(led_until=_led_until("facilitator", "service")).prefetch_related(
        Prefetch("members", SeriesMember.objects.select_related("person")),
        Prefetch("changes", _changes(near)),
        Prefetch("sessions", Session.objects.live().filter(near).select_related("facilitator")),
    )
    planned = [one for series in series_planned for one in _of(series, start, stop, today)]
    return sorted(planned, key=lambda one: (one.begins, one.series.pk))


def _changes(near: Q) -> QuerySet[Change]:
    rows = Change.objects.filter(near).select_related("stand_in")
    return rows.annotate(led_until=_led_until("stand_in", "series__service"))


def _of(series: Series, start: date, stop: date, today: date):
    changes = {change.slot: change for change in series.changes.all()}
    held = {session.slot: session for session in series.sessions.all()}
    days = dict(slots(series.pattern, start, stop))
    for slot, change in changes.items():
        days.pop(slot, None)
        if series.last_on is not None and slot > series.last_on:
            continue
        on = change.moved_to or slot
        if start <= on <= stop:
            days[slot] = on
    for slot, session in held.items():
        days.pop(slot, None)
        if start <= session.held_on <= stop:
            days[slot] = session.held_on
    for slot, on in days.items():
        yield _one(series, slot, on, changes.get(slot), held.get(slot), today)


def _one(series: Series, slot: date, on: date, change: Change | None, session: Session | None, today: date) -> PlannedSession:
    cancelled = change.cancelled if change and session is None else ""
    led_until = change.led_until if change and change.stand_in else series.led_until
    state = (
        labels.HELD if session
        else labels.CANCELLED_STATE if cancelled
        else labels.UNLED if led_until and on > led_until
        else labels.PLANNED if on > today
        else labels.TO_RECORD
    )  # fmt: skip
    return PlannedSession(
        series,
        slot,
        on,
        (change and change.starts_at) or series.starts_at,
        tuple(m.person for m in series.members.all() if m.first_on <= slot and (m.last_on is None or slot <= m.last_on)),
        (change and change.stand_in) or series.facilitator,
        bool(change and not change.cancelled),
        cancelled,
        session,
        state,
        led_until,
    )
