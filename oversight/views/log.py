"""The audit log of a service, for whoever manages it."""

from datetime import timedelta
from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone

from governance import audit
from governance.policy import Action
from governance.views import governed_view
from people.downloads import spreadsheet
from people.models import Service
from people.search import NameSearch

from ..chrome import crumbs
from ..exports import downloads
from ..forms import LogForm
from ..log import TITLES, entries, lines, people_of, rows_of, table


def _asked(request, service: Service, search: NameSearch | None = None):
    today = timezone.localdate()
    form = LogForm(request.GET, (today - timedelta(days=28), today))
    named = None
    if search and search.words:
        named = [person.pk for person in search.among(people_of(service), str)]
    return form, entries(service, *form.stretch(), form.actions(), named)


@governed_view(Action.READ_LOG, Service, key="code")
def page(request, service):
    search = NameSearch.of(request)
    form, rows = _asked(request, service, search)
    part = search.page(rows, "entry", "entries")
    first, last = form.stretch()
    context = {
        "title": "Who did what", "caption": service.name, "crumbs": crumbs(service), "form": form, "search": search,
        "page": part, "table": table(lines(part.rows, request.user)), "head": audit.head(), "first": first, "last": last,
        "open": bool(form.errors or form.group()),
        "downloads": downloads("log", service, "?" + urlencode(form.asked())),
    }  # fmt: skip
    return render(request, "oversight/log.html", context)


@governed_view(Action.READ_LOG, Service, key="code")
def csv(request, service):
    return _file(request, service, "log.csv")


@governed_view(Action.READ_LOG, Service, key="code")
def xlsx(request, service):
    return _file(request, service, "log.xlsx")


def _file(request, service: Service, name: str):
    return spreadsheet(name, TITLES, rows_of(_asked(request, service)[1], request.user))
