"""The agreements of a service: found by name, state and kind, in pages, and as files."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table
from people.downloads import TYPES, download_links, spreadsheet
from people.models import Service
from people.search import NameSearch

from .. import labels
from ..agreement_list import COLUMNS, RUNNING, ListedAgreement, agreements_of, named, waiting_for
from ..agreements import address
from ..forms import AgreementFilterForm
from ..rules.contract import Stage


@governed_view(Action.MAKE_PLAN, Service, key="code")
def page(request, service):
    """A list in pages of 25. A name is sent in a form, so that it stays out of the address: its first 25 rows are shown."""
    search = NameSearch.of(request)
    page_shown = search.page(named(_rows(request, service), search.words), each="agreement")
    context = {
        "title": "Agreements",
        "caption": service.name,
        "crumbs": [Link("Allocations", reverse("allocations:service", args=[service.code]))],
        "form": AgreementFilterForm(request.GET or None),
        "search": search,
        "page": page_shown,
        "table": _table(page_shown.rows),
        "downloads": download_links(
            request, {kind: reverse(f"allocations:agreements_{kind}", args=[service.code]) for kind in TYPES}
        ),
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
    return _file(request, service, "csv")


@governed_view(Action.MAKE_PLAN, Service, key="code")
def xlsx(request, service):
    return _file(request, service, "xlsx")


def _file(request, service: Service, kind: str):
    rows = named(_rows(request, service), NameSearch.of(request).words)
    return spreadsheet(f"agreements.{kind}", COLUMNS, [row.cells for row in rows])
