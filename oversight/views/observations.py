"""Whose practice, and whose supervising, was observed in a service, and where it was not possible."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person, Service
from tabular import as_csv

from ..observations import COLUMNS, KINDS, MONTHS, lines, observed, table


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    today = timezone.localdate()
    rows, supervising = observed(service, today), observed(service, today, "supervision")
    openable = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=request.user)
    context = {
        "title": "Observations",
        "caption": service.name,
        "crumbs": [Link("Register", f"/oversight/{service.code}/register/")],
        "service": service,
        "months": MONTHS,
        "nobody": sum(not row.days for row in rows),
        "all": len(rows),
        "table": table(rows, openable),
        "supervising": table(supervising, openable, "supervision"),
    }
    return render(request, "oversight/observations.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    observations = [(words, observed(service, timezone.localdate(), kind)) for kind, words in KINDS.items()]
    content = as_csv(("What", *COLUMNS), [[words, *line] for words, rows in observations for line in lines(rows)])
    disposition = {"Content-Disposition": 'attachment; filename="observations.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=disposition)
