"""Who supervised whom on any day, under which rules and which agreement, as it is known now or was known at an instant."""

from dataclasses import dataclass
from datetime import date, datetime

from competencies.queries import careers, standard
from competencies.rules.answer import state_on
from competencies.rules.eligibility import timeline
from competencies.rules.outcome import State
from people.models import Person, Post, Service
from people.models.conditions import covering

from .agreements import in_force
from .models import Allocation, Contract
from .rules.policy import NEEDS


@dataclass(frozen=True, slots=True)
class SupervisedDay:
    """One person on one day. Without a ``pair`` they had nobody. ``state`` is the supervisor's by ``rules``, code and version
    of the standard; ``agreement`` the one that all had signed by then."""

    service: Service
    person: Person
    pair: Allocation | None
    state: State | None
    rules: str
    agreement: Contract | None


def supervised_on(service: Service, kind: str, on: date, code: str, known_at: datetime | None = None) -> list[SupervisedDay]:
    """Everybody in the service whose role needed this kind on the day, and whoever had a supervisor, by name. Constant
    queries."""
    posts = Post.objects.known_at(known_at).filter(covering(on), service=service)
    needing = posts.filter(role__in=NEEDS[kind]).values("person")
    pairs = _pairs(posts.values("person"), kind, on, known_at)
    people = Person.objects.filter(pk__in=needing) | Person.objects.filter(pk__in=list(pairs))
    agreements = in_force({pair.in_place for pair in pairs.values()}, on, known_at)
    states, rules = _states({pair.supervisor_id for pair in pairs.values()}, on, code, known_at)
    return [
        SupervisedDay(
            service,
            person,
            pair := pairs.get(person.pk),
            states.get(pair.supervisor_id) if pair else None,
            rules,
            agreements.get(pair.in_place) if pair else None,
        )
        for person in people.order_by("last_name", "first_name", "pk")
    ]


def _pairs(people, kind: str, on: date, known_at: datetime | None) -> dict[int, Allocation]:
    rows = Allocation.objects.known_at(known_at).filter(covering(on), supervisee__in=people, kind=kind)
    return {row.supervisee_id: row for row in rows.select_related("supervisor", "co_supervisor")}


def _states(people: set[int], on: date, code: str, known_at: datetime | None) -> tuple[dict[int, State], str]:
    """The state of each on the day by the standard, worked out anew from what was known, and its code and version."""
    rules = standard(code)
    if rules is None:
        return {}, ""
    day = on.toordinal()
    known = careers(people, known_at)
    states = {key: state_on(timeline(known[key], rules).states, day)[0] for key in people}
    return states, f"{code}, version {rules.versions[rules.in_force(day)].version}"
