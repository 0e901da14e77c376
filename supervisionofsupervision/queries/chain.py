"""The chain of a service, its groups, and what each supervisor had."""

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from people.models import Service
from people.rules.period import add_months
from supervision.models import SeriesMember, Session
from supervision.queries import held_by, sessions_received
from supervision.rules.words import SESSION_KINDS, SUPPORTING

from ..models import Group
from ..rules.chain import Chain, ChainPlace
from ..rules.dose import DoseMonth
from .people import ServicePeople, members_on, series_here

GIVES = frozenset(SESSION_KINDS) - {SUPPORTING}
RECENT = timedelta(days=92)
"""Supervision of supervision that was held without a plan counts as somebody's place for so long."""


def chain_of(service_people: ServicePeople) -> Chain:
    """Who supervises each supervisor: by the series that run, and where there is none by the sessions of the last three
    months."""
    places = []
    members = members_on(service_people.on).filter(series__kind=SUPPORTING, person__in=service_people.people)
    for member in members.select_related("series"):
        series = member.series
        alone = series.facilitator_id is None and not series.outside
        places.append(ChainPlace(member.person_id, series.facilitator_id, series.outside, alone))
    planned = {place.person for place in places}
    held = Session.objects.live().filter(
        kind=SUPPORTING, held_on__gt=service_people.on - RECENT, held_on__lte=service_people.on, attendances__voided_at=None,
        attendances__person__in=service_people.active - planned,
    )  # fmt: skip
    rows = held.values_list("attendances__person", "facilitator", "outside").distinct()
    places += [ChainPlace(person, leader, outside) for person, leader, outside in rows if person not in planned]
    return Chain(service_people.active, tuple(places), frozenset(service_people.people), service_people.top)


def groups_of(service: Service, on: date) -> QuerySet[Group]:
    """The groups of a service that run on a day or will, with their people. Two queries."""
    rows = Group.objects.filter(series__in=series_here(service, on)).select_related("series__facilitator", "series__service")
    running = SeriesMember.objects.running(on).select_related("person").order_by("person__last_name", "pk")
    return rows.prefetch_related(Prefetch("series__members", running)).order_by("series__facilitator__last_name", "pk")


def months_of(service_people: ServicePeople, count: int = 3) -> dict[int, list[tuple[date, DoseMonth]]]:
    """What each active supervisor had and gave in the calendar months before the day, the latest first."""
    first = service_people.on.replace(day=1)
    starts = [add_months(first, -back) for back in range(1, count + 1)]
    begin, end = starts[-1], first - timedelta(days=1)
    had = sessions_received(service_people.active, begin, end)
    by_month: dict[int, list[tuple[date, DoseMonth]]] = defaultdict(list)
    for start in starts:
        last = add_months(start, 1) - timedelta(days=1)
        given = held_by(service_people.active, GIVES, start, last)
        for person in service_people.active:
            minutes = sum(one.minutes for one in had[person][SUPPORTING] if start <= one.on <= last)
            by_month[person].append((start, DoseMonth(minutes, given.get(person, 0))))
    return by_month
