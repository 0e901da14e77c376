"""An auditor's visit: prepared and activated by two managers, read by one auditor, watched by the service."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allocations.models import OpenedHistory
from competencies.queries import principal
from governance.access import may, permitted
from governance.answering import carried_out
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table
from nhsuk.paging import ListPage
from people.labels import on_day
from people.models import Service
from people.queries import auditors_of
from supervision.labels import at

from .. import actions
from ..actions.packs import archive_of
from ..forms import VisitForm
from ..models import Pack, Visit
from ..packs.contents import SECTIONS, contents
from .packs import as_download

TITLES = {code: title for code, title, _ in SECTIONS}


def _at(instant) -> str:
    local = timezone.localtime(instant)
    return f"{on_day(local.date())} at {at(local.time())}"


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def index(request, service):
    """The visits to a service, and preparing one."""
    invites = may(request.user, Action.INVITE_AUDITOR, service)
    form = VisitForm(request.POST or None, auditors_of(service, timezone.localdate()))
    if request.method == "POST" and invites and form.is_valid():
        try:
            visit = actions.invite_auditor(service=service, standard=principal(), by=request.user, **form.about())
            messages.success(request, "Prepared. It opens once another manager has activated it.")
            return redirect("oversight:visit", public_id=visit.public_id)
        except actions.Refused as refused:
            form.refuse(refused)
    visits = permitted(Visit.objects.filter(service=service), to=Action.VIEW_VISIT, by=request.user).select_related("auditor")
    rows = [
        (
            Link(str(one.auditor), reverse("oversight:visit", args=[one.public_id])),
            _at(one.opens_at),
            _at(one.ends_at),
            _state(one),
        )
        for one in visits
    ]
    context = {
        "title": "Auditors' visits",
        "caption": service.name,
        "crumbs": [Link("Service overview", reverse("oversight:desk", args=[service.code]))],
        "form": form if invites else None,
        "table": Table("Visits", [Column(title) for title in ("Auditor", "From", "Until", "State")], rows, "None yet."),
    }
    return render(request, "oversight/visits.html", context)


def _state(visit: Visit) -> str:
    if visit.ends_at <= timezone.now():
        return "over"
    if visit.activated_at is None:
        return "waits for another manager"
    return "open" if visit.opens_at <= timezone.now() else "not open yet"


@governed_view(Action.VIEW_VISIT, Visit)
def page(request, visit):
    """Show the auditor what they may see, and the service also what they have looked at."""
    packs = _packs(visit)
    watched = may(request.user, Action.VIEW_REGISTER, visit.service)
    trail = [(_at(one.at), TITLES.get(one.what, one.what)) for one in visit.trail.all()] if watched else []
    context = {
        "title": f"Audit of {visit.service}",
        "caption": f"{visit.auditor}, until {_at(visit.ends_at)}",
        "visit": visit,
        "state": _state(visit),
        "sections": [(code, TITLES[code]) for code in visit.sections],
        "packs": packs,
        "watched": watched,
        "opened": _opened(request, visit),
        "activates": visit.activated_at is None
        and visit.invited_by_id != request.user.pk
        and may(request.user, Action.ACTIVATE_VISIT, visit),
        "trail": Table("What the auditor looked at", [Column("When"), Column("What")], trail, "Nothing yet."),
        "mark": _mark(request, visit),
    }
    return render(request, "oversight/visit.html", context)


def _packs(visit: Visit) -> list[Pack]:
    """Packs of the service about days of the period alone."""
    rows = Pack.objects.filter(service=visit.service, first_on__gte=visit.first_on, last_on__lte=visit.last_on)
    return [pack for pack in rows if archive_of(pack).is_file()]


def _opened(request, visit: Visit) -> list[Link]:
    """Days of the service that were opened to the visit's auditor: who supervised whom. They stay here for as long as they are
    open."""
    rows = OpenedHistory.objects.filter(service=visit.service, auditor=visit.auditor)
    shown = permitted(rows, to=Action.VIEW_HISTORY, by=request.user)
    return [Link(one.words, reverse("allocations:history", args=[one.public_id])) for one in shown]


def _mark(request, visit: Visit) -> str:
    """On every page: who looks, at which visit, when."""
    return f"{request.user}, visit {str(visit.public_id)[:8]}, {_at(timezone.now())}"


@governed_view(Action.VIEW_VISIT, Visit)
def section(request, visit, name: str):
    if name not in visit.sections:
        raise Http404
    actions.note_looking(visit=visit, what=name, by=request.user)
    made = contents(visit.service, visit.standard, visit.first_on, visit.last_on, visit.sample, visit.seed).section(name)
    context = {
        "title": made.title,
        "caption": f"{visit.service}, {on_day(visit.first_on)} to {on_day(visit.last_on)}",
        "crumbs": [Link("The visit", reverse("oversight:visit", args=[visit.public_id]))],
        "words": made.words,
        "parts": [_part(request, place, table) for place, table in enumerate(made.tables)],
        "mark": _mark(request, visit),
    }
    return render(request, "oversight/visit_section.html", context)


def _part(request, place: int, table: Table) -> tuple[ListPage, Table]:
    """A table of the section in pages: each has a number of its own in the address."""
    page = ListPage(table.rows, request.GET, each="row", name=f"page{place}")
    return page, replace(table, rows=page.rows)


@governed_view(Action.VIEW_VISIT, Visit)
def pack(request, visit, pack):
    found_pack = get_object_or_404(Pack, public_id=pack)
    if found_pack not in _packs(visit):
        raise Http404
    actions.note_looking(visit=visit, what=f"pack {found_pack.digest[:16]}", by=request.user)
    return as_download(found_pack)


@require_POST
@governed_view(Action.ACTIVATE_VISIT, Visit)
def activate(request, visit):
    return carried_out(
        request,
        lambda: actions.activate_visit(visit=visit, by=request.user),
        said="Activated. The auditor has been told.",
        then=("oversight:visit", visit.public_id),
    )
