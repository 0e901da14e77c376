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
from nhsuk.paging import ListPage
from people.downloads import download_links, taken_along
from people.labels import on_day
from people.models import Service

from .. import actions, labels
from ..forms import AttendanceForm, CancelEditionForm, DecidePlaceForm, PlanEditionForm
from ..models import Edition, Place, PlaceState
from ..queries import OfferedEdition, runs, staff_places

DESK, MINE, DATES = Link("Home", "/my/"), Link("My training", "/training/"), Link("Course dates", "/training/dates/")


@governed_list(Action.VIEW_EDITION, Service)
def index(request, services):
    """Dates that the reader can take part in, next first."""
    editions = permitted(Edition.objects.all(), to=Action.VIEW_EDITION, by=request.user)
    editions_offered = runs(editions, request.user.pk, timezone.localdate())
    rows = [
        (Link(str(run.edition.course), _address(run.edition)), labels.days(run.edition), _left(run)) for run in editions_offered
    ]
    titles = ("Course", "When", "Places")
    if file := taken_along(request, "course-dates", titles, rows):
        return file
    page, columns = ListPage(rows, request.GET, each="course date"), [Column(title) for title in titles]
    context = {
        "title": "Course dates",
        "crumbs": [DESK, MINE],
        "page": page,
        "table": Table("Course dates", columns, page.rows, "No course dates are planned yet.", caption_hidden=True),
        "downloads": download_links(request),
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
        said="Course dates planned. People in the service can ask for a place.",
        then=_address,
    ):
        return done
    context = {"title": "Plan course dates", "crumbs": [DESK, DATES], "form": form, "submit": "Plan dates"}
    return render(request, "training/plan.html", context | {"service": service})


@governed_view(Action.VIEW_EDITION, Edition)
def edition(request, shown_edition):
    """One run of a course: what it is, the reader's own place, and for whoever runs it, everybody's."""
    today = timezone.localdate()
    run = next(iter(runs(Edition.objects.filter(pk=shown_edition.pk), request.user.pk, today)), None)
    mine = shown_edition.taken.filter(
        person=request.user.pk, state__in=(PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED)
    ).first()
    context = {
        "title": str(shown_edition.course),
        "crumbs": [DESK, MINE, DATES],
        "edition": shown_edition,
        "days": labels.days(shown_edition),
        "run": run,
        "mine": mine,
        "mine_is": labels.PLACES[mine.state] if mine else None,
        "begun": shown_edition.starts_on < today,
        "lacks": actions.lacks_before(shown_edition, request.user),
        "runs_it": may(request.user, Action.RUN_EDITION, shown_edition),
    }
    if context["runs_it"]:
        rows = _places(staff_places(shown_edition, today))
        if file := taken_along(request, "places", PLACE_COLUMNS, rows):
            return file
        page = ListPage(rows, request.GET, each="person", many="people")
        table = Table("Who takes part", [Column(title) for title in PLACE_COLUMNS], page.rows, "no requests yet.")
        context |= {"page": page, "table": table, "downloads": download_links(request)}
    return render(request, "training/edition.html", context)


PLACE_COLUMNS = ("Name", "State", "Asked on")


def _places(places: list[Place]) -> list[tuple]:
    return [
        (Link(str(p.person), reverse("training:place", args=[p.public_id])), labels.PLACES[p.state], on_day(p.asked_at.date()))
        for p in places
    ]


@require_POST
@governed_view(Action.ASK_FOR_PLACE, Edition)
def ask(request, shown_edition):
    return carried_out(
        request,
        lambda: actions.ask_for_place(edition=shown_edition, by=request.user),
        said="You have asked for a place. A lead or manager in your service will decide.",
        then=_address(shown_edition),
    )


@governed_view(Action.RUN_EDITION, Edition)
def cancel(request, shown_edition):
    form = CancelEditionForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.cancel_edition(edition=shown_edition, reason=given["reason"], by=request.user),
        said="Course dates cancelled. Everyone with a place has been told.",
        then="training:dates",
    ):
        return done
    context = {
        "title": f"Cancel {shown_edition}",
        "crumbs": [DATES, Link(str(shown_edition.course), _address(shown_edition))],
        "form": form,
    }
    return render(request, "nhsuk/layouts/form.html", context | {"submit": "Cancel dates"})


@governed_view(Action.VIEW_PLACE, Place)
def place(request, shown_place):
    """One place: what happened to it, and the form of whoever must decide something about it."""
    over = shown_place.edition.ends_on < timezone.localdate()
    decides = may(request.user, Action.DECIDE_PLACE, shown_place)
    form = None
    if decides and shown_place.state == PlaceState.ASKED:
        form = DecidePlaceForm(request.POST or None)
    elif decides and shown_place.state == PlaceState.BOOKED and over:
        form = AttendanceForm(request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid() and _decided(request, shown_place, form):
        return redirect("my:waiting")
    context = {
        "title": str(shown_place.edition.course),
        "caption": str(shown_place.person),
        "crumbs": [DESK, MINE, Link("Dates", _address(shown_place.edition))],
        "place": shown_place,
        "days": labels.days(shown_place.edition),
        "state": labels.PLACES[shown_place.state],
        "steps": [(step, labels.PLACE_STEPS[step.state]) for step in shown_place.steps.select_related("by")],
        "form": form,
        "may_withdraw": form is None
        and not over
        and shown_place.state in (PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED)
        and may(request.user, Action.WITHDRAW_PLACE, shown_place),
    }
    return render(request, "training/place.html", context)


DECIDED = {
    "full": "The course is full. {person} is on the waiting list and has been told.",
    "approve": "{person} has a place on {course} and has been told.",
    "decline": "Request declined. {person} has been told.",
    "attended": "{person} attended {course}. They have been asked to send the certificate.",
    "absent": "{person} did not attend {course}.",
}


def _decided(request, shown_place: Place, form) -> bool:
    try:
        match form.cleaned_data["decision"]:
            case "approve":
                shown_place = actions.approve_place(place=shown_place, by=request.user)
            case "decline":
                actions.decline_place(place=shown_place, reason=form.cleaned_data["reason"], by=request.user)
            case answer:
                actions.note_attendance(place=shown_place, attended=answer == "attended", by=request.user)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    full = form.cleaned_data["decision"] == "approve" and shown_place.state == PlaceState.LISTED
    messages.success(
        request,
        DECIDED["full" if full else form.cleaned_data["decision"]].format(
            person=shown_place.person, course=shown_place.edition.course
        ),
    )
    return True


@require_POST
@governed_view(Action.WITHDRAW_PLACE, Place)
def withdraw(request, shown_place):
    return carried_out(
        request,
        lambda: actions.withdraw_place(place=shown_place, by=request.user),
        said="Place given up.",
        then=_address(shown_place.edition),
    )


def _address(edition: Edition) -> str:
    return reverse("training:edition", args=[edition.public_id])
