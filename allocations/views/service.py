"""A service on a day: who has no supervisor, what waits, who supervises whom, and who has room."""

from datetime import date
from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from competencies.queries import principal
from governance.access import may, permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.charts import BarsChart, FilledBar
from nhsuk.components import Column, Lines, Link, Table, Tag
from nhsuk.paging import ListPage
from nhsuk.words import how_many
from people.desk import Waits
from people.downloads import TYPES, download_links, iso, spreadsheet
from people.labels import on_day
from people.models import Service
from people.search import NameSearch

from .. import labels
from ..agreements import without_agreement
from ..desk import as_waits, coming, decided_again, waits
from ..forms import PeopleFilterForm
from ..listing import ListedPerson, ListedSupervisor, listed, listed_supervisors, narrowed
from ..models import Allocation, ChangeRequest
from ..queries import CurrentPair, Situation, situation
from ..queries.changes import time_taken
from ..rules.policy import MINUTES_PER_WEEK
from ..stopping import ExpectedDepartures, ahead, stopped

FIRST_TASKS, SUPERVISORS_SHOWN = 5, 10


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def page(request, service):
    """GET shows the list; POST the first part of it whose names fit what was typed, which stands in no address."""
    here = _here(request, service)
    decides = may(request.user, Action.MAKE_PLAN, service)
    known, supervisors = ahead(here), listed_supervisors(here)
    asked = _Asked(request, listed(here, known.stops))
    rows = asked.search.page(asked.rows, each="person", many="people")
    some = ListPage(supervisors, request.GET, each="supervisor", name="supervisors", per_page=SUPERVISORS_SHOWN)
    together = stopped(here) if decides else []
    requests = list(permitted(ChangeRequest.objects.all(), to=Action.VIEW_CHANGE, by=request.user)) if decides else []
    waiting = [*(as_waits(stop, service) for stop in together), *(_waits(request, here, known) if decides else [])]
    context = {
        "title": "Allocations",
        "caption": service.name,
        "crumbs": [],
        "service": service,
        "kind": here.kind,
        "kinds": list(labels.KINDS.items()),
        "decides": decides,
        "without": _without(here),
        "waits": waiting[:FIRST_TASKS],
        "more_waits": waiting[FIRST_TASKS:],
        "missing": len(without_agreement([pair.row for pair in here.pairs.values()])) if decides else 0,
        "taken": _time_taken(requests),
        "requests": requests,
        "asked": asked,
        "search": asked.search,
        "page": rows,
        "downloads": download_links(
            request, {kind: reverse(f"allocations:service_{kind}", args=[service.code]) for kind in TYPES}
        ),
        "people": _people(request, here, rows.rows, decides, asked.empty),
        "some": some,
        "supervisors": _bars(some.rows),
    }
    return render(request, "allocations/service.html", context)


@governed_view(Action.VIEW_REGISTER, Service, key="code")
def download(request, service, form: str):
    """The list of people, as it is filtered."""
    here = _here(request, service)
    rows = _Asked(request, listed(here, ahead(here).stops)).rows
    header = ("Person", "Team", "Supervisor", "Co-supervisor", "From", "To", "Then", "Minutes a week", "State")
    return spreadsheet(f"allocations.{form}", header, map(_cells, rows))


def _here(request, service: Service) -> Situation:
    kind = request.GET.get("kind", "")
    kind = kind if kind in labels.KINDS else next(iter(labels.KINDS))
    return situation(service, kind, timezone.localdate(), principal())


class _Asked:
    """What of the list is asked for: a state and a team in the address, a name in what was sent."""

    def __init__(self, request, people: list[ListedPerson]):
        self.filter = PeopleFilterForm(request.GET, sorted({entry.team for entry in people if entry.team}))
        self.search = NameSearch.of(request)
        given = self.filter.cleaned_data if self.filter.is_valid() else {}
        fitting = narrowed(people, state=given.get("state", ""), team=given.get("team", ""))
        self.rows = self.search.among(fitting, lambda entry: str(entry.person))
        self.all = len(people)
        self.narrow = any(given.values())

    @property
    def empty(self) -> str:
        return "No one matches this. Show everyone or search for another name." if self.all else "No one needs it here yet."


def _without(here: Situation) -> str:
    """How many people have no supervisor of this kind, or that nobody needs one."""
    if not here.to_place and not here.pairs:
        return f"No one in this service needs a {labels.SUPERVISOR[here.kind]} yet"
    return labels.without(len(here.to_place), here.kind) if here.to_place else f"Everyone has a {labels.SUPERVISOR[here.kind]}"


def _waits(request, here: Situation, known: ExpectedDepartures) -> list[Waits]:
    return [*coming(here, known), *waits(here, known, request.user), *decided_again(here)]


def _time_taken(requests: list[ChangeRequest]) -> str:
    days, count = time_taken(requests) if requests else (None, 0)
    return f"{days:g} days (median of {how_many(count, 'request')})" if count else ""


def _people(request, here: Situation, rows: list[ListedPerson], decides: bool, empty: str) -> Table:
    may_end = set(permitted(Allocation.objects.live(), to=Action.ALLOCATE, by=request.user).values_list("pk", flat=True))
    shown = [_row(here, entry, decides, may_end) for entry in rows]
    titles = ("Person", "Supervisor", "State", "Decide")
    return Table("People", [Column(title) for title in titles], shown, empty, caption_hidden=True)


def _row(here: Situation, entry: ListedPerson, decides: bool, may_end: set[int]) -> tuple[Any, ...]:
    return (str(entry.person), _supervisor(here, entry), _state(entry, here.on), _links(here, entry, decides, may_end))


def _supervisor(here: Situation, entry: ListedPerson) -> Lines | str:
    """Who supervises somebody, with the co-supervisor and what comes next."""
    if entry.pair is None:
        return entry.then
    row = entry.pair.row
    linked = row.recorded_in_id == here.service.pk and row.supervisor_id in here.members
    page = reverse("allocations:supervisor", args=[row.supervisor.public_id]) if linked else ""
    beside = f"with {entry.co_supervisor} as co-supervisor" if entry.co_supervisor else ""
    since = _since(entry.pair, here.kind) if entry.pair.valid else ""
    return Lines(tuple(filter(None, (Link(entry.supervisor, page), beside, since, entry.then))))


def _since(pair: CurrentPair, kind: str) -> str:
    """The first day, and how many minutes a week where these are not the usual ones."""
    unusual = f", {pair.minutes} minutes a week" if pair.minutes != MINUTES_PER_WEEK[kind] else ""
    return f"since {on_day(pair.row.started_on)}{unusual}"


def _state(entry: ListedPerson, on: date) -> Tag | Lines:
    words, colour = labels.LISTED[entry.state]
    if entry.state != "none":
        return Tag(words, colour)
    if entry.pair is None:
        return Tag(words, colour)
    tag, since = Tag(labels.WHY_NOT[entry.pair.why], colour), entry.pair.since
    return Lines((tag, f"for {how_many((on - since).days + 1, 'day')}")) if since else tag


def _links(here: Situation, entry: ListedPerson, decides: bool, may_end: set[int]) -> SafeString | str:
    choose, whose = reverse("allocations:choose", args=[entry.person.public_id, here.kind]), f"for {entry.person}"
    if entry.pair is None:
        return Link("Choose supervisor", choose, whose).__html__() if decides else ""
    if entry.pair.row.pk not in may_end:
        return ""
    end = Link("End", reverse("allocations:end", args=[entry.pair.row.pk]), whose)
    return format_html("{} &nbsp; {}", Link("Change", choose, whose), end)


def _bars(rows: list[ListedSupervisor]) -> BarsChart | None:
    bars = [
        FilledBar(
            Link(str(entry.person), reverse("allocations:supervisor", args=[entry.person.public_id])),
            entry.used,
            entry.planned or 0,
            _words(entry),
        )
        for entry in rows
    ]
    return BarsChart(bars, "Blue: used. White: free. Red: more than the job plan.") if bars else None


def _words(entry: ListedSupervisor) -> str:
    """Used of planned minutes and of how many people, what changes, and until when somebody can supervise."""
    used = f"{entry.used} of {entry.planned} minutes" if entry.planned is not None else f"{entry.used} minutes, no job plan"
    over = entry.used - entry.planned if entry.planned is not None else 0
    beyond = f", {over} too many" if over > 0 else ""
    later = "".join(f", {minutes} from {on_day(day)}" for day, minutes in entry.later)
    return f"{used} a week{beyond}{later} ({how_many(entry.people, 'person', 'people')}). {entry.standing}"


def _cells(entry: ListedPerson) -> tuple[object, ...]:
    row = entry.pair.row if entry.pair else None
    return (
        str(entry.person), entry.team, entry.supervisor, entry.co_supervisor,
        iso(row.started_on) if row else "", iso(entry.last), entry.following,
        entry.pair.minutes if entry.pair else "",
        entry.gap if entry.state == "none" else labels.LISTED[entry.state][0],
    )  # fmt: skip
