"""The agreements of a service: found by name, state and kind, in pages, and as files."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table
from nhsuk.paging import ListPage
from people.downloads import spreadsheet
from people.models import Service

from .. import labels
from ..agreement_list import COLUMNS, RUNNING, ListedAgreement, agreements_of, named, waiting_for
from ..agreements import address
from ..forms import AgreementFilterForm, AgreementSearchForm
from ..rules.contract import Stage


@governed_view(Action.MAKE_PLAN, Service, key="code")
def page(request, service):
    """A list in pages of 25. A name is sent in a form, so that it stays out of the address: its first 25 rows are shown."""
    rows, words = _rows(request, service), ""
    search = AgreementSearchForm(request.POST or None)
    if request.method == "POST" and search.is_valid():
        words = search.cleaned_data["name"]
        rows = named(rows, words)
    part = ListPage(rows, {} if words else request.GET, each="agreement")
    query = request.GET.copy()
    query.pop("page", None)
    asked = f"?{query.urlencode()}" if query else ""
    context = {
        "title": "Agreements",
        "caption": service.name,
        "crumbs": [Link("Allocations", reverse("allocations:service", args=[service.code]))],
        "form": AgreementFilterForm(request.GET or None),
        "search": search,
        "words": words,
        "part": part,
        "table": _table(part.rows),
        "files": [
            Link(f"Download as {kind.upper()}", reverse(f"allocations:agreements_{kind}", args=[service.code]) + asked)
            for kind in ("csv", "xlsx")
        ],
        "everything": f"{request.path}{asked}",
    }
    return render(request, "allocations/agreements.html", context)


def _rows(request, service: Service) -> list[ListedAgreement]:
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    stages = (Stage(state),) if state in set(Stage) else RUNNING
    return agreements_of(service, timezone.localdate(), stages=stages, kind=kind if kind in labels.AGREED else "")


def _table(rows: list[ListedAgreement]) -> Table:
    columns = [Column(title) for title in ("Agreement", "Meets", "State", "Waiting for")]
    shown = [_cells(row) for row in rows]
    return Table("Agreements", columns, shown, "No agreement is in this list.", caption_hidden=True)


def _cells(row: ListedAgreement) -> tuple:
    contract, status = row.status.contract, row.status
    with_whom = (f"with {contract.led_by}",) if contract.led_by else ()
    between = Lines((Link(row.supervisees, address(contract)), *with_whom, labels.AGREED[contract.kind]))
    waiting = Lines(tuple(map(str, people))) if (people := waiting_for(status)) else ""
    return (between, row.meets, labels.stage(status.stage, contract.review_on), waiting)


@governed_view(Action.MAKE_PLAN, Service, key="code")
def csv(request, service):
    return spreadsheet("agreements.csv", COLUMNS, [row.cells for row in _rows(request, service)])


@governed_view(Action.MAKE_PLAN, Service, key="code")
def xlsx(request, service):
    return spreadsheet("agreements.xlsx", COLUMNS, [row.cells for row in _rows(request, service)])
