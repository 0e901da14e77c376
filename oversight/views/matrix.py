"""Who holds which competencies in a service, at a glance."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from competencies.queries.asked_for import frameworks_asked_for
from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from people.models import Person, Service
from signing.models import SignOffRequest
from tabular import as_csv

from ..forms import MatrixForm
from ..matrix import LEGEND, Matrix, matrix


def _matrix(request, service: Service) -> tuple[MatrixForm, Matrix]:
    today = timezone.localdate()
    frameworks = frameworks_asked_for(today)
    if not frameworks:
        raise Http404
    form = MatrixForm(request.GET, frameworks)
    openable = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=request.user)
    asked = form.asked()
    known = permitted(SignOffRequest.objects.all(), to=Action.VIEW_REQUEST, by=request.user)
    grid = matrix(service, openable=openable, asked=known if asked["on"] == today else known.none(), **asked)
    form.offer_teams(grid.teams)
    return form, grid


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    form, grid = _matrix(request, service)
    crumbs = [Link("Register", f"/oversight/{service.code}/register/")]
    context = {"title": "Competencies", "caption": service.name, "crumbs": crumbs, "form": form, "matrix": grid}
    return render(request, "oversight/matrix.html", context | {"legend": LEGEND, "grid": grid.grid()})


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    header, *lines = _matrix(request, service)[1].lines()
    disposition = {"Content-Disposition": 'attachment; filename="competencies.csv"'}
    return HttpResponse(as_csv(header, lines), content_type="text/csv; charset=utf-8", headers=disposition)
