"""When people can come: days on which they have a post, work and are not away, and hours at which they have nothing else."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from people.models import Absence, Post, Service
from people.queries import weeks_of
from people.rules.working_days import is_working_day
from people.rules.working_week import WorkingWeek

from .diary import PlannedSession, diary, with_any_of

LOOK_AHEAD = 14
MOST = 5
Taken = tuple[datetime, datetime, tuple[int, date] | None]
"""From when to when somebody has something, and which session that is (its series and slot)."""


@dataclass(frozen=True, slots=True)
class Time:
    """What is known of some people's time, by their keys."""

    posts: dict[int, list[tuple[date, date | None]]]
    weeks: dict[int, WorkingWeek]
    away: dict[int, set[date]]
    taken: dict[int, list[Taken]]

    def can(self, person: int, day: date) -> bool:
        """Is it a working day on which they have a post, work, and are not away?"""
        here = any(first <= day and (last is None or day <= last) for first, last in self.posts[person])
        return here and is_working_day(day) and self.weeks[person].works(day) and day not in self.away[person]

    def free(self, people: Iterable[int], day: date, at: time, minutes: int, *, but: PlannedSession | None = None) -> bool:
        """Can all of them come at that hour? ``but``: a session that would take place then instead."""
        begins = datetime.combine(day, at)
        ends, same = begins + timedelta(minutes=minutes), but and (but.series.pk, but.slot)
        return all(
            self.can(person, day)
            and not any(
                begins < stop and start < ends and (which is None or which != same) for start, stop, which in self.taken[person]
            )
            for person in people
        )

    def take(self, people: Iterable[int], day: date, at: time, minutes: int) -> None:
        begins = datetime.combine(day, at)
        for person in people:
            self.taken[person].append((begins, begins + timedelta(minutes=minutes), None))


def time_of(people: Collection[int], first: date, last: date, today: date, *, service: Service | None = None) -> Time:
    """From day to day; with ``service`` only posts there count. Seven queries."""
    posts: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    held = Post.objects.live().filter(person__in=people, **({"service": service} if service else {}))
    for person, begun, ended in held.values_list("person", "started_on", "finished_on"):
        posts[person].append((begun, ended))
    taken: dict[int, list[Taken]] = defaultdict(list)
    for one in diary(with_any_of(people), first, last, today):
        if not one.cancelled:
            begins = datetime.combine(one.on, one.starts_at)
            for person in one.people():
                taken[person.pk].append((begins, begins + timedelta(minutes=one.series.minutes), (one.series.pk, one.slot)))
    return Time(posts, weeks_of(people), away_on(people, first, last), taken)


def free_days(one: PlannedSession, today: date) -> list[date]:
    """The first days near a session, from tomorrow on, on which all who are in it can come at its hour."""
    people = {person.pk for person in one.people()}
    first = max(today, one.on - timedelta(days=7)) + timedelta(days=1)
    days = [first + timedelta(days=passed) for passed in range(LOOK_AHEAD)]
    known = time_of(people, days[0], days[-1], today)
    return [day for day in days if day != one.on and known.free(people, day, one.starts_at, one.series.minutes, but=one)][:MOST]


def away_on(people: Collection[int], first: date, last: date) -> dict[int, set[date]]:
    """The days from first to last on which each is away."""
    away: dict[int, set[date]] = defaultdict(set)
    rows = Absence.objects.live().filter(
        Q(finished_on=None) | Q(finished_on__gte=first), person__in=people, started_on__lte=last
    )
    for person, start, finish in rows.values_list("person", "started_on", "finished_on"):
        begin, end = max(start, first), min(finish or last, last)
        away[person].update(begin + timedelta(days=passed) for passed in range((end - begin).days + 1))
    return away
