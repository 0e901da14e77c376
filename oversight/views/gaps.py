"""What is missing in a service, from day to day."""

from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Service

from ..attention import ServiceView, openable
from ..forms import StretchForm
from ..gaps import Opens, tables
from ..gathering import gathered_here
from ..rules.gaps import Missing, report


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    today = timezone.localdate()
    form = StretchForm(request.GET, (today - timedelta(days=91), today))
    first, last = form.stretch()
    here = gathered_here(request.user, service, last, first)
    gaps_found = report(here.facts, first, last)
    crumbs = [Link("Today", reverse("oversight:desk", args=[service.code]))]
    context = {
        "title": "What is missing", "caption": service.name, "crumbs": crumbs, "form": form, "first": first, "last": last,
        "tables": tables(service, gaps_found, here.people, _opens(here, gaps_found)), "count": len(gaps_found),
    }  # fmt: skip
    return render(request, "oversight/gaps.html", context)


def _opens(here: ServiceView, gaps_found: list[Missing]) -> Opens:
    sessions = [one.record for one in gaps_found if one.what == "unconfirmed"]
    return Opens(here.decides, openable(sessions, here.reader))
