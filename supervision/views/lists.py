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
from people.downloads import TYPES, spreadsheet
from people.models import Person
from people.rules.names import matches

from ..list_forms import DoseFilterForm, DoseSearchForm, SessionFilterForm
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
    part = ListPage(_sessions(request), request.GET, each="session")
    context = {
        "title": "Sessions",
        "crumbs": [WEEK],
        "form": SessionFilterForm(request.GET or None),
        "part": part,
        "table": session_table([shown(session) for session in part.rows]),
        "files": _files(request, "sessions"),
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


@governed_view(Action.VIEW_DOSE, Person, own=True)
def doses(request, person):
    """The doses of everybody whose dose the reader may see; their own page for a reader who may see none but that. A name is
    sent in a form, so that it stays out of the address: its first 25 rows are shown."""
    if not _people(request).exclude(pk=person.pk).exists():
        return redirect("supervision:dose", public_id=person.public_id)
    rows, search = _doses(request), DoseSearchForm(request.POST or None)
    words = search.cleaned_data["name"] if request.method == "POST" and search.is_valid() else ""
    rows = [row for row in rows if matches(words, str(row[0]))]
    part = ListPage(rows, {} if words else request.GET, each="person", many="people")
    context = {
        "title": "Supervision received",
        "caption": f"52 weeks, against a target of {TARGET}%",
        "crumbs": [WEEK],
        "form": DoseFilterForm(request.GET or None),
        "search": search,
        "words": words,
        "part": part,
        "table": dose_table(part.rows),
        "files": _files(request, "doses"),
    }
    return render(request, "supervision/list.html", context)


@governed_view(Action.VIEW_DOSE, Person, own=True)
def doses_file(request, person, kind: str):
    year = the_year(timezone.localdate())
    rows = [cells for one, received in _doses(request) for cells in dose_cells(one, received, *year)]
    return spreadsheet(f"supervision-received.{kind}", DOSE_COLUMNS, rows)


def _files(request: HttpRequest, name: str) -> list[Link]:
    """The same list, as it is filtered, in each kind of file."""
    query = request.GET.copy()
    query.pop("page", None)
    asked = f"?{query.urlencode()}" if query else ""
    words = {"csv": "Download as CSV", "xlsx": "Download as Excel"}
    return [Link(words[kind], reverse(f"supervision:{name}_{kind}") + asked) for kind in TYPES]
