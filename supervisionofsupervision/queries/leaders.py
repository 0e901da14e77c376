"""Sessions ahead whose leader cannot come, and who could stand in."""

from dataclasses import dataclass
from datetime import timedelta

from people.models import Person
from supervision.queries import PlannedSession, Time, away_on, diary, time_of

from .people import ServicePeople, series_here

AHEAD = timedelta(days=60)
MOST = 3


@dataclass(frozen=True, slots=True)
class Leaderless:
    """``why``: who leads it is ``away``, or has ``left``. ``could``: who may lead it, works on that day and has nothing else at
    that hour."""

    planned: PlannedSession
    why: str
    could: tuple[Person, ...]


def leaderless(service_people: ServicePeople) -> list[Leaderless]:
    """In order of their days. Queries do not grow with the sessions."""
    last = service_people.on + AHEAD
    ahead = [
        one
        for one in diary(series_here(service_people.service, service_people.on), service_people.on, last, service_people.on)
        if _stands(one)
    ]
    leading = {one.facilitator.pk for one in ahead}
    away = away_on(leading, service_people.on, last)
    wanting = [(one, why) for one in ahead if (why := _why(service_people, away, one))]
    if not wanting:
        return []
    known = time_of(service_people.may_lead, service_people.on, last, service_people.on, service=service_people.service)
    return [Leaderless(one, why, _could(service_people, known, one)) for one, why in wanting]


def _stands(one: PlannedSession) -> bool:
    return bool(one.facilitator) and not one.cancelled and one.session is None


def _why(service_people: ServicePeople, away, one: PlannedSession) -> str:
    if one.facilitator.pk not in service_people.people:
        return "left"
    return "away" if one.on in away[one.facilitator.pk] else ""


def _could(service_people: ServicePeople, known: Time, one: PlannedSession) -> tuple[Person, ...]:
    inside = {person.pk for person in one.people()}
    supervised = {supervisee for supervisor, supervisee in service_people.supervises if supervisor in inside}
    able = [
        key
        for key in service_people.may_lead - inside - supervised
        if known.free([key], one.on, one.starts_at, one.series.minutes)
    ]
    return tuple(service_people.named(able))[:MOST]
