"""The requests for another supervisor that the reader may see: those that need an answer first."""

from collections.abc import Iterable

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_list
from nhsuk.components import Column, Link, Table, Tag
from nhsuk.paging import ListPage
from people.downloads import spreadsheet
from people.labels import on_day
from people.rules.names import matches

from .. import labels
from ..forms import NameSearchForm
from ..models import ChangeRequest
from .files import iso, matched


@governed_list(Action.VIEW_CHANGE, ChangeRequest)
def page(request, requests):
    """GET shows the list; POST the first part of it whose names fit what was typed."""
    search, words, fitting = _asked(request, requests)
    part = ListPage(fitting, request.GET, each="request")
    context = {
        "title": "Requests for another supervisor",
        "crumbs": [Link("Allocations", reverse("allocations:index"))],
        "search": search,
        "words": words,
        "part": part,
        "said": matched(words, len(fitting)) if words else part.said,
        "table": _table(part.rows),
        "csv": reverse("allocations:requests_csv"),
        "xlsx": reverse("allocations:requests_xlsx"),
    }
    return render(request, "allocations/requests.html", context)


@governed_list(Action.VIEW_CHANGE, ChangeRequest)
def download(request, requests, form: str):
    header = ("Person", "Supervision", "Supervisor then", "Asked on", "Answered on", "State", "Main reason", "Talked first")
    return spreadsheet(f"requests.{form}", header, map(_cells, _asked(request, requests)[2]))


def _asked(request, requests) -> tuple[NameSearchForm, str, list[ChangeRequest]]:
    search = NameSearchForm(request.POST if request.method == "POST" else None)
    words = search.cleaned_data["words"] if search.is_valid() else ""
    rows = requests.select_related("person", "supervisor").order_by("-asked_at", "-pk")
    fitting = [asked for asked in rows if matches(words, str(asked.person))]
    return search, words, sorted(fitting, key=lambda asked: asked.closed_at is not None)


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
