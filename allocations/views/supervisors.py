"""One supervisor: whom they supervise, what they have room for, and what becomes of it while they are away."""

from datetime import date

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from governance.access import may, permitted
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Column, Link, Table
from people.actions import say_working_days
from people.labels import days, on_day
from people.models import Absence, Person, Post, Service, WorkingDays
from people.models.conditions import covering
from people.queries import services_of

from .. import actions, labels
from ..forms import AwayForm, JobPlanForm, WorkingDaysForm
from ..models import Allocation, Away, Capacity
from ..queries import minutes_of
from ..stopping import plan_address, stops_of


@governed_view(Action.SET_JOB_PLAN, Person)
def page(request, person):
    """Everything about one supervisor that a lead decides."""
    today = timezone.localdate()
    fte = sum(Post.objects.live().filter(covering(today), person=person).values_list("fte_hundred_thousandths", flat=True))
    decides = may(request.user, Action.DECIDE_ABSENCE, person)
    planned_for = _planned_by(request.user, person, today) if decides else []
    kinds = list(
        Allocation.objects.live().filter(supervisor=person).exclude(finished_on__lt=today).values_list("kind", flat=True)
    )
    plan, away = (
        JobPlanForm(_sent(request, "plan"), fte=fte, today=today),
        AwayForm(_sent(request, "away"), _proposed(person, today)),
    )
    if request.method == "POST" and (_planned(request, person, plan) or (decides and _decided(request, person, away))):
        return redirect("allocations:supervisor", public_id=person.public_id)
    working = WorkingDays.objects.live().filter(covering(today), person=person).first()
    context = {
        "title": str(person),
        "caption": "Supervisor",
        "crumbs": [Link("Allocations", reverse("allocations:index"))],
        "person": person,
        "days": days(working.days) if working else "",
        "capacity": _capacity(person, today),
        "pairs": _pairs(person, today, request.user),
        "absences": _absences(person, today),
        "plan": plan,
        "stops": [plan_address(service, kind, person, today) for service in planned_for for kind in kinds[:1]],
        "away": away if decides else None,
    }
    return render(request, "allocations/supervisor.html", context)


def _sent(request, prefix: str):
    return request.POST if request.method == "POST" and prefix in request.POST else None


def _proposed(person: Person, today) -> dict | None:
    """The next absence that is known, as what a decision begins with."""
    known = Absence.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=today), person=person)
    absence = known.order_by("started_on").first()
    return absence and {"started_on": absence.started_on, "finished_on": absence.finished_on}


def _planned(request, person: Person, form: JobPlanForm) -> bool:
    if not (form.is_bound and form.is_valid()):
        return False
    if done := _done(request, form, actions.set_job_plan, supervisor=person, **form.cleaned_data):
        messages.success(request, f"Job plan saved. {person} has been told.")
    return done


def _decided(request, person: Person, form: AwayForm) -> bool:
    if not (form.is_bound and form.is_valid()):
        return False
    given = form.cleaned_data
    about = {"keeps": given["keeps"] == "yes", "started_on": given["started_on"], "finished_on": given["finished_on"]}
    if not _done(request, form, actions.decide_absence, supervisor=person, **about):
        return False
    said = f"{person}'s absence from {on_day(given['started_on'])} saved. The people they supervise have been told."
    plans = [] if about["keeps"] else _plans(request.user, person, given["started_on"])
    messages.success(request, format_html("{}{}", said, format_html_join("", " {}.", ((plan,) for plan in plans))))
    return True


def _planned_by(lead: Person, person: Person, on: date) -> QuerySet[Service]:
    """The services in which somebody works on a day and for which the lead plans."""
    return permitted(Service.objects.filter(pk__in=services_of(person, on)), to=Action.MAKE_PLAN, by=lead)


def _plans(lead: Person, person: Person, first: date) -> list[Link]:
    """The plans for everybody whom somebody would supervise on a day, in each service for which the lead plans."""
    on = max(first, timezone.localdate())
    stops = [(service, stop) for service in _planned_by(lead, person, on) for stop in stops_of(service, person, on, "is away")]
    return [Link(stop.plan, plan_address(service, stop.kind, person, on)) for service, stop in stops]


def _done(request, form, act, **given) -> bool:
    try:
        act(by=request.user, **given)
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    return True


def _capacity(person: Person, today) -> Table:
    rows = Capacity.objects.live().filter(supervisor=person).exclude(finished_on__lt=today).order_by("kind", "started_on")
    standing = list(Allocation.objects.live().filter(covering(today), supervisor=person))
    shown = [
        (
            labels.KINDS[row.kind], on_day(row.started_on), on_day(row.finished_on) or "No end date", row.minutes_per_week,
            "No limit" if row.max_supervisees is None else row.max_supervisees,
            sum(minutes_of(pair) for pair in standing if pair.kind == row.kind),
        )
        for row in rows
    ]  # fmt: skip
    titles = ("Supervision", "From", "To", "Minutes a week", "Maximum people", "Minutes used today")
    return Table(
        "Job plan",
        [Column(title) for title in titles],
        shown,
        "None yet. They cannot be given supervisees until they have one.",
    )


def _pairs(person: Person, today, by) -> Table:
    """Whom the reader may know of; of others only how many there are."""
    every = Allocation.objects.live().filter(supervisor=person).exclude(finished_on__lt=today)
    rows = permitted(every, to=Action.VIEW_ALLOCATION, by=by).select_related("supervisee")
    shown = [
        (
            str(row.supervisee),
            labels.KINDS[row.kind],
            on_day(row.started_on),
            on_day(row.finished_on) or "No end date",
            minutes_of(row),
        )
        for row in rows.order_by("kind", "supervisee__last_name", "supervisee__first_name", "pk")
    ]
    if others := every.count() - len(shown):
        shown.append((f"{others} in other services", "", "", "", ""))
    titles = ("Name", "Supervision", "From", "To", "Minutes a week")
    return Table("People they supervise", [Column(title) for title in titles], shown, "They do not supervise anyone.")


def _absences(person: Person, today) -> Table:
    decided = {row.started_on: row for row in Away.objects.live().filter(supervisor=person).exclude(finished_on__lt=today)}
    known = Absence.objects.live().filter(person=person).exclude(finished_on__lt=today).order_by("started_on")
    periods = {row.started_on: row.finished_on for row in known} | {on: row.finished_on for on, row in decided.items()}
    rows = [
        (on_day(start), on_day(finish) or "No end date", _word(decided.get(start))) for start, finish in sorted(periods.items())
    ]
    return Table("Absences", [Column(title) for title in ("From", "To", "Their supervisees")], rows, "None recorded.")


def _word(away: Away | None) -> str:
    return "Not decided" if away is None else "Stay with them" if away.keeps else "Need another supervisor"


@require_POST
@governed_view(Action.SAY_WORKING_DAYS, Person)
def working_days(request, person):
    """Kept from today on, for oneself or for somebody of one's service."""
    form = WorkingDaysForm(request.POST)
    if form.is_valid():
        say_working_days(person=person, days=form.cleaned_data["days"], started_on=timezone.localdate(), by=request.user)
        messages.success(request, f"Working days of {person} saved.")
    else:
        refuse(request, "Choose at least one day you work.")
    return redirect(
        "allocations:mine" if person == request.user else reverse("allocations:supervisor", args=[person.public_id])
    )
