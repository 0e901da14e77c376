"""A service on a day: who has nobody, what waits, who supervises whom, and who has room."""

from operator import attrgetter

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.access import may, permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table, Tag
from people.desk import Waits
from people.labels import on_day
from people.models import Person, Service

from .. import labels
from ..agreements import without_agreement
from ..desk import as_waits, coming, decided_again, waits
from ..models import Allocation, ChangeRequest
from ..queries import CurrentPair, Situation, load_ahead, minutes_of, situation
from ..queries.changes import time_taken
from ..stopping import ahead, stopped


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    kind, today = request.GET.get("kind", ""), timezone.localdate()
    kind = kind if kind in labels.KINDS else next(iter(labels.KINDS))
    here = situation(service, kind, today, principal())
    decides = may(request.user, Action.MAKE_PLAN, service)
    together = stopped(here)
    listed = {key for stop in together for key in stop.supervisees} if decides else set()
    gaps = [here.members[key].person for key in here.to_place if key not in listed]
    context = {
        "title": labels.KINDS[kind],
        "caption": service.name,
        "crumbs": [],
        "service": service,
        "kind": kind,
        "kinds": [(key, words) for key, words in labels.KINDS.items() if key != kind],
        "decides": decides,
        "without": len(here.to_place),
        "together": [as_waits(stop, service) for stop in together] if decides else [],
        "gaps": [(person, _gap(here, person)) for person in sorted(gaps, key=attrgetter("last_name", "first_name", "pk"))],
        "waits": _waits(request, here) if decides else [],
        "missing": len(without_agreement([pair.row for pair in here.pairs.values()])) if decides else 0,
        "taken": _time_taken(request) if decides else None,
        "supervisors": _supervisors(here),
        "pairs": _pairs(request, here) if decides else None,
    }
    return render(request, "allocations/service.html", context)


def _waits(request, here: Situation) -> list[Waits]:
    known = ahead(here)
    return [*coming(here, known), *waits(here, known, request.user), *decided_again(here)]


def _gap(here: Situation, person: Person) -> str:
    """The day since which, and the reason why, somebody has no valid supervisor; nothing where they never had one."""
    pair = here.pairs.get(person.pk)
    if pair is None:
        return ""
    since = f" since {on_day(pair.since)}, {(here.on - pair.since).days + 1} days" if pair.since else ""
    return f"{here.supervisor_in(pair)}: {labels.WHY_NOT[pair.why].lower()}{since}"


def _time_taken(request) -> str:
    days, count = time_taken(permitted(ChangeRequest.objects.all(), to=Action.VIEW_CHANGE, by=request.user))
    return f"{days:g} days, in the middle of {count}" if count else ""


def _supervisors(here: Situation) -> Table:
    rows = []
    for key in sorted(here.supervisors, key=lambda k: (here.members[k].person.last_name, k)):
        member, pairs, capacity = here.members[key], here.of.get(key, []), here.capacity.get(key)
        used = sum(map(minutes_of, pairs))
        room = f"{used} of {capacity.minutes_per_week}" if capacity else f"{used}, no job plan"
        over = [Tag("Over", "red")] if used > (capacity.minutes_per_week if capacity else 0) else []
        later = [f"{minutes} from {on_day(day)}" for day, minutes in load_ahead(here, key)]
        page = reverse("allocations:supervisor", args=[member.person.public_id])
        row = (
            Link(str(member.person), page),
            member.team_name,
            len(pairs),
            Lines((room, *over, *later)),
            _may(here, key),
        )
        rows.append(row)
    columns = (
        Column("Supervisor"),
        Column("Team"),
        Column("People", numeric=True),
        Column("Minutes a week"),
        Column("May supervise"),
    )
    return Table("Who supervises, and who has room", columns, rows, "Nobody in this service supervises yet.")


def _may(here: Situation, key: int):
    if away := here.away.get(key):
        words = "keeps their supervisees" if away.keeps else "everybody is reassigned"
        return f"Away until {on_day(away.finished_on) or 'no end known'}, {words}"
    if key in here.provisional:
        return "beside somebody"
    until = here.eligible.get(key, False)
    if until is False:
        return Tag("Not now", "red")
    return f"until {on_day(until)}" if until else "no end known"


def _then(here: Situation, pair: CurrentPair) -> str:
    """Who supervises somebody after a pair has ended, by name where that is somebody of this service."""
    later = [row for row in here.ahead if row.supervisee_id == pair.row.supervisee_id]
    following = min(later, key=lambda row: row.started_on, default=None)
    return str(here.members[following.supervisor_id].person) if following else "nobody yet"


def _pairs(request, here: Situation) -> Table:
    may_end = set(permitted(Allocation.objects.live(), to=Action.ALLOCATE, by=request.user).values_list("pk", flat=True))
    rows = []
    for pair in sorted(here.pairs.values(), key=lambda p: (p.row.supervisee.last_name, p.row.supervisee.first_name, p.row.pk)):
        state = Tag("Stands", "green") if pair.valid else Tag(labels.WHY_NOT[pair.why], "red")
        person: Person = pair.row.supervisee
        decide = (
            Link("Change", reverse("allocations:choose", args=[person.public_id, here.kind])),
            Link("End", reverse("allocations:end", args=[pair.row.pk])),
        )
        supervisor = here.supervisor_in(pair)
        beside = f"{supervisor}, beside {pair.row.co_supervisor}" if pair.row.co_supervisor else supervisor
        if pair.row.finished_on:
            beside = f"{beside} until {on_day(pair.row.finished_on)}, then {_then(here, pair)}"
        rows.append(
            (
                str(person),
                beside,
                on_day(pair.row.started_on),
                pair.minutes,
                state,
                Lines(decide) if pair.row.pk in may_end else "",
            )
        )
    titles = ("Supervisee", "Supervisor", "Since", "Minutes a week", "State", "Decide")
    return Table("Who supervises whom", [Column(title) for title in titles], rows, "Nobody is supervised here yet.")
