"""What is planned, day by day: the slots of series with what was moved, cancelled and held. A constant number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Prefetch, Q, QuerySet

from people.models import Person

from .. import labels
from ..models import Change, Series, SeriesMember, Session
from ..rules.recurrence import instant, slots

FURTHEST = timedelta(days=400)
"""No session is moved further than this from its slot."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One session of a series, as it stands: ``on`` and ``starts_at`` are where it was moved to, if it was."""

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
        return [*([self.facilitator] if self.facilitator else []), *self.members]


NEAR = timedelta(days=70)
"""A session of a slot is looked for so many days around it: further it is neither moved nor held."""


def with_any_of(people: Collection[int]) -> QuerySet[Series]:
    """Series that any of these people ever leads, is in, or stands in for."""
    members = SeriesMember.objects.filter(person__in=people).values("series")
    stands_in = Change.objects.filter(stand_in__in=people).values("series")
    return Series.objects.filter(Q(facilitator__in=people) | Q(pk__in=members) | Q(pk__in=stands_in))


def planned_of(person: Person, start: date, stop: date, today: date) -> list[Planned]:
    """What somebody has from day to day, in order."""
    return [one for one in diary(with_any_of([person.pk]), start, stop, today) if person in one.people()]


def slot_in(series: Series, slot: date, today: date) -> Planned | None:
    """The session of a slot as it stands; nothing where the series has none."""
    rows = diary(Series.objects.filter(pk=series.pk), slot - NEAR, slot + NEAR, today)
    return next((one for one in rows if one.slot == slot), None)


def diary(rows: QuerySet[Series], start: date, stop: date, today: date) -> list[Planned]:
    """The sessions of series from day to day (both included), in order. Four queries."""
    near = Q(slot__gte=start - FURTHEST, slot__lte=stop + FURTHEST)
    found = rows.filter(Q(last_on=None) | Q(last_on__gte=start - FURTHEST), first_on__lte=stop).select_related("facilitator")
    found = found.prefetch_related(
        Prefetch("members", SeriesMember.objects.select_related("person")),
        Prefetch("changes", Change.objects.filter(near).select_related("stand_in")),
        Prefetch("sessions", Session.objects.live().filter(near).select_related("facilitator")),
    )
    planned = [one for series in found for one in _of(series, start, stop, today)]
    return sorted(planned, key=lambda one: (one.begins, one.series.pk))


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


def _one(series: Series, slot: date, on: date, change: Change | None, session: Session | None, today: date) -> Planned:
    cancelled = change.cancelled if change and session is None else ""
    state = (
        labels.HELD if session
        else labels.CANCELLED_STATE if cancelled
        else labels.PLANNED if on > today
        else labels.TO_RECORD
    )  # fmt: skip
    return Planned(
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
    )
