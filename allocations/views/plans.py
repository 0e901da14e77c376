"""Planning for many: what is affected first, then the draft, which is changed and worked out again until it is approved."""

import hashlib
import json
from collections.abc import Mapping

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from competencies.queries import principal
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Link
from nhsuk.words import how_many
from people.labels import on_day
from people.models import Person, Service

from .. import actions, labels
from ..forms import CHOSEN, LEAVE_OUT, AllocationPlanForm, PlanLines
from ..planning import Misfit, Move, PlanForPeople, Planner, planned, without_misfits
from ..queries import Situation, situation
from ..radius import radius
from ..rules.policy import ASIDE_DAYS
from .plan_lines import PlanLists, loads_chart

SECONDS = 10.0
LINES = "line"
AGAIN, WORKED_OUT = "again", "worked-out"


@governed_view(Action.MAKE_PLAN, Service, key="code")
def plan(request, service):
    """GET works a plan out. POST works it out again with what was chosen, or approves the one that was on the page: never one
    that is not what was last chosen."""
    sent = request.method == "POST"
    asked = request.POST if sent else request.GET
    kind, on = asked.get("kind", ""), timezone.localdate()
    here = situation(service, kind if kind in labels.KINDS else next(iter(labels.KINDS)), on, principal())
    form = AllocationPlanForm(asked, _supervisors(here))
    if sent and AGAIN not in asked:
        if asked.get(WORKED_OUT, as_asked(form)) == as_asked(form):
            return _approve(request, service, form)
        refuse(request, "You changed something after this plan was worked out. Check the plan, then approve it.")
    context = {
        "title": "Plan supervision",
        "caption": service.name,
        "crumbs": [Link("Allocations", f"/allocations/{service.code}/")],
        "service": service,
        "form": form,
    }
    if form.is_valid():
        context |= _draft(service, form, asked)
    context["form_first"] = not context.get("groups")
    return render(request, "allocations/plan.html", context)


def as_asked(form: AllocationPlanForm) -> str:
    """A digest of what a plan is asked with: the day, the supervisors and each choice that is made."""
    said = sorted(
        (name, value)
        for name, values in form.data.lists()
        for value in values
        if value and (name.startswith(CHOSEN) or any(name.startswith(field) for field in AllocationPlanForm.base_fields))
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]


def _supervisors(here) -> list[Person]:
    """Everybody who could supervise today, or does, by name."""
    people = {here.members[key].person for key in here.supervisors} | {pair.row.supervisor for pair in here.own_pairs}
    return sorted(people, key=lambda person: (person.last_name, person.first_name, person.pk))


def _draft(service: Service, form: AllocationPlanForm, asked: QueryDict) -> dict:
    given = form.cleaned_data
    here = situation(service, given["kind"], given["on"], principal())
    stops = _who(given["without"], here)
    planner, misfits = without_misfits(_planner(here, form, stops, asked))
    plan_made = planned(planner, SECONDS)
    wrong = {misfit.supervisee: _misfit(here, misfit) for misfit in misfits}
    lists = PlanLists(form, plan_made, wrong, _proposed_before(asked))
    sent_back = PlanLines(initial=[_sent_back(plan_made, move) for move in plan_made.moves], prefix=LINES)
    return {
        "draft": plan_made,
        "heading": _heading(plan_made),
        "not_proven": labels.not_proven(plan_made.solution.off_by),
        "on": given["on"],
        "radius": radius(stops, given["on"]) if stops else None,
        "groups": lists.groups(),
        "sent_back": sent_back,
        "worked_out": as_asked(form),
        "loads": loads_chart(plan_made),
        "aside_days": ASIDE_DAYS,
    }


def _planner(here: Situation, form: AllocationPlanForm, stops: Person | None, asked: Mapping[str, str]) -> Planner:
    given, keys = form.cleaned_data, {str(member.person.public_id): key for key, member in here.members.items()}
    wishes = {name.removeprefix(CHOSEN): value for name, value in asked.items() if name.startswith(CHOSEN) and value}
    return Planner(
        here,
        without=[stops.pk] if stops else [],
        rebalance=given["rebalance"],
        pins={keys[e]: keys[s] for e, s in wishes.items() if e in keys and s in keys},
        left_out={keys[e] for e, s in wishes.items() if e in keys and s == LEAVE_OUT},
        spared=[keys[public_id] for public_id in given["spared"] if public_id in keys],
    )


def _proposed_before(asked: QueryDict) -> dict[str, str]:
    """Whom the plan that was on the page proposed, by supervisee; nothing where there was none."""
    sent = PlanLines(asked, prefix=LINES) if f"{LINES}-TOTAL_FORMS" in asked else None
    lines = [form.cleaned_data for form in sent.forms if form.is_valid()] if sent and sent.management_form.is_valid() else []
    return {str(line["supervisee"]): str(line["supervisor"]) for line in lines}


def _heading(plan_made: PlanForPeople) -> str:
    """What the plan comes to."""
    moves, unplaced = len(plan_made.moves), len(plan_made.unplaced)
    if unplaced and not moves:
        return f"No supervisor is available for {how_many(unplaced, 'person', 'people')}"
    people = how_many(moves, "person", "people")
    said = f"{people} would get a new supervisor" if moves else "No one needs a new supervisor"
    return f"{said}, {unplaced} would have none" if unplaced else said


def _misfit(here: Situation, misfit: Misfit) -> str:
    names = (here.members[key].person for key in (misfit.supervisor, misfit.supervisee))
    return f"{labels.misfit(misfit.code, *names, here.on)} Choose someone else"


def _who(public_id: str, here: Situation) -> Person | None:
    """Whoever stops: somebody in post on the day, or whose pairs still stand then although their post has ended."""
    people = [member.person for member in here.members.values()] + [pair.row.supervisor for pair in here.own_pairs]
    return next((person for person in people if str(person.public_id) == public_id), None)


def _sent_back(plan_made: PlanForPeople, move: Move) -> dict:
    """What of a line the page sends back when the plan is approved."""
    pair = plan_made.planner.here.pairs.get(move.supervisee.pk)
    return {
        "supervisee": move.supervisee.public_id,
        "supervisor": move.after.public_id,
        "reason": move.reasons[0],
        "seen": pair.row.pk if pair else None,
    }


def _approve(request, service: Service, form: AllocationPlanForm):
    lines = _read(PlanLines(request.POST, prefix=LINES))
    if not form.is_valid() or not lines:
        refuse(request, "There is nothing to approve.")
        return redirect("allocations:plan", code=service.code)
    given = form.cleaned_data
    done = actions.approve_plan(service=service, kind=given["kind"], on=given["on"], lines=lines, by=request.user)
    if done.placed:
        placed = how_many(len(done.placed), "person has a new supervisor", "people have a new supervisor")
        messages.success(request, f"{placed} from {on_day(given['on'])}. They and their supervisors have been told.")
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
