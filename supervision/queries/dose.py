"""What people were due and received, from posts, absences, working days and sessions. A constant number of queries for many."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from people.models import Absence, Person, Post
from people.queries import weeks_of
from people.rules.facts import FULL_TIME
from people.rules.period import add_months

from ..models import Attendance, Response, Session
from ..rules.expected import Around, AttendedSession, Received, covered_by, received, short_by
from ..rules.policy import DOSES, Dose
from .diary import planned_of


def around_of(
    people: Collection[int], roles: frozenset[str], first: date, last: date, known_at: datetime | None = None
) -> dict[int, Around]:
    """What stands around the sessions of each of the people, while they hold one of the roles, as known now or at an instant.
    Three queries."""
    posts, away = defaultdict(list), defaultdict(set)
    fte: dict[int, int] = defaultdict(int)
    rows = Post.objects.known_at(known_at).filter(
        Q(finished_on=None) | Q(finished_on__gte=first), person__in=people, role__in=roles
    )
    for person, start, finish, part in rows.filter(started_on__lte=last).values_list(
        "person", "started_on", "finished_on", "fte_hundred_thousandths"
    ):
        posts[person].append((start, finish))
        if start <= last and (finish is None or finish >= last):
            fte[person] += part
    absent = Absence.objects.known_at(known_at).filter(Q(finished_on=None) | Q(finished_on__gte=first), person__in=people)
    for person, start, finish in absent.filter(started_on__lte=last).values_list("person", "started_on", "finished_on"):
        begin, end = max(start, first), min(finish or last, last)
        away[person].update(begin + timedelta(days=passed) for passed in range((end - begin).days + 1))
    weeks = weeks_of(people, known_at)
    return {
        person: Around(tuple(posts[person]), frozenset(away[person]), weeks[person], fte[person] or FULL_TIME)
        for person in people
    }


def sessions_received(
    people: Collection[int], first: date, last: date, known_at: datetime | None = None
) -> dict[int, dict[str, list[AttendedSession]]]:
    """The sessions that each attended, by kind, but for those that somebody disputes, as known now or at an instant. Two
    queries."""
    disputed = Response.objects.known_at(known_at).filter(session=OuterRef("session"), answer="disputed")
    stand = Session.objects.known_at(known_at).filter(held_on__gte=first, held_on__lte=last)
    rows = Attendance.objects.known_at(known_at).filter(~Exists(disputed), person__in=people, session__in=stand)
    attended = list(
        rows.values_list("person", "session", "session__kind", "session__held_on", "session__minutes", "session__facilitator")
    )
    there = (
        Attendance.objects.known_at(known_at)
        .filter(session__in={row[1] for row in attended})
        .values("session")
        .annotate(n=Count("pk"))
    )
    sizes = {row["session"]: row["n"] for row in there}
    by_person: dict[int, dict[str, list[AttendedSession]]] = {person: defaultdict(list) for person in people}
    for person, session, kind, on, minutes, _ in attended:
        by_person[person][kind].append(AttendedSession(on, minutes, sizes[session]))
    return by_person


def dose_of(
    people: Collection[int], first: date, last: date, doses: Iterable[Dose] = DOSES, known_at: datetime | None = None
) -> dict[int, list[Received]]:
    """The dose of each of the people: what they were due and received from day to day, by rule, as known now or at an instant;
    only rules under which something was due or received."""
    people, doses = list(people), tuple(doses)
    around = {roles: around_of(people, roles, first, last, known_at) for roles in {dose.roles for dose in doses}}
    sessions = sessions_received(people, first, last, known_at)
    return {
        person: [
            dose_received
            for dose in doses
            if (dose_received := received(dose, first, last, around[dose.roles][person], sessions[person][dose.kind])).expected
        ]
        for person in people
    }


@dataclass(frozen=True, slots=True)
class Short:
    """A shortfall of so many minutes by a day; ``covered_on``: the planned session with which they are not, if there is one."""

    kind: str
    minutes: int
    by: date
    covered_on: date | None


def shortfalls(person: Person, today: date) -> list[Short]:
    """What somebody is short of in the window that ends with this month, by the rules that take an average. Eight queries, if
    any."""
    by = add_months(today.replace(day=1), 1) - timedelta(days=1)
    by -= timedelta(days=(by.weekday() + 1) % 7)
    missing_minutes = []
    for dose in (dose for dose in DOSES if dose.window):
        first = by - timedelta(weeks=dose.window + 1)
        around = around_of([person.pk], dose.roles, first, by)[person.pk]
        if not around.in_post:
            continue
        have = sessions_received([person.pk], first, by)[person.pk][dose.kind]
        planned = [
            AttendedSession(one.on, one.series.minutes, len(one.members))
            for one in planned_of(person, today, by, today)
            if one.series.kind == dose.kind and one.goes_ahead and person in one.members
        ]
        if short := short_by(dose, by, around, have):
            missing_minutes.append(Short(dose.kind, -(-short // 1), by, covered_by(dose, by, around, have, planned)))
    return missing_minutes


def held_by(people: Collection[int], kinds: Collection[str], first: date, last: date) -> dict[int, int]:
    """Minutes of supervision that each gave. One query."""
    minutes: dict[int, int] = defaultdict(int)
    rows = Session.objects.live().filter(facilitator__in=people, kind__in=kinds, held_on__gte=first, held_on__lte=last)
    for person, given in rows.values_list("facilitator", "minutes"):
        minutes[person] += given
    return minutes
