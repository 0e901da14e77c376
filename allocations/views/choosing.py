"""Choosing a supervisor for one person."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table
from people.labels import on_day
from people.models import Person
from people.rules.period import iso_date

from .. import actions, labels
from ..forms import ChooseForm
from ..planning import Candidate, Choice, choice


@governed_view(Action.ALLOCATE, Person)
def choose(request, person, kind: str):
    """The ranked candidates, those who cannot and when that clears, and the decision."""
    if kind not in labels.KINDS:
        raise Http404
    on = _day(request.GET.get("on", ""))
    try:
        found = choice(person, kind, on, principal())
    except actions.Refused as refused:
        messages.warning(request, str(refused))
        return redirect("allocations:index")
    form = ChooseForm(request.POST or None, found)
    if request.method == "POST" and form.is_valid() and _chosen(request, found, form):
        return redirect("allocations:index")
    context = {
        "title": f"A supervisor for {person}",
        "caption": labels.KINDS[kind],
        "crumbs": [Link("Supervision", reverse("allocations:index"))],
        "on": on,
        "found": found,
        "candidates": _candidates(found.candidates),
        "cannot": _cannot(found),
        "form": form if found.candidates else None,
    }
    return render(request, "allocations/choose.html", context)


def _day(text: str):
    try:
        return iso_date(text)
    except ValueError:
        return timezone.localdate()


def _candidates(candidates: list[Candidate]) -> Table:
    rows = [
        (
            str(c.supervisor), c.team, f"{c.before} → {c.after} of {c.capacity}", on_day(c.until) or "no end known",
            Lines(tuple(labels.AGAINST[why] for why in c.against)) if c.against else "nothing against it",
        )
        for c in candidates
    ]  # fmt: skip
    columns = [Column(title) for title in ("Supervisor", "Team", "Minutes a week", "Eligible until", "What to know")]
    return Table("Who could, the best first", columns, rows, "Nobody could on that day.")


def _cannot(found: Choice) -> Table:
    rows = [(str(o.supervisor), labels.CANNOT[o.code], on_day(o.clears_on) or "not known") for o in found.cannot]
    return Table("Who cannot", [Column(title) for title in ("Supervisor", "Why", "Clears on")], rows, "Everybody else could.")


def _chosen(request, found: Choice, form: ChooseForm) -> bool:
    given = form.cleaned_data
    supervisor = get_object_or_404(Person, public_id=given["supervisor"])
    try:
        actions.allocate(
            supervisee=found.supervisee, supervisor=supervisor, kind=found.kind, started_on=found.on, reason=given["reason"],
            ends_the_other=given.get("ends_the_other", ""), against_advice=given["against_advice"], by=request.user,
        )  # fmt: skip
    except actions.Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, f"{supervisor} supervises {found.supervisee} from {on_day(found.on)}. Both have been told.")
    return True
