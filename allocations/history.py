"""Who supervised whom on any day, under which rules and which agreement, as it is known now or was known at an instant."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from competencies.queries import careers, standard
from competencies.rules.answer import state_on
from competencies.rules.eligibility import timeline
from competencies.rules.outcome import State
from people.models import Person, Post, Service
from people.models.conditions import covering

from .agreements import in_force
from .models import Allocation, Contract
from .rules.policy import NEEDS


@dataclass(frozen=True, slots=True)
class SupervisedDay:
    """One person on one day. Without a ``pair`` they had nobody. ``state`` is the supervisor's by ``rules``, title and version
    of the standard; ``agreement`` the one that all had signed by then."""

    service: Service
    person: Person
    pair: Allocation | None
    state: State | None
    rules: str
    agreement: Contract | None

    @property
    def unable(self) -> bool:
        """Did they have a supervisor who could not supervise: neither alone, nor, where a co-supervisor is needed, with one?
        Where nothing is known of it, nothing is said."""
        if self.pair is None or self.state in (None, State.ELIGIBLE):
            return False
        return not (self.state is State.PROVISIONAL and self.pair.co_supervisor_id)


def supervised_on(service: Service, kind: str, on: date, code: str, known_at: datetime | None = None) -> list[SupervisedDay]:
    """Everybody in the service whose role needed this kind on the day, and whoever had a supervisor, by name. Constant
    queries."""
    posts = Post.objects.known_at(known_at).filter(covering(on), service=service)
    needing = posts.filter(role__in=NEEDS[kind]).values("person")
    pairs = _pairs(posts.values("person"), kind, on, known_at)
    people = Person.objects.filter(pk__in=needing) | Person.objects.filter(pk__in=list(pairs))
    agreements = in_force({pair.in_place for pair in pairs.values()}, on, known_at)
    states, rules = _states({pair.supervisor_id for pair in pairs.values()}, on, code, known_at)
    return [
        SupervisedDay(
            service,
            person,
            pair := pairs.get(person.pk),
            states.get(pair.supervisor_id) if pair else None,
            rules,
            agreements.get(pair.in_place) if pair else None,
        )
        for person in people.order_by("last_name", "first_name", "pk")
    ]


@dataclass(frozen=True, slots=True)
class Unsupervised:
    """A stretch of days on which somebody needed a supervisor and had none, as far as it lies in what was asked for."""

    person: Person
    started_on: date
    finished_on: date

    @property
    def days(self) -> int:
        return (self.finished_on - self.started_on).days + 1


def unsupervised(service: Service, kind: str, first: date, last: date, known_at: datetime | None = None) -> list[Unsupervised]:
    """Who had no supervisor from a first day to a last one while their role in the service needed one, the earliest first. Two
    queries.

    Worked example: in post from 1 March, supervised from 1 April: one stretch, 1 to 31 March.
    """
    overlapping = Q(finished_on=None) | Q(finished_on__gte=first)
    posts = Post.objects.known_at(known_at).filter(overlapping, service=service, role__in=NEEDS[kind], started_on__lte=last)
    pairs = Allocation.objects.known_at(known_at).filter(
        overlapping, kind=kind, started_on__lte=last, supervisee__in=posts.values("person")
    )
    needed: dict[Person, set[int]] = defaultdict(set)
    for post in posts.select_related("person"):
        needed[post.person] |= _days(post.started_on, post.finished_on, first, last)
    had: dict[int, set[int]] = defaultdict(set)
    for supervisee, started_on, finished_on in pairs.values_list("supervisee", "started_on", "finished_on"):
        had[supervisee] |= _days(started_on, finished_on, first, last)
    stretches = [
        Unsupervised(person, date.fromordinal(begin), date.fromordinal(end))
        for person, days in needed.items()
        for begin, end in _stretches(days - had[person.pk])
    ]
    return sorted(stretches, key=lambda gap: (gap.started_on, gap.person.last_name, gap.person.first_name, gap.person.pk))


def _days(started_on: date, finished_on: date | None, first: date, last: date) -> set[int]:
    end = min(finished_on or last, last)
    return set(range(max(started_on, first).toordinal(), end.toordinal() + 1))


def _stretches(days: set[int]) -> Iterable[tuple[int, int]]:
    """The first and the last day of each run of days without a hole."""
    for begin in sorted(day for day in days if day - 1 not in days):
        end = begin
        while end + 1 in days:
            end += 1
        yield begin, end


def _pairs(people, kind: str, on: date, known_at: datetime | None) -> dict[int, Allocation]:
    rows = Allocation.objects.known_at(known_at).filter(covering(on), supervisee__in=people, kind=kind)
    return {row.supervisee_id: row for row in rows.select_related("supervisor", "co_supervisor")}


def _states(people: set[int], on: date, code: str, known_at: datetime | None) -> tuple[dict[int, State], str]:
    """The state of each on the day by the standard, worked out anew from what was known, and its title and version."""
    rules = standard(code)
    if rules is None:
        return {}, ""
    day = on.toordinal()
    known = careers(people, known_at)
    states = {key: state_on(timeline(known[key], rules).states, day)[0] for key in people}
    version = rules.versions[rules.in_force(day)]
    return states, f"{version.title or code}, version {version.version}"
