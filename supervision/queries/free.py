"""When all who are in a session can come."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q

from people.models import Absence
from people.queries import weeks_of
from people.rules.working_days import is_working_day

from ..models import Series, SeriesMember
from .diary import Planned, diary

LOOK_AHEAD = 14
MOST = 5


def free_days(one: Planned, today: date) -> list[date]:
    """The first days near a session, from tomorrow on, on which everybody in it works, nobody is away, and nobody has anything else at
    its hour. Seven queries."""
    people = {person.pk for person in one.people()}
    first = max(today, one.on - timedelta(days=7)) + timedelta(days=1)
    days = [first + timedelta(days=passed) for passed in range(LOOK_AHEAD)]
    weeks, away = weeks_of(people), away_on(people, days[0], days[-1])
    taken = _taken(people, days[0], days[-1], today, one)
    found = []
    for day in days:
        if day == one.on or not is_working_day(day):
            continue
        if any(not weeks[person].works(day) or day in away[person] for person in people):
            continue
        begins = datetime.combine(day, one.starts_at)
        ends = begins + timedelta(minutes=one.series.minutes)
        if not any(begins < stop and start < ends for start, stop in taken):
            found.append(day)
    return found[:MOST]


def away_on(people: Collection[int], first: date, last: date) -> dict[int, set[date]]:
    """The days from first to last on which each is away."""
    found: dict[int, set[date]] = defaultdict(set)
    rows = Absence.objects.live().filter(
        Q(finished_on=None) | Q(finished_on__gte=first), person__in=people, started_on__lte=last
    )
    for person, start, finish in rows.values_list("person", "started_on", "finished_on"):
        begin, end = max(start, first), min(finish or last, last)
        found[person].update(begin + timedelta(days=passed) for passed in range((end - begin).days + 1))
    return found


def _taken(people: Collection[int], first: date, last: date, today: date, but: Planned) -> list[tuple[datetime, datetime]]:
    members = SeriesMember.objects.filter(person__in=people).values("series")
    rows = Series.objects.filter(Q(facilitator__in=people) | Q(pk__in=members))
    return [
        (begins := datetime.combine(one.on, one.starts_at), begins + timedelta(minutes=one.series.minutes))
        for one in diary(rows, first, last, today)
        if not one.cancelled
        and (one.series.pk, one.slot) != (but.series.pk, but.slot)
        and any(person.pk in people for person in one.people())
    ]
