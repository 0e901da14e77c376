"""From a service to a question about groups, and from its answer to groups with dates. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from people.models import Person, Service

from .dates import Dated, calendar_of, dated, periods
from .queries import ServicePeople, here
from .rules.grouping import Grouped, GroupingProblem, One, ProposedGroup
from .rules.policy import LARGEST, MINUTES, SMALLEST

SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. ``led_by``: supervisors with who must lead them; ``left_out``: supervisors to plan without. Keys of
    people."""

    start: date
    months: int = 6
    every: str = "month"
    smallest: int = SMALLEST
    largest: int = LARGEST
    minutes: int = MINUTES
    led_by: Mapping[int, int] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposed:
    """One group: who leads, who is in it, and when it meets."""

    leader: Person
    members: tuple[Person, ...]
    when: Dated


@dataclass(frozen=True)
class GroupPlan:
    wanted: Wanted
    here: ServicePeople
    question: GroupingProblem
    answer: Grouped
    groups: tuple[Proposed, ...]
    left_out: tuple[tuple[Person, str], ...]


def asked(service: Service, wanted: Wanted) -> tuple[ServicePeople, GroupingProblem, dict[str, int], object]:
    """The question, with the keys by which it names people, and their calendar."""
    service_people = here(service, wanted.start, periods(wanted.start, wanted.months, wanted.every)[-1][1])
    needing = service_people.active - service_people.placed - wanted.left_out
    leading = service_people.may_lead & service_people.people.keys()
    calendar = calendar_of(service, needing | leading, wanted.start, wanted.months, wanted.every, wanted.minutes)
    ones = {key: _one(service_people, calendar, key) for key in sorted(needing | leading)}
    names = {ones[key].key: key for key in ones}
    named = {key: one.key for key, one in ones.items()}
    question = GroupingProblem(
        members=tuple(ones[key] for key in sorted(needing)),
        leaders=tuple(ones[key] for key in sorted(leading)),
        stand=frozenset(
            named[key]
            for key in leading
            if key in service_people.placed or (key in service_people.top and key not in service_people.active)
        ),
        supervises=frozenset((named[a], named[b]) for a, b in service_people.supervises if a in named and b in named),
        smallest=wanted.smallest,
        largest=wanted.largest,
        led_by={named[a]: named[b] for a, b in wanted.led_by.items() if a in named and b in named},
    )
    return service_people, question, names, calendar


def _one(service_people: ServicePeople, calendar, key: int) -> One:
    person, manager = service_people.people[key], service_people.managers[key]
    return One(person.employee_number or f"#{key}", service_people.teams[key], str(manager or ""), calendar.days(key))


def plan(service: Service, wanted: Wanted, seconds: float = SECONDS) -> GroupPlan:
    """The best groups that can be had in the time, with their days."""
    service_people, question, names, calendar = asked(service, wanted)
    from .rules.by_constraints import grouped  # its library takes long to arrive, and most of what runs plans nothing

    answer = grouped(question, seconds)
    groups = tuple(_proposed(service_people, calendar, names, group) for group in answer.groups)
    left_out = tuple((service_people.people[names[key]], why) for key, why in answer.left_out)
    return GroupPlan(wanted, service_people, question, answer, groups, left_out)


def _proposed(service_people: ServicePeople, calendar, names: dict[str, int], group: ProposedGroup) -> Proposed:
    keys = [names[group.leader], *(names[key] for key in group.members)]
    when = dated(calendar, keys, group.days)
    return Proposed(service_people.people[keys[0]], tuple(service_people.named(keys[1:])), when)
