"""Sessions and doses that the reader may see, in pages and as files."""

from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Link
from nhsuk.paging import ListPage
from people.downloads import TYPES, download_links, spreadsheet
from people.models import Person
from people.search import NameSearch

from ..list_forms import DoseFilterForm, SessionFilterForm
from ..listing import (
    DOSE_COLUMNS,
    SESSION_COLUMNS,
    dose_cells,
    dose_table,
    doses_asked,
    session_cells,
    session_table,
    sessions_asked,
)
from ..models import Session
from ..queries import shown
from ..queries.sessions import whole
from ..rules.policy import TARGET
from ..rules.weeks import the_year
from .series import WEEK


def _sessions(request: HttpRequest):
    """Those that the reader may see and asks for."""
    sessions = permitted(Session.objects.all(), to=Action.VIEW_SESSION, by=request.user)
    asked = SessionFilterForm(request.GET).asked()
    return whole(sessions_asked(sessions, request.user, asked, timezone.localdate()))


@governed_view(Action.VIEW_PERSON, Person, own=True)
def sessions(request, person):
    page = ListPage(_sessions(request), request.GET, each="session")
    context = {
        "title": "Sessions",
        "crumbs": [WEEK],
        "form": SessionFilterForm(request.GET or None),
        "page": page,
        "table": session_table([shown(session) for session in page.rows]),
        "downloads": _files(request, "sessions"),
    }
    return render(request, "supervision/list.html", context)


@governed_view(Action.VIEW_PERSON, Person, own=True)
def sessions_file(request, person, kind: str):
    cells = [session_cells(shown(session)) for session in _sessions(request)]
    return spreadsheet(f"sessions.{kind}", SESSION_COLUMNS, cells)


def _people(request: HttpRequest):
    return permitted(Person.objects.all(), to=Action.VIEW_DOSE, by=request.user)


def _doses(request: HttpRequest):
    return doses_asked(_people(request), DoseFilterForm(request.GET).asked()["show"], timezone.localdate())


def _named(search: NameSearch, rows):
    return search.among(rows, lambda row: str(row[0]))


@governed_view(Action.VIEW_DOSE, Person, own=True)
def doses(request, person):
    """The doses of everybody whose dose the reader may see; their own page for a reader who may see none but that. A name is
    sent in a form, so that it stays out of the address: its first 25 rows are shown."""
    if not _people(request).exclude(pk=person.pk).exists():
        return redirect("supervision:dose", public_id=person.public_id)
    search = NameSearch.of(request)
    page = search.page(_named(search, _doses(request)), each="person", many="people")
    context = {
        "title": "Supervision received",
        "caption": f"52 weeks, against a target of {TARGET}%",
        "crumbs": [WEEK],
        "form": DoseFilterForm(request.GET or None),
        "search": search,
        "page": page,
        "table": dose_table(page.rows),
        "downloads": _files(request, "doses"),
    }
    return render(request, "supervision/list.html", context)


@governed_view(Action.VIEW_DOSE, Person, own=True)
def doses_file(request, person, kind: str):
    year = the_year(timezone.localdate())
    shown_rows = _named(NameSearch.of(request), _doses(request))
    rows = [cells for one, received in shown_rows for cells in dose_cells(one, received, *year)]
    return spreadsheet(f"supervision-received.{kind}", DOSE_COLUMNS, rows)


def _files(request: HttpRequest, name: str) -> list[Link]:
    """The same list, as it is filtered, in each kind of file."""
    return download_links(request, {kind: reverse(f"supervision:{name}_{kind}") for kind in TYPES})
