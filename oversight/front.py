"""What oversight draws on the front page: where a service stands, its figures and tools, and an auditor's visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from allocations.queries import Situation, situation
from competencies.queries import principal
from governance.access import permitted
from governance.policy import Action, Role
from nhsuk.components import render
from nhsuk.words import how_many
from people.desk import FrontPart, FrontPlace, on_the_front_page
from people.models import Person, Service

from .attention import attention
from .gathering import gathered_here
from .models import Visit
from .packs.contents import SECTIONS
from .position import ShownIndicator, position
from .room import who_has_room
from .rules.indicators import CASE
from .tools import ToolCard, tools_of

TITLES = {code: title for code, title, _ in SECTIONS}
Figure = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class ServiceFront:
    """A service on the front page. ``figures``: a number, of what, and where it comes from; ``exceptions``: of what kind, and
    how many."""

    service: Service
    figures: tuple[Figure, ...] = ()
    tools: tuple[ToolCard, ...] = ()
    indicators: tuple[ShownIndicator, ...] = ()
    exceptions: tuple[tuple[str, int], ...] = ()

    @property
    def on_target(self) -> str:
        measured = [shown for shown in self.indicators if shown.tag]
        met = sum(shown.tag.colour == "green" for shown in measured)
        return f"{met} of {how_many(len(measured), 'indicator')} on target"


@on_the_front_page
def of_a_service(person: Person, on: date) -> Iterable[FrontPart]:
    """Leads see the figures and the tools of their services; managers first where the service stands."""
    manages = person.services_as({Role.MANAGER}, on)
    for service in Service.objects.filter(pk__in=person.services_as({Role.LEAD, Role.MANAGER}, on)):
        if service.pk in manages:
            yield FrontPart(FrontPlace.POSITION, service.name, "oversight/front/position.html", _standing(person, service, on))
        here = situation(service, CASE.kind, on, principal())
        if not here.pairs:
            yield FrontPart(FrontPlace.VISIT, f"Set up {service}", "oversight/front/begin.html", first_steps(here))
        yield FrontPart(FrontPlace.FIGURES, "", "oversight/front/figures.html", ServiceFront(service, figures=_figures(here)))
        tools = ServiceFront(service, tools=tuple(tools_of(service, person)))
        yield FrontPart(FrontPlace.TOOLS, service.name, "oversight/front/tools.html", tools)


def first_steps(here: Situation) -> str:
    """What a new service does first, as a task list: an empty one is not praised for having nothing to do."""
    steps = (
        ("Import your people and their posts", _service_page("exchange:upload", here), len(here.members) > 1),
        ("Read the standard that says who can supervise", reverse("competencies:standards"), bool(principal())),
        ("Record time for supervising in job plans", _service_page("allocations:service", here), bool(here.capacity)),
        ("Give each person a supervisor", _service_page("allocations:service", here), bool(here.pairs)),
    )
    items = [
        {
            "title": {"text": title},
            "href": href,
            "status": {"text": "Completed"} if done else {"tag": {"text": "To do", "classes": "nhsuk-tag--blue"}},
        }
        for title, href, done in steps
    ]
    return render("task-list", items=items, idPrefix="begin")


def _service_page(name: str, here: Situation) -> str:
    return reverse(name, args=[here.service.code])


def _standing(person: Person, service: Service, on: date) -> ServiceFront:
    """Position first, then how many exceptions there are of each kind."""
    here = gathered_here(person, service, on, on)
    exceptions = tuple((group.title, len(group.lines)) for group in attention(here))
    return ServiceFront(service, indicators=tuple(position(here.facts, on, with_trend=False)), exceptions=exceptions)


def _figures(here: Situation) -> tuple[Figure, ...]:
    """Only numbers that say something: a service without people has none."""
    people, need = len(here.members), len(here.in_need)
    if not people:
        return ()
    allocations = reverse("allocations:service", args=[here.service.code])
    return (
        (people, "people" if people != 1 else "person", reverse("oversight:register", args=[here.service.code])),
        (need - len(here.to_place), f"of {need} with a case management supervisor", allocations),
        (len(who_has_room(here, linked=False).rows), "can take someone", allocations),
    )


@on_the_front_page
def visits(person: Person, on: date) -> Iterable[FrontPart]:
    """The visits that are open to an auditor: period, state and sections."""
    rows = Visit.objects.filter(auditor=person, ends_at__gt=timezone.now()).select_related("service")
    for visit in permitted(rows, to=Action.VIEW_VISIT, by=person):
        sections = [(TITLES[code], reverse("oversight:visit_section", args=[visit.public_id, code])) for code in visit.sections]
        shown = {"visit": visit, "sections": sections}
        yield FrontPart(FrontPlace.VISIT, f"Audit of {visit.service}", "oversight/front/visit.html", shown)
