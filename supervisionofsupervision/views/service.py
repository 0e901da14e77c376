"""A service's supervision of supervision: holes first, then who lapses, the chain, the groups and what each had."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from governance.access import may, permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table, Tag
from nhsuk.paging import ListPage
from nhsuk.words import how_many
from people.labels import on_day
from people.models import Person, Service
from supervision.labels import lasting

from .. import labels
from ..models import Group
from ..picture import tree_of
from ..queries import ServicePeople, chain_of, groups_of, here, leaderless, months_of
from ..rules.policy import SOURCE
from ..sources import lapses_of


@governed_view(Action.VIEW_PERSON, Person, own=True)
def index(request, person):
    """Lead on to the service that the reader looks after, or to their own group."""
    service = permitted(Service.objects.all(), to=Action.VIEW_CHAIN, by=request.user).first()
    if service:
        return redirect("supervisionofsupervision:service", code=service.code)
    group = permitted(Group.objects.all(), to=Action.VIEW_GROUP, by=request.user).select_related("series").last()
    if group is None:
        raise Http404
    return redirect("supervision:series", public_id=group.series.public_id)


@governed_view(Action.VIEW_CHAIN, Service, key="code")
def page(request, service):
    today = timezone.localdate()
    service_people, decides = here(service, today), may(request.user, Action.MAKE_GROUPS, service)
    chain = chain_of(service_people)
    tree, rows = tree_of(service_people, chain)
    groups = list(groups_of(service, today))
    lapses = [_lapse(service_people, lapse) for lapse in lapses_of(service_people.active, today)]
    saved = [one for one in lapses if one["saved_by"]]
    group_page = ListPage(groups, request.GET, each="group", name="groups")
    month_page = ListPage(service_people.named(service_people.active), request.GET, each="supervisor", name="supervisors")
    context = {
        "title": "Supervision of supervision",
        "caption": service.name,
        "service": service,
        "decides": decides,
        "holes": [(_names(service_people, hole.people), labels.HOLES[hole.hole]) for hole in chain.holes()],
        "reciprocal": [_names(service_people, pair) for pair in chain.reciprocal()],
        "lapses": [one for one in lapses if not one["saved_by"]],
        "saved": saved,
        "saved_words": _saved_words(len(saved)),
        "leaderless": leaderless(service_people),
        "active": len(service_people.active),
        "without_group": len(service_people.active - service_people.placed),
        "tree": tree,
        "rows": rows,
        "running": groups,
        "groups": _groups(group_page.rows, decides),
        "group_page": group_page,
        "months": _months(service_people, month_page.rows),
        "month_page": month_page,
        "source": SOURCE,
    }
    return render(request, "supervisionofsupervision/service.html", context)


def _names(service_people: ServicePeople, keys) -> str:
    return " and ".join(
        str(service_people.people[key]) if key in service_people.people else "a person who has left" for key in keys
    )


def _saved_words(count: int) -> str:
    return f"{how_many(count, 'supervisor')} {'stays' if count == 1 else 'stay'} eligible by attending booked sessions"


def _lapse(service_people: ServicePeople, lapse) -> dict:
    return {
        "person": service_people.people[lapse.person],
        "on": lapse.on,
        "last": lapse.on - timedelta(days=1),
        "saved_by": lapse.saved_by,
        "until": on_day(lapse.saved_until),
    }


def _groups(groups: list[Group], decides: bool) -> Table:
    rows = [
        (
            Link(group.series.name or "A group", reverse("supervision:series", args=[group.series.public_id])),
            group.series.led_by or "Peers, without a leader",
            Lines(tuple(str(member.person) for member in group.series.members.all())),
            f"from {on_day(group.series.first_on)}{f' to {on_day(group.series.last_on)}' if group.series.last_on else ''}",
            Link("Change who leads", reverse("supervisionofsupervision:leader", args=[group.public_id])) if decides else "",
        )
        for group in groups
    ]
    columns = [Column(title) for title in ("Group", "Led by", "Who is in it", "When", "What to do")]
    return Table("Groups", columns, rows, "None yet.")


def _months(service_people: ServicePeople, supervisors: list[Person]) -> Table:
    by_person = months_of(service_people)
    rows = []
    for person in supervisors:
        cells = [_month(month) for _, month in by_person[person.pk]]
        rows.append((str(person), *cells))
    starts = [start for start, _ in next(iter(by_person.values()), ())]
    *before, last = starts or [None]
    columns = [Column("Supervisor"), *(Column(f"{start:%B %Y}", detail=True) for start in before)]
    columns += [Column(f"{last:%B %Y}")] if last else []
    return Table("Supervision of supervision received each month", columns, rows, "No supervisors in this service.")


def _month(month):
    said = f"{lasting(month.had)}, {lasting(month.due)} needed"
    return Lines((said, Tag("Enough", "green") if month.enough else Tag("Short", "red")))
