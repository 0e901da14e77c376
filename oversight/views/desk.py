"""The lead's morning, and where the service stands. A manager has the same, across teams."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.access import may
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person, Service
from people.rules.period import add_months

from ..attention import ServiceView, attention
from ..position import behind, position
from ..queries import gathered
from ..room import who_has_room

MONTHS = 13
"""Months that every question looks back, at least: observations of a year, and where days without a supervisor began."""

BACK = 26
"""Months that are gathered: thirteen to draw, and as many before the first that it looks back at."""


def gathered_here(reader: Person, service: Service, on: date, since: date) -> ServiceView:
    """The service on a day for a reader, with what was so since another."""
    standard = principal()
    facts = gathered(service, standard, min(since, add_months(on, -MONTHS)), on)
    keys = {*facts.posts, *(pair.supervisor for pair in facts.pairs), *(pair.supervisee for pair in facts.pairs)}
    people = {person.pk: person for person in Person.objects.filter(pk__in=keys)}
    return ServiceView(service, on, standard, facts, people, reader)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    """What needs somebody today, and who can take someone."""
    today = timezone.localdate()
    here = gathered_here(request.user, service, today, today)
    groups = attention(here)
    decides = here.decides
    context = {
        "title": "Today",
        "caption": service.name,
        "service": service,
        "groups": groups,
        "count": sum(len(group.lines) for group in groups),
        "room": who_has_room(here.now, decides),
        "decides": decides,
        "reads_log": may(request.user, Action.READ_LOG, service),
    }
    return render(request, "oversight/desk.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def indicators(request, service):
    """Ten numbers, each with its formula, its denominator, thirteen months and who is behind it."""
    today = timezone.localdate()
    here = gathered_here(request.user, service, today, add_months(today, -BACK))
    names = {key: str(person) for key, person in here.people.items()}
    shown = [(one, behind(one, names)) for one in position(here.facts, today)]
    crumbs = [Link("Today", reverse("oversight:desk", args=[service.code]))]
    context = {
        "title": "Where the service stands",
        "caption": service.name,
        "crumbs": crumbs,
        "service": service,
        "shown": shown,
    }
    return render(request, "oversight/indicators.html", context)
