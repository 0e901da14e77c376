"""The requests for another supervisor that the reader may see: those that need an answer first."""

from collections.abc import Iterable

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_list
from nhsuk.components import Column, Link, Table, Tag
from people.downloads import TYPES, download_links, iso, spreadsheet
from people.labels import on_day
from people.search import NameSearch

from .. import labels
from ..models import ChangeRequest


@governed_list(Action.VIEW_CHANGE, ChangeRequest)
def page(request, requests):
    """GET shows the list; POST the first part of it whose names fit what was typed."""
    search, fitting = _asked(request, requests)
    page_shown = search.page(fitting, each="request")
    context = {
        "title": "Requests for another supervisor",
        "crumbs": [Link("Allocations", reverse("allocations:index"))],
        "search": search,
        "page": page_shown,
        "table": _table(page_shown.rows),
        "downloads": download_links(request, {kind: reverse(f"allocations:requests_{kind}") for kind in TYPES}),
    }
    return render(request, "allocations/requests.html", context)


@governed_list(Action.VIEW_CHANGE, ChangeRequest)
def download(request, requests, form: str):
    header = ("Person", "Supervision", "Supervisor then", "Asked on", "Answered on", "State", "Main reason", "Talked first")
    return spreadsheet(f"requests.{form}", header, map(_cells, _asked(request, requests)[1]))


def _asked(request, requests) -> tuple[NameSearch, list[ChangeRequest]]:
    search = NameSearch.of(request)
    rows = requests.select_related("person", "supervisor").order_by("-asked_at", "-pk")
    fitting = search.among(rows, lambda asked: str(asked.person))
    return search, sorted(fitting, key=lambda asked: asked.closed_at is not None)


def _state(asked: ChangeRequest) -> Tag:
    return Tag(*(labels.REQUEST_ENDS[asked.outcome] if asked.closed_at else ("Needs an answer", "red")))


def _table(rows: Iterable[ChangeRequest]) -> Table:
    shown = [
        (
            Link(str(asked.person), reverse("allocations:change", args=[asked.public_id])),
            labels.KINDS[asked.kind],
            str(asked.supervisor),
            on_day(timezone.localdate(asked.asked_at)),
            _state(asked),
        )
        for asked in rows
    ]
    columns = [Column(title) for title in ("Person", "Supervision", "Supervisor then", "Asked on", "State")]
    return Table("Requests", columns, shown, "No one matches this.", caption_hidden=True)


def _cells(asked: ChangeRequest) -> tuple[object, ...]:
    closed = iso(timezone.localdate(asked.closed_at)) if asked.closed_at else ""
    return (
        str(asked.person), labels.KINDS[asked.kind], str(asked.supervisor), iso(timezone.localdate(asked.asked_at)), closed,
        _state(asked).text, labels.CHANGE[asked.reason], labels.TALKED[asked.talked],
    )  # fmt: skip
