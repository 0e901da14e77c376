"""Who is in a service on a day, as far as supervision of supervision is concerned. A constant number of queries."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from people.models import Person, Post, Service
from people.models.conditions import covering
from supervision.models import Series, SeriesMember
from supervision.rules.words import SUPPORTING

from ..rules.policy import FACILITATE, TOP
from ..sources import pairs_of

BEGINS_WITHIN = timedelta(days=62)
"""A group that begins within two months is somebody's place already."""


@dataclass(frozen=True)
class ServicePeople:
    """The people of a service by key: people, their team and line manager, who supervises (``active``) and whom, who may lead,
    who may stand at the top, and who has supervision of supervision from a series that runs."""

    service: Service
    on: date
    people: dict[int, Person]
    teams: dict[int, str]
    managers: dict[int, int | None]
    active: frozenset[int]
    supervises: frozenset[tuple[int, int]]
    may_lead: frozenset[int]
    top: frozenset[int]
    placed: frozenset[int]

    def named(self, keys) -> list[Person]:
        return sorted((self.people[key] for key in keys), key=lambda p: (p.last_name, p.first_name, p.pk))


def here(service: Service, on: date, until: date | None = None) -> ServicePeople:
    """``until``: whoever has a place by then has one."""
    posts = Post.objects.live().filter(covering(on), service=service).select_related("person", "team").order_by("pk")
    people, teams, managers, roles = {}, {}, {}, {}
    for post in posts:
        people[post.person_id] = post.person
        teams[post.person_id] = post.team.code if post.team else ""
        managers[post.person_id] = post.line_manager_id
        roles.setdefault(post.person_id, set()).add(post.role)
    pairs = pairs_of(service, on)
    placed = members_on(on, until).filter(series__kind=SUPPORTING, person__in=people).values_list("person", flat=True)
    return ServicePeople(
        service,
        on,
        people,
        teams,
        managers,
        frozenset(pair.supervisor for pair in pairs if pair.supervisor in people),
        frozenset((p.supervisor, p.supervisee) for p in pairs if p.supervisor != p.supervisee),
        frozenset(key for key, held in roles.items() if held & FACILITATE),
        frozenset(key for key, held in roles.items() if held & TOP),
        frozenset(placed),
    )


def members_on(on: date, until: date | None = None):
    """Who is in a series on a day, or in one that begins soon after (or by ``until``)."""
    series_runs = Q(series__last_on=None) | Q(series__last_on__gte=on)
    soon = until or on + BEGINS_WITHIN
    return SeriesMember.objects.running(on).filter(series_runs, first_on__lte=soon, series__first_on__lte=soon)


def series_here(service: Service, on: date):
    """The series of supervision of supervision in a service that run on a day or will."""
    return Series.objects.running(on).filter(service=service, kind=SUPPORTING)
