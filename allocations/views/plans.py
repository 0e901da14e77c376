"""Planning for many: what is affected first, then the draft, which is changed and worked out again until it is approved."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from competencies.queries import principal
from governance.converters import key_of
from governance.policy import Action
from governance.views import governed_view, refuse
from nhsuk.components import Column, Link, Table
from people.labels import on_day
from people.models import Person, Service

from .. import actions, labels
from ..forms import PlanForm
from ..planning import Planned, Planner, planned
from ..queries import situation
from ..radius import radius
from ..rules.policy import ASIDE_DAYS, SOFT
from ..rules.problem import Impossible

SECONDS = 10.0
LEAVE_OUT = "-"


@governed_view(Action.MAKE_PLAN, Service, key="code")
def plan(request, service):
    """GET works a plan out, POST approves the one that was on the page."""
    if request.method == "POST":
        return _approve(request, service)
    kind, on = request.GET.get("kind", ""), timezone.localdate()
    here = situation(service, kind if kind in labels.KINDS else next(iter(labels.KINDS)), on, principal())
    form = PlanForm(request.GET, _supervisors(here))
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


def _draft(request, service: Service, form: PlanForm) -> dict:
    given = form.cleaned_data
    here = situation(service, given["kind"], given["on"], principal())
    keys = {str(member.person.public_id): key for key, member in here.members.items()}
    stops = _who(given["without"], here)
    without = [stops.pk] if stops else []
    spared = [keys[one] for one in given["spared"] if one in keys]
    wishes = {name.removeprefix("to-"): value for name, value in request.GET.items() if name.startswith("to-") and value}
    pins = {keys[e]: keys[s] for e, s in wishes.items() if e in keys and s in keys}
    left_out = {keys[e] for e, s in wishes.items() if e in keys and s == LEAVE_OUT}
    planner = Planner(here, without=without, rebalance=given["rebalance"], pins=pins, left_out=left_out, spared=spared)
    try:
        found = planned(planner, SECONDS)
    except Impossible as impossible:
        return {"impossible": str(impossible), "wishes": wishes}
    return {
        "found": found,
        "not_proven": labels.not_proven(found.found.off_by),
        "on": given["on"],
        "kind": given["kind"],
        "radius": radius(stops, given["on"]) if stops else None,
        "lines": [_line(found, move, wishes) for move in found.moves],
        "left_out": [
            (person := here.members[key].person, *_named(person), _options(found, key, LEAVE_OUT))
            for key in sorted(left_out & here.members.keys())
        ],
        "unplaced": [(one, _obstacles(one)) for one in found.unplaced],
        "loads": _loads(found),
        "aside_days": ASIDE_DAYS,
    }


def _who(public_id: str, here) -> Person | None:
    """Whoever stops: somebody in post on the day, or whose pairs still stand then although their post has ended."""
    people = [member.person for member in here.members.values()] + [pair.row.supervisor for pair in here.own_pairs]
    return next((person for person in people if str(person.public_id) == public_id), None)


def _line(found: Planned, move, wishes: dict[str, str]) -> dict:
    here = found.planner.here
    pair = here.pairs.get(move.supervisee.pk)
    return {
        "move": move,
        "before": here.supervisor_in(pair) if pair else "",
        "why": labels.WHY_PLACED[move.reasons[0]],
        "against": ", ".join(labels.AGAINST[why] for why in move.reasons[1:]),
        "load": found.load_of(move.after.pk),
        "aside": labels.listed(soft) if (soft := [why for why in move.reasons[1:] if why in SOFT]) else "",
        "seen": pair.row.pk if pair else "",
        **dict(zip(("name", "label"), _named(move.supervisee), strict=True)),
        "options": _options(found, move.supervisee.pk, wishes.get(str(move.supervisee.public_id), "")),
    }


def _named(person: Person) -> tuple[str, str]:
    """The name and the label of the field in which somebody's supervisor is chosen."""
    return f"to-{person.public_id}", f"Change the supervisor of {person}"


def _options(found: Planned, key: int, chosen: str) -> list[dict]:
    """As planned, each supervisor who may be chosen, or nobody."""
    planner = found.planner
    able = [k for k in planner.supervisors if not planner.barred(key, k)]
    able.sort(key=lambda k: planner.here.members[k].person.last_name)
    options = [
        ("", "As planned"),
        *((str(planner.here.members[k].person.public_id), str(planner.here.members[k].person)) for k in able),
        (LEAVE_OUT, "Leave out of this plan"),
    ]
    return [{"value": value, "text": text, "selected": value == chosen} for value, text in options]


def _obstacles(one) -> Table:
    rows = [(str(o.supervisor), labels.CANNOT[o.code], on_day(o.clears_on) or "not known") for o in one.obstacles]
    return Table("Why not", [Column(title) for title in ("Supervisor", "Why", "Clears on")], rows, caption_hidden=True)


def _loads(found: Planned) -> Table:
    rows = [(str(person), f"{before} → {after}", capacity) for person, before, after, capacity in found.loads]
    columns = (Column("Supervisor"), Column("Minutes a week, before and after"), Column("Of", numeric=True))
    return Table("Loads", columns, rows, "Nobody may supervise on that day.", caption_hidden=True)


def _approve(request, service: Service):
    form = PlanForm(request.POST, [])
    lines = _read(request.POST.getlist("line"))
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


def _read(texts: list[str]) -> list[actions.Line]:
    """The lines of the plan as the page sent them; what is none is left out. One query."""
    sent = [(*text.split("|"), "", "", "", "")[:4] for text in texts]
    wanted = {key for line in sent for key in line[:2] if _is_uuid(key)}
    people = {str(person.public_id): person for person in Person.objects.filter(public_id__in=wanted)}
    return [
        actions.Line(people[one], people[other], reason, key_of(seen))
        for one, other, reason, seen in sent
        if one in people and other in people
    ]


def _is_uuid(text: str) -> bool:
    return len(text) == 36 and text.count("-") == 4 and all(c in "0123456789abcdef-" for c in text)
