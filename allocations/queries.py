"""Who supervises whom on a day, and who could."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from competencies.models import TimelineRun
from competencies.rules.outcome import State
from people.models import Person, Post, Service
from people.models.conditions import covering

from .models import Allocation, Apart, Capacity
from .rules.policy import MINUTES_PER_WEEK, NEEDS


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a post in the service on the day; with several posts, team and site of the one with most hours."""

    person: Person
    roles: frozenset[str]
    team: int | None
    team_name: str
    site: str
    line_managers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """An allocation as it stands on the day. ``minutes`` are of a week; ``gone``: the supervisor has no post any more."""

    row: Allocation
    minutes: int
    valid: bool
    gone: bool


@dataclass
class Situation:
    """A service on a day, for one kind of supervision: everything that is needed to say who could supervise whom.

    ``eligible`` is the last day of the run of eligibility that covers the day (``None``: no end known) by supervisor; ``later``
    the first day after it on which somebody who is not eligible will be; ``loads`` the minutes and the number of people of each
    supervisor by pairs that stand, in whatever service.
    """

    service: Service
    kind: str
    on: date
    members: dict[int, Member]
    eligible: dict[int, date | None]
    later: dict[int, date]
    capacity: dict[int, Capacity]
    pairs: dict[int, Pair]
    of: dict[int, list[Allocation]]
    above: dict[int, frozenset[int]]
    broke_down: set[tuple[int, int]] = field(default_factory=set)
    apart: set[frozenset[int]] = field(default_factory=set)

    @property
    def to_place(self) -> list[int]:
        """Those whose role needs this kind and who have no valid supervisor on the day."""
        needing = (key for key, member in self.members.items() if member.roles & NEEDS[self.kind])
        return [key for key in needing if not (key in self.pairs and self.pairs[key].valid)]

    @property
    def supervisors(self) -> list[int]:
        """Everybody in the service with a job plan for this kind, or eligible, on the day."""
        return [key for key in self.members if key in self.capacity or key in self.eligible]

    def minutes(self, supervisee: int) -> int:
        pair = self.pairs.get(supervisee)
        return pair.minutes if pair else MINUTES_PER_WEEK[self.kind]


def minutes_of(allocation: Allocation) -> int:
    """What a pair takes of a week; what one person takes where the pair does not say."""
    stated = allocation.minutes_per_week
    return MINUTES_PER_WEEK[allocation.kind] if stated is None else stated


def situation(service: Service, kind: str, on: date, standard: str) -> Situation:
    """A constant number of queries, however many people."""
    members = _members(service, on)
    eligible, later = _eligible(members, on, standard)
    capacity = {
        c.supervisor_id: c for c in _live(Capacity, on).filter(kind=kind, supervisor__in=members).order_by("started_on", "pk")
    }
    standing = list(
        _live(Allocation, on)
        .filter(Q(supervisee__in=members) | Q(supervisor__in=members), kind=kind)
        .select_related("supervisor", "supervisee")
    )
    of = defaultdict(list)
    for row in standing:
        of[row.supervisor_id].append(row)
    theirs = {row.supervisor_id for row in standing}
    may = _states(theirs, on, standard)
    gone = theirs - set(_live(Post, on).filter(person__in=theirs).values_list("person", flat=True))
    pairs = {
        row.supervisee_id: Pair(
            row, minutes_of(row), row.supervisor_id not in gone and _holds(row, may), row.supervisor_id in gone
        )
        for row in standing
        if row.supervisee_id in members
    }
    return Situation(
        service,
        kind,
        on,
        members,
        eligible,
        later,
        capacity,
        pairs,
        dict(of),
        _above(on, kind, eligible),
        _broke_down(members),
        _apart(members),
    )


def _live(model, on: date):
    return model.objects.live().filter(covering(on))


def _members(service: Service, on: date) -> dict[int, Member]:
    posts = _live(Post, on).filter(service=service).select_related("person", "team").order_by("-fte_hundredths", "pk")
    by_person: dict[int, list[Post]] = defaultdict(list)
    for post in posts:
        by_person[post.person_id].append(post)
    return {key: _member(some) for key, some in by_person.items()}


def _member(posts: list[Post]) -> Member:
    team = next((post.team for post in posts if post.team), None)
    managers = frozenset(post.line_manager_id for post in posts if post.line_manager_id)
    about = (team.pk, team.name, team.site) if team else (None, "", "")
    return Member(posts[0].person, frozenset(post.role for post in posts), *about, managers)


def _eligible(people: Iterable[int], on: date, standard: str) -> tuple[dict[int, date | None], dict[int, date]]:
    runs = TimelineRun.objects.filter(
        Q(finished_on=None) | Q(finished_on__gte=on), person__in=people, standard=standard, state=State.ELIGIBLE
    )
    now, later = {}, {}
    for key, start, finish in runs.order_by("-started_on").values_list("person", "started_on", "finished_on"):
        if start <= on:
            now[key] = finish
        else:
            later[key] = start
    return now, later


def _states(people: Iterable[int], on: date, standard: str) -> dict[int, str]:
    runs = TimelineRun.objects.filter(covering(on), person__in=people, standard=standard)
    return dict(runs.values_list("person", "state"))


def _holds(row: Allocation, states: dict[int, str]) -> bool:
    """May the supervisor of a pair supervise: by themselves, or with a co-supervisor where the pair has one?"""
    state = states.get(row.supervisor_id)
    return state == State.ELIGIBLE or (row.co_supervised and state == State.PROVISIONAL)


def _above(on: date, kind: str, able: Iterable[int]) -> dict[int, frozenset[int]]:
    """Of everybody who supervises somebody, or could, who supervises them. Others cannot be part of a circle."""
    rows = _live(Allocation, on).filter(kind=kind)
    part_of_one = Q(supervisee__in=rows.values("supervisor")) | Q(supervisee__in=list(able))
    upper = rows.filter(part_of_one).values_list("supervisee", "supervisor")
    found: dict[int, set[int]] = defaultdict(set)
    for supervisee, supervisor in upper:
        found[supervisee].add(supervisor)
    return {key: frozenset(some) for key, some in found.items()}


def _broke_down(people: Iterable[int]) -> set[tuple[int, int]]:
    rows = Allocation.objects.live().filter(supervisee__in=people, end_reason="broke_down")
    return set(rows.values_list("supervisee", "supervisor"))


def _apart(people: Iterable[int]) -> set[frozenset[int]]:
    """Pairs that one of the two has asked, in private, not to be made."""
    return {frozenset(pair) for pair in Apart.objects.live().filter(person__in=people).values_list("person", "other")}


def colleagues(person: Person, on: date) -> list[Person]:
    """Everybody else with a post on the day where somebody has one, by name."""
    mine = _live(Post, on).filter(person=person).values("service")
    keys = _live(Post, on).filter(service__in=mine).exclude(person=person).values("person")
    return list(Person.objects.filter(pk__in=keys).order_by("last_name", "first_name", "pk"))


def frees_on(here: Situation, supervisor: int, minutes: int) -> date | None:
    """The first day after which pairs have ended that leave room for so many minutes more, if what is known does."""
    capacity = here.capacity.get(supervisor)
    if capacity is None:
        return None
    rows = here.of.get(supervisor, [])
    for day in sorted({row.finished_on + timedelta(days=1) for row in rows if row.finished_on}):
        if capacity.finished_on and day > capacity.finished_on:
            return None
        stand = [row for row in rows if row.finished_on is None or row.finished_on >= day]
        people = capacity.max_supervisees
        if sum(map(minutes_of, stand)) + minutes <= capacity.minutes_per_week and (people is None or len(stand) < people):
            return day
    return None
