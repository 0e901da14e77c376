"""Planning for many: what is affected first, then the draft, which is changed and worked out again until it is approved."""

from collections.abc import Mapping

from django.contrib import messages
from django.forms import BaseFormSet
from django.forms.boundfield import BoundField
from django.shortcuts import redirect, render
from django.utils import timezone

from competencies.queries import principal
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Column, Link, Table
from people.labels import on_day
from people.models import Person, Service

from .. import actions, labels
from ..forms import CHOSEN, AllocationPlanForm, PlanLines
from ..planning import Misfit, Move, PlanForPeople, Planner, Room, planned, without_misfits
from ..queries import Situation, situation
from ..radius import radius
from ..rules.policy import ASIDE_DAYS, SOFT

SECONDS = 10.0
LEAVE_OUT = "-"
LINES = "line"


@governed_view(Action.MAKE_PLAN, Service, key="code")
def plan(request, service):
    """GET works a plan out, POST approves the one that was on the page."""
    if request.method == "POST":
        return _approve(request, service)
    kind, on = request.GET.get("kind", ""), timezone.localdate()
    here = situation(service, kind if kind in labels.KINDS else next(iter(labels.KINDS)), on, principal())
    form = AllocationPlanForm(request.GET, _supervisors(here))
    context = {
        "title": "Plan who supervises whom",
        "caption": service.name,
        "crumbs": [Link("Supervision", f"/allocations/{service.code}/")],
        "service": service,
        "form": form,
    }
    if form.is_valid():
        context |= _draft(request, service, form)
    return render(request, "allocations/plan.html", context)


def _supervisors(here) -> list[Person]:
    """Everybody who could supervise today, or does, by name."""
    people = {here.members[key].person for key in here.supervisors} | {pair.row.supervisor for pair in here.own_pairs}
    return sorted(people, key=lambda person: (person.last_name, person.first_name, person.pk))


def _draft(request, service: Service, form: AllocationPlanForm) -> dict:
    given = form.cleaned_data
    here = situation(service, given["kind"], given["on"], principal())
    keys = {str(member.person.public_id): key for key, member in here.members.items()}
    stops = _who(given["without"], here)
    without = [stops.pk] if stops else []
    spared = [keys[one] for one in given["spared"] if one in keys]
    wishes = {name.removeprefix(CHOSEN): value for name, value in request.GET.items() if name.startswith(CHOSEN) and value}
    pins = {keys[e]: keys[s] for e, s in wishes.items() if e in keys and s in keys}
    left_out = {keys[e] for e, s in wishes.items() if e in keys and s == LEAVE_OUT}
    asked = Planner(here, without=without, rebalance=given["rebalance"], pins=pins, left_out=left_out, spared=spared)
    planner, misfits = without_misfits(asked)
    plan_made = planned(planner, SECONDS)
    wrong = {one.supervisee: _misfit(here, one) for one in misfits}
    choose = _Choices(form, plan_made, wrong)
    lines = [_line(plan_made, move, choose) for move in plan_made.moves]
    sent_back = PlanLines(initial=[_sent_back(plan_made, move) for move in plan_made.moves], prefix=LINES)
    unplaced = [(one, choose.where_wrong(one.supervisee), _obstacles(one)) for one in plan_made.unplaced]
    return {
        "found": plan_made,
        "not_proven": labels.not_proven(plan_made.solution.off_by),
        "on": given["on"],
        "kind": given["kind"],
        "radius": radius(stops, given["on"]) if stops else None,
        "lines": lines,
        "sent_back": sent_back,
        "left_out": [choose.field(here.members[key].person) for key in sorted(left_out & here.members.keys())],
        "unplaced": unplaced,
        "stay": [choose.field(here.members[key].person) for key in wrong if key not in choose.asked],
        "loads": _loads(plan_made),
        "aside_days": ASIDE_DAYS,
    }


def _misfit(here: Situation, one: Misfit) -> str:
    names = (here.members[key].person for key in (one.supervisor, one.supervisee))
    return f"{labels.misfit(one.code, *names, here.on)} Choose someone else"


class _Choices:
    """The fields of the form in which the supervisors of a plan are chosen, with what is wrong with some, by the keys of
    people."""

    def __init__(self, form: AllocationPlanForm, plan_made: PlanForPeople, wrong: Mapping[int, str]):
        self.form, self.plan_made, self.wrong = form, plan_made, wrong
        self.room, self.asked = Room(plan_made.planner, plan_made.planner.pins), set()

    def field(self, person: Person) -> BoundField:
        """The field with “as planned”, each supervisor who has room beside those who stay and who were chosen, or nobody."""
        self.asked.add(person.pk)
        here, key = self.plan_made.planner.here, person.pk
        able = [other for other in self.plan_made.planner.supervisors if not self.room.obstacle(key, other)]
        able.sort(key=lambda other: (here.members[other].person.last_name, other))
        options = [(str(here.members[other].person.public_id), self._named(key, other)) for other in able]
        choices = [("", "As planned"), *options, (LEAVE_OUT, "Leave out of this plan")]
        return self.form.choice_for(person, choices, self.wrong.get(key, ""))

    def where_wrong(self, person: Person) -> BoundField | None:
        """The field for somebody who is not placed, where the choice for them does not fit."""
        return self.field(person) if person.pk in self.wrong else None

    def _named(self, key: int, other: int) -> str:
        return f"{self.plan_made.planner.here.members[other].person}, room for {self.room.minutes(key, other)} minutes a week"


def _who(public_id: str, here: Situation) -> Person | None:
    """Whoever stops: somebody in post on the day, or whose pairs still stand then although their post has ended."""
    people = [member.person for member in here.members.values()] + [pair.row.supervisor for pair in here.own_pairs]
    return next((person for person in people if str(person.public_id) == public_id), None)


def _line(plan_made: PlanForPeople, move: Move, choose: _Choices) -> dict:
    here = plan_made.planner.here
    pair = here.pairs.get(move.supervisee.pk)
    return {
        "move": move,
        "before": here.supervisor_in(pair) if pair else "",
        "why": labels.WHY_PLACED[move.reasons[0]],
        "against": ", ".join(labels.AGAINST[why] for why in move.reasons[1:]),
        "load": plan_made.load_of(move.after.pk),
        "aside": labels.listed(soft) if (soft := [why for why in move.reasons[1:] if why in SOFT]) else "",
        "field": choose.field(move.supervisee),
    }


def _sent_back(plan_made: PlanForPeople, move: Move) -> dict:
    """What of a line the page sends back when the plan is approved."""
    pair = plan_made.planner.here.pairs.get(move.supervisee.pk)
    return {
        "supervisee": move.supervisee.public_id,
        "supervisor": move.after.public_id,
        "reason": move.reasons[0],
        "seen": pair.row.pk if pair else None,
    }


def _obstacles(one) -> Table:
    rows = [(str(o.supervisor), labels.CANNOT[o.code], on_day(o.clears_on) or "not known") for o in one.obstacles]
    return Table("Why not", [Column(title) for title in ("Supervisor", "Why", "Clears on")], rows, caption_hidden=True)


def _loads(plan_made: PlanForPeople) -> Table:
    rows = [(str(person), f"{before} → {after}", capacity) for person, before, after, capacity in plan_made.loads]
    columns = (Column("Supervisor"), Column("Minutes a week, before and after"), Column("Of", numeric=True))
    return Table("Loads", columns, rows, "Nobody may supervise on that day.", caption_hidden=True)


def _approve(request, service: Service):
    form = AllocationPlanForm(request.POST, [])
    lines = _read(PlanLines(request.POST, prefix=LINES))
    if not form.is_valid() or not lines:
        refuse(request, "There is nothing to approve.")
        return redirect("allocations:plan", code=service.code)
    given = form.cleaned_data
    done = actions.approve_plan(service=service, kind=given["kind"], on=given["on"], lines=lines, by=request.user)
    if done.placed:
        messages.success(request, f"{len(done.placed)} placed from {on_day(given['on'])}. Everybody concerned has been told.")
    said = [f"{line.supervisee}: {why}" for line, why in done.refused]
    for words in said[:-1]:
        messages.warning(request, words)
    for words in said[-1:]:  # one link for all of them
        refuse(request, words)
    return redirect("allocations:service", code=service.code)


def _read(sent: BaseFormSet) -> list[actions.PlanLine]:
    """The lines of the plan as the page sent them; what is none is left out. One query."""
    lines = [form.cleaned_data for form in sent.forms if form.is_valid()] if sent.management_form.is_valid() else []
    wanted = {line[name] for line in lines for name in ("supervisee", "supervisor")}
    people = {person.public_id: person for person in Person.objects.filter(public_id__in=wanted)}
    return [
        actions.PlanLine(people[line["supervisee"]], people[line["supervisor"]], line["reason"], line["seen"])
        for line in lines
        if line["supervisee"] in people and line["supervisor"] in people
    ]
