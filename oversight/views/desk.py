"""The overview of a service, and its indicators. A manager has the same as a lead, across teams."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Service
from people.rules.period import add_months

from ..attention import attention
from ..gathering import gathered_here
from ..position import behind, position
from ..room import who_has_room
from ..tools import tools_of

BACK = 26
"""Months that are gathered: thirteen to draw, and as many before the first that it looks back at."""


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    """What needs somebody today, and who can take someone."""
    today = timezone.localdate()
    here = gathered_here(request.user, service, today, today)
    groups = attention(here)
    decides = here.decides
    context = {
        "title": "Service overview",
        "caption": service.name,
        "service": service,
        "groups": groups,
        "count": sum(len(group.lines) for group in groups),
        "room": who_has_room(here.now, decides),
        "decides": decides,
        "tools": tools_of(service, request.user)[1:],
    }
    return render(request, "oversight/desk.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def indicators(request, service):
    """Ten numbers, each with its formula, its denominator, thirteen months and who is behind it."""
    today = timezone.localdate()
    here = gathered_here(request.user, service, today, add_months(today, -BACK))
    names = {key: str(person) for key, person in here.people.items()}
    shown = [(one, behind(one, names)) for one in position(here.facts, today)]
    crumbs = [Link("Service overview", reverse("oversight:desk", args=[service.code]))]
    context = {
        "title": "Service indicators",
        "caption": service.name,
        "crumbs": crumbs,
        "service": service,
        "shown": shown,
    }
    return render(request, "oversight/indicators.html", context)
