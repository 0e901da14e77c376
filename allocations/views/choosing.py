"""Choosing a supervisor for one person."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from competencies.queries import principal
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Column, Lines, Link, Table
from nhsuk.words import how_many
from people.labels import days, on_day
from people.models import Person

from .. import actions, labels
from ..forms import ChooseForm, CompareForm, OtherDayForm
from ..planning import SupervisorCandidate, SupervisorChoice, choice

SIDE_BY_SIDE, FIRST_SHOWN = 3, 5


@governed_view(Action.ALLOCATE, Person)
def choose(request, person, kind: str):
    """The ranked candidates, those who cannot and when that clears, and the decision."""
    if kind not in labels.KINDS:
        raise Http404
    other_day = OtherDayForm(request.GET or None)
    on = other_day.day()
    try:
        options = choice(person, kind, on, principal(), by=request.user)
    except actions.Refused as refused:
        refuse(request, refused)
        return redirect("allocations:index")
    form = ChooseForm(request.POST or None, options)
    if request.method == "POST" and form.is_valid() and _chosen(request, options, form):
        return redirect("allocations:index")
    compared = _compared(request, options)
    candidates = [(place, c.supervisor, labels.sentence(c)) for place, c in enumerate(options.candidates, 1)]
    context = {
        "title": f"Choose a supervisor for {person}",
        "led_by": options.led_by,
        "caption": labels.KINDS[kind],
        "crumbs": [Link("Allocations", reverse("allocations:index"))],
        "on": on,
        "other_day": other_day,
        "found": options,
        "candidates": candidates[:FIRST_SHOWN],
        "others": candidates[FIRST_SHOWN:],
        "compare": CompareForm(request.GET, options) if len(options.candidates) > 1 else None,
        "compared": _side_by_side(compared) if len(compared) > 1 else None,
        "cannot": _cannot(options) if options.cannot else None,
        "no_one": not options.candidates,
        "cannot_said": f"Who cannot supervise them: {how_many(len(options.cannot), 'supervisor')}",
        "form": form if options.candidates else None,
    }
    return render(request, "allocations/choose.html", context)


def _compared(request, options: SupervisorChoice) -> list[SupervisorCandidate]:
    chosen = request.GET.getlist("compare")
    return [c for c in options.candidates if str(c.supervisor.public_id) in chosen][:SIDE_BY_SIDE]


def _side_by_side(candidates: list[SupervisorCandidate]) -> Table:
    rows = [(title, *map(say, candidates)) for title, say in SAID]
    columns = (Column("What"), *(Column(str(c.supervisor)) for c in candidates))
    return Table("Side by side", columns, rows)


SAID = (
    ("Minutes a week", lambda c: f"{c.before} → {c.after} of {c.capacity}"),
    ("Load", lambda c: f"{c.before / c.capacity:.0%} → {c.after / c.capacity:.0%}"),
    (
        "Can supervise",
        lambda c: "with a co-supervisor" if c.provisional else f"until {on_day(c.until)}" if c.until else "no end date",
    ),
    ("For all of the next 90 days", lambda c: "yes" if c.lasts else "no"),
    ("Team", lambda c: c.team or "none"),
    ("Site", lambda c: c.site or "not known"),
    ("Works on", lambda c: days(c.days) or "not known"),
    ("Days that both work", lambda c: days(c.shared) or "not known"),
    ("Supervised this person before", lambda c: f"until {on_day(c.before_on)}" if c.before_on else "no"),
    ("Consider", lambda c: Lines(tuple(labels.AGAINST[why] for why in c.against)) if c.against else "nothing"),
)


def _cannot(options: SupervisorChoice) -> Table:
    rows = [(str(o.supervisor), labels.CANNOT[o.code], on_day(o.clears_on) or "not known") for o in options.cannot]
    columns = [Column(title) for title in ("Supervisor", "Why not", "Available from")]
    return Table("Who cannot supervise them", columns, rows, caption_hidden=True)


def _chosen(request, options: SupervisorChoice, form: ChooseForm) -> bool:
    given = form.cleaned_data
    people = {str(p.public_id): p for p in _people(options)}
    supervisor, aside = people[given["supervisor"]], None
    if given.get("aside_days") and given.get("aside_reason"):
        aside = actions.Aside(given["aside_days"], given["aside_reason"])
    try:
        actions.allocate(
            supervisee=options.supervisee, supervisor=supervisor, kind=options.kind, started_on=options.on,
            reason=given["reason"],
            ends_the_other=given.get("ends_the_other", ""), against_advice=given.get("against_advice", ""),
            co_supervisor=people.get(given.get("co_supervisor", "")), aside=aside, by=request.user,
        )  # fmt: skip
    except actions.Refused as refused:
        form.refuse(refused)
        return False
    messages.success(
        request, f"{supervisor} supervises {options.supervisee} from {on_day(options.on)}. They have both been told."
    )
    return True


def _people(options: SupervisorChoice) -> list[Person]:
    return [member.person for member in options.planner.here.members.values()]
