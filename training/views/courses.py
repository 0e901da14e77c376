"""Courses from both chairs: finding dates and taking a place, planning dates and deciding who takes part."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import may, permitted
from governance.answering import answered, carried_out
from governance.policy import Action
from governance.views import governed_list, governed_view
from nhsuk.components import Column, Link, Table, Tag
from people.labels import on_day
from people.models import Service

from .. import actions, labels
from ..forms import AttendanceForm, CancelEditionForm, DecidePlaceForm, PlanEditionForm
from ..models import Edition, Place, PlaceState
from ..queries import OfferedEdition, runs, staff_places

DESK, MINE, DATES = Link("My desk", "/my/"), Link("My training", "/training/"), Link("Course dates", "/training/dates/")


@governed_list(Action.VIEW_EDITION, Service)
def index(request, services):
    """Dates that the reader can take part in, next first."""
    editions = permitted(Edition.objects.all(), to=Action.VIEW_EDITION, by=request.user)
    found = runs(editions, request.user.pk, timezone.localdate())
    rows = [(Link(str(run.edition.course), _address(run.edition)), labels.days(run.edition), _left(run)) for run in found]
    columns = (Column("Course"), Column("When"), Column("Places"))
    context = {
        "title": "Course dates",
        "crumbs": [DESK, MINE],
        "table": Table("Course dates", columns, rows, "No dates are planned yet.", caption_hidden=True),
        "plans": permitted(services, to=Action.PLAN_EDITION, by=request.user),
    }
    return render(request, "training/dates.html", context)


def _left(run: OfferedEdition) -> Tag:
    if run.mine:
        return labels.PLACES[run.mine]
    if run.left:
        return Tag(f"{run.left} of {run.edition.places} left", "green")
    return Tag(f"Full, {run.listed} waiting" if run.listed else "Full", "orange")


@governed_view(Action.PLAN_EDITION, Service, key="code")
def plan(request, service):
    form = PlanEditionForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.plan_edition(service=service, by=request.user, **given),
        said="The dates are planned. People of the service can ask for a place.",
        then=lambda edition: _address(edition),
    ):
        return done
    context = {"title": "Plan dates of a course", "crumbs": [DESK, DATES], "form": form, "submit": "Plan these dates"}
    return render(request, "training/plan.html", context | {"service": service})


@governed_view(Action.VIEW_EDITION, Edition)
def edition(request, found):
    """One run of a course: what it is, the reader's own place, and for whoever runs it, everybody's."""
    today = timezone.localdate()
    run = next(iter(runs(Edition.objects.filter(pk=found.pk), request.user.pk, today)), None)
    mine = found.taken.filter(
        person=request.user.pk, state__in=(PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED)
    ).first()
    context = {
        "title": str(found.course),
        "crumbs": [DESK, MINE, DATES],
        "edition": found,
        "days": labels.days(found),
        "run": run,
        "mine": mine,
        "mine_is": labels.PLACES[mine.state] if mine else None,
        "begun": found.starts_on < today,
        "lacks": actions.lacks_before(found, request.user),
        "runs_it": may(request.user, Action.RUN_EDITION, found),
    }
    if context["runs_it"]:
        context["table"] = _places(staff_places(found, today))
    return render(request, "training/edition.html", context)


def _places(places: list[Place]) -> Table:
    rows = [
        (Link(str(p.person), reverse("training:place", args=[p.public_id])), labels.PLACES[p.state], on_day(p.asked_at.date()))
        for p in places
    ]
    return Table("Who takes part", (Column("Name"), Column("State"), Column("Asked on")), rows, "Nobody has asked yet.")


@require_POST
@governed_view(Action.ASK_FOR_PLACE, Edition)
def ask(request, found):
    return carried_out(
        request,
        lambda: actions.ask_for_place(edition=found, by=request.user),
        said="You have asked for a place. A lead or manager of your service decides.",
        then=_address(found),
    )


@governed_view(Action.RUN_EDITION, Edition)
def cancel(request, found):
    form = CancelEditionForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.cancel_edition(edition=found, reason=given["reason"], by=request.user),
        said="It is called off. Everybody with a place has been told.",
        then="training:dates",
    ):
        return done
    context = {"title": f"Call off {found}", "crumbs": [DATES, Link(str(found.course), _address(found))], "form": form}
    return render(request, "nhsuk/layouts/form.html", context | {"submit": "Call it off"})


@governed_view(Action.VIEW_PLACE, Place)
def place(request, found):
    """One place: what happened to it, and the form of whoever must decide something about it."""
    over = found.edition.ends_on < timezone.localdate()
    decides = may(request.user, Action.DECIDE_PLACE, found)
    form = None
    if decides and found.state == PlaceState.ASKED:
        form = DecidePlaceForm(request.POST or None)
    elif decides and found.state == PlaceState.BOOKED and over:
        form = AttendanceForm(request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid() and _decided(request, found, form):
        return redirect("my:waiting")
    context = {
        "title": str(found.edition.course),
        "caption": str(found.person),
        "crumbs": [DESK, MINE, Link("Dates", _address(found.edition))],
        "place": found,
        "days": labels.days(found.edition),
        "state": labels.PLACES[found.state],
        "steps": [(step, labels.PLACE_STEPS[step.state]) for step in found.steps.select_related("by")],
        "form": form,
        "may_withdraw": form is None
        and not over
        and found.state in (PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED)
        and may(request.user, Action.WITHDRAW_PLACE, found),
    }
    return render(request, "training/place.html", context)


def _decided(request, found: Place, form) -> bool:
    try:
        match form.cleaned_data["decision"]:
            case "approve":
                found = actions.approve_place(place=found, by=request.user)
            case "decline":
                actions.decline_place(place=found, reason=form.cleaned_data["reason"], by=request.user)
            case answer:
                actions.note_attendance(place=found, attended=answer == "attended", by=request.user)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    full = form.cleaned_data["decision"] == "approve" and found.state == PlaceState.LISTED
    messages.success(
        request, "It is full: they are on the waiting list, and have been told." if full else "Done. They have been told."
    )
    return True


@require_POST
@governed_view(Action.WITHDRAW_PLACE, Place)
def withdraw(request, found):
    return carried_out(
        request,
        lambda: actions.withdraw_place(place=found, by=request.user),
        said="The place is given up.",
        then=_address(found.edition),
    )


def _address(edition: Edition) -> str:
    return reverse("training:edition", args=[edition.public_id])
