"""Whose practice, and whose supervising, was observed in a service, and where it was not possible."""

from django.shortcuts import render
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from people.downloads import spreadsheet
from people.models import Person, Service
from people.search import NameSearch

from ..chrome import crumbs
from ..exports import downloads
from ..observations import COLUMNS, KINDS, MONTHS, OBSERVED, Observed, lines, observed, table


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    today = timezone.localdate()
    kind = _kind(request)
    rows = {each: observed(service, today, each) for each in KINDS}
    search = NameSearch.of(request)
    part = search.page(search.among(rows[kind], lambda row: str(row.person)), OBSERVED[kind])
    openable = permitted(Person.objects.all(), to=Action.VIEW_PERSON, by=request.user)
    context = {
        "title": "Observations", "caption": service.name, "crumbs": crumbs(service, register=True), "service": service,
        "months": MONTHS, "figures": _figures(rows),
        "search": search, "page": part, "table": table(part.rows, openable, kind),
        "downloads": downloads("observations", service, f"?kind={kind}"),
    }  # fmt: skip
    return render(request, "oversight/observations.html", context)


def _kind(request, otherwise: str = "practice") -> str:
    """What makes no sense is read as not said."""
    return request.GET["kind"] if request.GET.get("kind") in KINDS else otherwise


def _figures(rows: dict[str, list[Observed]]) -> list[tuple[int, int, str, str]]:
    """How many were not observed of each kind, of how many of whom; nothing is counted where there is no one."""
    return [(sum(not row.days for row in each), len(each), OBSERVED[kind], kind) for kind, each in rows.items() if each]


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def csv(request, service):
    return _file(request, service, "observations.csv")


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def xlsx(request, service):
    return _file(request, service, "observations.xlsx")


def _file(request, service: Service, name: str):
    """Both kinds, unless one is asked for."""
    asked, today = _kind(request, otherwise=""), timezone.localdate()
    kinds = {kind: observed(service, today, kind) for kind in KINDS if asked in ("", kind)}
    return spreadsheet(name, ("What", *COLUMNS), ([KINDS[kind], *line] for kind, rows in kinds.items() for line in lines(rows)))
