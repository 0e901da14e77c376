"""Who supervised whom on any day: for leads and managers, and for an auditor to whom it was opened."""

from datetime import datetime, time

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from competencies.labels import STATES
from competencies.queries import principal
from governance.access import may, permitted
from governance.answering import answered
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table, Tag
from people.labels import on_day
from people.models import Person, Service
from people.queries import auditors_of

from .. import actions, labels
from ..agreements import address
from ..forms import HistoryForm, OpenHistoryForm
from ..history import SupervisedDay, supervised_on
from ..models import OpenedHistory
from ..queries.standing import named_here


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    may_open = may(request.user, Action.OPEN_HISTORY, service)
    opened = permitted(OpenedHistory.objects.filter(service=service), to=Action.VIEW_HISTORY, by=request.user)
    return render(
        request,
        "allocations/days.html",
        _asked(request, service, links=may(request.user, Action.MAKE_PLAN, service))
        | {"may_open": may_open, "opened": _opened(opened.select_related("auditor"))},
    )


@governed_view(Action.VIEW_HISTORY, OpenedHistory)
def opened(request, opening):
    """What was opened to an auditor: days from one to the other, and no agreement's text."""
    return render(request, "allocations/days.html", _asked(request, opening.service, links=False, within=opening))


def _asked(request, service: Service, *, links: bool, within: OpenedHistory | None = None) -> dict:
    today = timezone.localdate()
    last = min(today, within.finished_on) if within else today
    said = {"on": last.isoformat(), "kind": next(iter(labels.KINDS))} | {k: v for k, v in request.GET.items() if v}
    form, rows = HistoryForm(said), None
    if form.is_valid():
        on, known = form.cleaned_data["on"], form.cleaned_data["known"]
        if within and not within.started_on <= on <= within.finished_on:
            form.add_error("on", f"Choose a day from {on_day(within.started_on)} to {on_day(within.finished_on)}")
        else:
            instant = timezone.make_aware(datetime.combine(known, time.max)) if known else None
            rows = supervised_on(service, form.cleaned_data["kind"], on, principal(), instant)
    return {
        "title": "Who supervised whom, on any day",
        "caption": service.name,
        "crumbs": [] if within else [Link("Supervision", reverse("allocations:index"))],
        "service": service,
        "within": within,
        "form": form,
        "on": form.cleaned_data.get("on"),
        "table": None if rows is None else _table(rows, links),
        "rules": rows[0].rules if rows else "",
    }


def _table(rows: list[SupervisedDay], links: bool) -> Table:
    shown = [
        (
            str(row.person),
            _supervisor(row),
            on_day(row.pair.started_on) if row.pair else "",
            STATES[row.state] if row.state else "",
            _agreement(row, links),
        )
        for row in rows
    ]
    columns = [Column(title) for title in ("Supervisee", "Supervisor", "Since", "The supervisor could supervise", "Agreement")]
    return Table("On that day", columns, shown, "Nobody in this service needed it on that day.")


def _supervisor(row: SupervisedDay):
    if row.pair is None:
        return Tag("Nobody", "red")
    beside = f", beside {row.pair.co_supervisor}" if row.pair.co_supervisor else ""
    return f"{named_here(row.pair, row.service)}{beside}"


def _agreement(row: SupervisedDay, links: bool):
    if row.pair is not None and row.pair.recorded_in_id != row.service.pk:
        return ""
    if row.agreement is None:
        return "none in force" if row.pair else ""
    since = on_day(timezone.localdate(row.agreement.in_force_since))
    said = f"Version {row.agreement.version}, signed by all on {since}"
    return Lines(
        (Link(said, address(row.agreement)) if links else said, f"{row.agreement.template}; {row.agreement.digest[:12]}")
    )


def _opened(rows) -> Table:
    shown = [
        (str(r.auditor), on_day(r.started_on), on_day(r.finished_on), on_day(timezone.localdate(r.opened_at))) for r in rows
    ]
    return Table(
        "Opened to auditors", [Column(title) for title in ("Auditor", "From", "To", "Opened on")], shown, "Opened to nobody."
    )


@governed_view(Action.OPEN_HISTORY, Service, key="code")
def open_it(request, service):
    form = OpenHistoryForm(request.POST or None, auditors_of(service, timezone.localdate()))
    if done := answered(
        request,
        form,
        lambda given: _open(service, by=request.user, **given),
        said=lambda auditor: f"{auditor} can ask about these days now.",
        then=("allocations:days", service.code),
    ):
        return done
    crumbs = [
        Link("Supervision", reverse("allocations:index")),
        Link("Any day", reverse("allocations:days", args=[service.code])),
    ]
    context = {"title": "Open it to an auditor", "crumbs": crumbs, "form": form, "submit": "Open it"}
    return render(request, "nhsuk/layouts/form.html", context)


def _open(service: Service, *, auditor: str, by, **days) -> Person:
    """Open the days to the auditor; who that is."""
    reader = get_object_or_404(Person, public_id=auditor)
    actions.open_history(service=service, auditor=reader, by=by, **days)
    return reader
