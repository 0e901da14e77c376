"""Sessions ahead whose leader cannot come, and who could stand in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from people.models import Person
from people.queries import weeks_of
from people.rules.working_days import is_working_day
from supervision.models import Series
from supervision.queries import Planned, away_on, diary

from .people import Here, series_here

AHEAD = timedelta(days=60)
MOST = 3


@dataclass(frozen=True, slots=True)
class Leaderless:
    """``why``: who leads it is ``away``, or has ``left``. ``could``: who may lead it, works on that day and has nothing else at that hour."""

    planned: Planned
    why: str
    could: tuple[Person, ...]


def leaderless(found: Here) -> list[Leaderless]:
    """In order of their days. Queries do not grow with the sessions."""
    last = found.on + AHEAD
    ahead = [one for one in diary(series_here(found.service, found.on), found.on, last, found.on) if _stands(one)]
    leading = {one.facilitator.pk for one in ahead}
    away = away_on(leading | found.may_lead, found.on, last)
    wanting = [(one, why) for one in ahead if (why := _why(found, away, one))]
    if not wanting:
        return []
    weeks = weeks_of(found.may_lead)
    taken = _taken(found, last)
    return [Leaderless(one, why, _could(found, away, weeks, taken, one)) for one, why in wanting]


def _stands(one: Planned) -> bool:
    return bool(one.facilitator) and not one.cancelled and one.session is None


def _why(found: Here, away, one: Planned) -> str:
    if one.facilitator.pk not in found.people:
        return "left"
    return "away" if one.on in away[one.facilitator.pk] else ""


def _taken(found: Here, last) -> dict[int, list[tuple[datetime, datetime]]]:
    taken: dict[int, list[tuple[datetime, datetime]]] = {}
    rows = Series.objects.filter(facilitator__in=found.may_lead) | Series.objects.filter(members__person__in=found.may_lead)
    for one in diary(rows.distinct(), found.on, last, found.on):
        begins = datetime.combine(one.on, one.starts_at)
        for person in one.people():
            taken.setdefault(person.pk, []).append((begins, begins + timedelta(minutes=one.series.minutes)))
    return taken


def _could(found: Here, away, weeks, taken, one: Planned) -> tuple[Person, ...]:
    inside = {person.pk for person in one.people()}
    supervised = {supervisee for supervisor, supervisee in found.supervises if supervisor in inside}
    begins = datetime.combine(one.on, one.starts_at)
    ends = begins + timedelta(minutes=one.series.minutes)
    able = [
        key for key in found.may_lead - inside - supervised
        if is_working_day(one.on) and weeks[key].works(one.on) and one.on not in away[key]
        and not any(begins < stop and start < ends for start, stop in taken.get(key, ()))
    ]  # fmt: skip
    return tuple(found.named(able))[:MOST]
