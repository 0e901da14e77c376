"""A service on a day: who has nobody, who supervises whom, and who has room."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.access import may, permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table, Tag
from people.labels import on_day
from people.models import Person, Service

from .. import labels
from ..models import Allocation
from ..queries import Situation, minutes_of, situation


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    kind = request.GET.get("kind", "")
    kind = kind if kind in labels.KINDS else next(iter(labels.KINDS))
    here = situation(service, kind, timezone.localdate(), principal())
    decides = may(request.user, Action.MAKE_PLAN, service)
    gaps = sorted((here.members[key].person for key in here.to_place), key=lambda p: (p.last_name, p.first_name))
    context = {
        "title": labels.KINDS[kind],
        "caption": service.name,
        "crumbs": [],
        "service": service,
        "kind": kind,
        "kinds": [(key, words) for key, words in labels.KINDS.items() if key != kind],
        "decides": decides,
        "gaps": [(person, here.pairs.get(person.pk)) for person in gaps],
        "supervisors": _supervisors(here),
        "pairs": _pairs(request, here) if decides else None,
    }
    return render(request, "allocations/service.html", context)


def _supervisors(here: Situation) -> Table:
    rows = []
    for key in sorted(here.supervisors, key=lambda k: (here.members[k].person.last_name, k)):
        member, pairs, capacity = here.members[key], here.of.get(key, []), here.capacity.get(key)
        used = sum(map(minutes_of, pairs))
        room = f"{used} of {capacity.minutes_per_week}" if capacity else f"{used}, no job plan"
        over = Tag("Over", "red") if used > (capacity.minutes_per_week if capacity else 0) else ""
        until = here.eligible.get(key, False)
        state = Tag("May not supervise now", "red") if until is False else f"until {on_day(until)}" if until else "no end known"
        rows.append((str(member.person), member.team_name, len(pairs), room, over, state))
    columns = (
        Column("Supervisor"),
        Column("Team"),
        Column("People", numeric=True),
        Column("Minutes a week"),
        Column(""),
        Column("Eligible"),
    )
    return Table("Who supervises, and who has room", columns, rows, "Nobody in this service supervises yet.")


def _pairs(request, here: Situation) -> Table:
    may_end = set(permitted(Allocation.objects.live(), to=Action.ALLOCATE, by=request.user).values_list("pk", flat=True))
    rows = []
    for pair in sorted(here.pairs.values(), key=lambda p: (p.row.supervisee.last_name, p.row.supervisee.first_name, p.row.pk)):
        state = Tag("Stands", "green") if pair.valid else Tag("Has left" if pair.gone else "May not supervise now", "red")
        person: Person = pair.row.supervisee
        change = (
            Link("Change", reverse("allocations:choose", args=[person.public_id, here.kind])) if pair.row.pk in may_end else ""
        )
        end = Link("End", reverse("allocations:end", args=[pair.row.pk])) if pair.row.pk in may_end else ""
        rows.append((str(person), str(pair.row.supervisor), on_day(pair.row.started_on), pair.minutes, state, change, end))
    titles = ("Supervisee", "Supervisor", "Since", "Minutes a week", "State", "", "")
    return Table("Who supervises whom", [Column(title) for title in titles], rows, "Nobody is supervised here yet.")
