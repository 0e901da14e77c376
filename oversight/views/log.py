"""The audit log of a service, for whoever manages it."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance import audit
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Service
from tabular import as_csv

from ..forms import LogForm
from ..log import MOST, TITLES, entries, rows_of, table


def _asked(request, service: Service):
    today = timezone.localdate()
    form = LogForm(request.GET, (today - timedelta(days=28), today))
    return form, entries(service, *form.stretch(), form.action())


@governed_view(Action.READ_LOG, Service, key="code")
def page(request, service):
    form, rows = _asked(request, service)
    shown = list(rows[: MOST + 1])
    head = audit.head()
    context = {
        "title": "Who did what",
        "caption": service.name,
        "crumbs": [Link("Today", reverse("oversight:desk", args=[service.code]))],
        "form": form,
        "table": table(shown[:MOST]),
        "more": len(shown) > MOST,
        "most": MOST,
        "head": head,
        "service": service,
        "query": request.GET.urlencode(),
    }
    return render(request, "oversight/log.html", context)


@governed_view(Action.READ_LOG, Service, key="code")
def csv(request, service):
    _, rows = _asked(request, service)
    content = as_csv(TITLES, rows_of(rows.iterator()))
    name = {"Content-Disposition": 'attachment; filename="log.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=name)
