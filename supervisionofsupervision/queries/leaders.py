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


def leaderless(found: ServicePeople) -> list[Leaderless]:
    """In order of their days. Queries do not grow with the sessions."""
    last = found.on + AHEAD
    ahead = [one for one in diary(series_here(found.service, found.on), found.on, last, found.on) if _stands(one)]
    leading = {one.facilitator.pk for one in ahead}
    away = away_on(leading, found.on, last)
    wanting = [(one, why) for one in ahead if (why := _why(found, away, one))]
    if not wanting:
        return []
    known = time_of(found.may_lead, found.on, last, found.on, service=found.service)
    return [Leaderless(one, why, _could(found, known, one)) for one, why in wanting]


def _stands(one: PlannedSession) -> bool:
    return bool(one.facilitator) and not one.cancelled and one.session is None


def _why(found: ServicePeople, away, one: PlannedSession) -> str:
    if one.facilitator.pk not in found.people:
        return "left"
    return "away" if one.on in away[one.facilitator.pk] else ""


def _could(found: ServicePeople, known: Time, one: PlannedSession) -> tuple[Person, ...]:
    inside = {person.pk for person in one.people()}
    supervised = {supervisee for supervisor, supervisee in found.supervises if supervisor in inside}
    able = [key for key in found.may_lead - inside - supervised if known.free([key], one.on, one.starts_at, one.series.minutes)]
    return tuple(found.named(able))[:MOST]
