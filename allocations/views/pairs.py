"""One's own pairs, and ending one."""

from datetime import date

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from governance.access import permitted
from governance.answering import answered, carried_out
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Column, Link, Table
from people.labels import on_day
from people.models import Person, Service, WorkingDays
from people.models.conditions import covering

from .. import actions, labels
from ..agreements import address, running_pairs, standings, with_parties, without_agreement
from ..forms import ApartForm, AsideForm, EndSupervisionForm, WorkingDaysForm
from ..models import Allocation, Apart, ChangeRequest, Contract, OpenedHistory
from ..queries import colleagues
from ..rules.contract import Stage
from ..rules.policy import IN_GROUPS

DESK = Link("Home", "/my/")


@governed_view(Action.VIEW_PERSON, Person, own=True)
def index(request, person):
    """Lead on to the service that the reader looks after, or to their own pairs."""
    service = permitted(Service.objects.all(), to=Action.VIEW_REGISTER, by=request.user).first()
    if service:
        return redirect("allocations:service", code=service.code)
    opened = permitted(OpenedHistory.objects.all(), to=Action.VIEW_HISTORY, by=request.user).first()
    return redirect("allocations:history", public_id=opened.public_id) if opened else redirect("allocations:mine")


@governed_view(Action.VIEW_PERSON, Person, own=True)
def mine(request, person):
    """Who supervises the reader, whom they supervise, and whom they must not be paired with."""
    today = timezone.localdate()
    rows = (
        Allocation.objects.live()
        .filter(Q(finished_on=None) | Q(finished_on__gte=today))
        .select_related("supervisor", "supervisee")
    )
    context = {
        "title": "My supervision",
        "person": person,
        "crumbs": [DESK],
        "by": _table("Your supervisors", rows.filter(supervisee=person), "supervisor", "You have no supervisor yet."),
        "of": _table("People you supervise", rows.filter(supervisor=person), "supervisee", "You do not supervise anyone."),
        "agreements": _agreements(person, today),
        "groups": _groups(person, today),
        "missing": len(without_agreement(rows.filter(Q(supervisee=person) | Q(supervisor=person)))),
        "asked": permitted(ChangeRequest.objects.filter(person=person, closed_at=None), to=Action.VIEW_CHANGE, by=person),
        "kinds": [(row.kind, labels.KINDS[row.kind]) for row in rows.filter(supervisee=person, started_on__lte=today)],
        "days": WorkingDaysForm(None, initial={"days": _working_days(person, today)}),
        "apart": permitted(Apart.objects.live(), to=Action.KEEP_APART, by=request.user).select_related("other"),
        "form": ApartForm(None, colleagues(person, today)),
    }
    return render(request, "allocations/mine.html", context)


def _agreements(person: Person, today: date) -> Table:
    """Every agreement of the reader's that is not over or replaced, the latest first."""
    named = permitted(Contract.objects.filter(parties__person=person), to=Action.VIEW_CONTRACT, by=person)
    rows = [
        (
            Link(_between(s.contract), address(s.contract)), labels.AGREED[s.contract.kind],
            labels.stage(s.stage, s.contract.review_on), ", ".join(map(str, s.unsigned)) if s.contract.written else "",
        )
        for s in standings(with_parties(named), today) if s.stage not in OVER
    ]  # fmt: skip
    columns = [Column(title) for title in ("Agreement", "What", "State", "Still to sign")]
    return Table(
        "My agreements", columns, rows, "You have no agreement yet. One is created when you get a supervisor or a supervisee."
    )


def _working_days(person: Person, today: date) -> list[int]:
    week = WorkingDays.objects.live().filter(covering(today), person=person).first()
    return [int(day) for day in week.days] if week else []


OVER = (Stage.ENDED, Stage.REPLACED)


def _between(contract: Contract) -> str:
    """Whom it is with, in a few words."""
    supervisees = contract.supervisees
    who = f"{len(supervisees)} people" if contract.group else str(supervisees[0].person)
    return f"{who} with {contract.led_by}" if contract.led_by else who


def _groups(person: Person, today: date) -> list[tuple[str, str]]:
    """The kinds in which the reader supervises two people or more, each with its words."""
    return [
        (kind, words)
        for kind, words in labels.KINDS.items()
        if kind in IN_GROUPS and len(running_pairs(person, kind, today)) > 1
    ]


def _table(caption: str, rows, who: str, empty: str) -> Table:
    shown = [
        (str(getattr(row, who)), labels.KINDS[row.kind], on_day(row.started_on), on_day(row.finished_on) or "No end date")
        for row in rows.order_by("kind", "started_on")
    ]
    return Table(caption, [Column(title) for title in ("Name", "Supervision", "From", "To")], shown, empty)


@require_POST
@governed_view(Action.KEEP_APART, Person, own=True)
def apart(request, person):
    form = ApartForm(request.POST, colleagues(person, timezone.localdate()))
    if form.is_valid():
        try:
            other = get_object_or_404(Person, public_id=form.cleaned_data["other"])
            actions.keep_apart(person=person, other=other, by=request.user)
            messages.success(request, f"Saved. You and {other} will not be paired. No one else can see this.")
        except actions.Refused as refused:
            refuse(request, refused)
    else:
        refuse(request, "Choose who you should not be paired with.")
    return redirect("allocations:mine")


@require_POST
@governed_view(Action.KEEP_APART, Apart, key="pk")
def together(request, asked):
    return carried_out(
        request,
        lambda: actions.no_longer_apart(asked=asked, by=request.user),
        said=f"Removed. You and {asked.other} can be paired again.",
        then="allocations:mine",
    )


@governed_view(Action.ALLOCATE, Allocation, key="pk")
def aside(request, pair):
    """What was set aside until a day is decided again: for some more days, or by giving them somebody else."""
    form = AsideForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.set_aside_again(pair=pair, aside=actions.Aside(**given), by=request.user),
        said=f"Saved. {pair.supervisor} still supervises {pair.supervisee}. You decide again when the days have passed.",
        then="allocations:index",
    ):
        return done
    crumbs = [Link("Allocations", reverse("allocations:index"))]
    context = {
        "title": f"Decide again about {pair.supervisor} and {pair.supervisee}",
        "caption": labels.KINDS[pair.kind],
        "crumbs": crumbs,
        "pair": pair,
    }
    return render(request, "allocations/aside.html", context | {"form": form, "submit": "Save days"})


@governed_view(Action.ALLOCATE, Allocation, key="pk")
def end(request, pair):
    form = EndSupervisionForm(request.POST or None)
    if done := answered(
        request,
        form,
        lambda given: actions.end_allocation(pair=pair, by=request.user, **given),
        said=lambda ended: (
            f"{ended.supervisor} supervises {ended.supervisee} until {on_day(ended.finished_on)}. They have both been told."
        ),
        then="allocations:index",
    ):
        return done
    crumbs = [Link("Allocations", reverse("allocations:index"))]
    context = {
        "title": f"End supervision of {pair.supervisee} by {pair.supervisor}",
        "caption": labels.KINDS[pair.kind],
        "crumbs": crumbs,
    }
    return render(request, "allocations/end.html", context | {"form": form, "submit": "End supervision"})
