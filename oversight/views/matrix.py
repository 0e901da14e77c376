"""Who holds which competencies in a service, at a glance."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from competencies.models import Framework
from competencies.queries.asked_for import frameworks_asked_for
from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from people.downloads import spreadsheet
from people.labels import on_day
from people.models import Person, Service
from people.search import NameSearch
from signing.models import SignOffRequest

from ..chrome import crumbs
from ..exports import downloads
from ..forms import MatrixForm
from ..matrix import LEGEND, Matrix, matrix


def _matrix(request, service: Service) -> tuple[MatrixForm, Matrix]:
    today = timezone.localdate()
    frameworks = frameworks_asked_for(today)
    if not frameworks:
        raise Http404
    form = MatrixForm(request.GET, _titles(frameworks))
    openable = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=request.user)
    asked = form.asked()
    known = permitted(SignOffRequest.objects.all(), to=Action.VIEW_REQUEST, by=request.user)
    grid = matrix(service, openable=openable, asked=known if asked["on"] == today else known.none(), **asked)
    form.offer_teams(grid.teams)
    return form, grid


def _titles(codes: list[str]) -> dict[str, str]:
    """The frameworks by the title of their latest version; where there is only one, nobody is asked which."""
    if len(codes) == 1:
        return dict.fromkeys(codes, codes[0])
    published = Framework.objects.filter(code__in=codes).order_by("version").values_list("code", "title")
    return dict.fromkeys(codes, "") | dict(published)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    form, grid = _matrix(request, service)
    search = NameSearch.of(request)
    part = search.page(search.among(grid.shown, lambda row: str(row[0])), "person", "people")
    context = {
        "title": "Competencies", "caption": service.name, "crumbs": crumbs(service, register=True), "form": form,
        "matrix": grid, "legend": LEGEND, "grid": grid.grid(part.rows), "search": search, "page": part,
        "where": f" with a post here on {on_day(grid.on)}.", "downloads": downloads("matrix", service, grid.query),
    }  # fmt: skip
    return render(request, "oversight/matrix.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    return _file(request, service, "competencies.csv")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def xlsx(request, service):
    return _file(request, service, "competencies.xlsx")


def _file(request, service: Service, name: str):
    header, *lines = _matrix(request, service)[1].lines()
    return spreadsheet(name, header, lines)
