"""One person on any day, as it is known now or was known on another: what an auditor asks, and no register answers.

*Was this person allowed to supervise, and under which rules; who supervised them; under which agreement; what had they
received; and did you know it then?* A constant number of queries.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from allocations.agreements import in_force
from allocations.models import Allocation, Contract
from competencies.queries import careers, standard
from competencies.rules.answer import state_on
from competencies.rules.eligibility import timeline
from competencies.rules.outcome import State
from people.models import Person, Post
from people.models.conditions import covering
from supervision.models import Response, Session, of_person
from supervision.queries import dose_of
from supervision.rules.expected import Received

BACK = timedelta(weeks=13)


@dataclass(frozen=True, slots=True)
class SupervisedBy:
    """The supervisor in one kind of supervision; their state on the day, and the agreement that all had signed by then."""

    pair: Allocation
    state: State
    agreement: Contract | None


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """A session of the thirteen weeks up to the day: when it was written down, and what was said to it by then."""

    session: Session
    led: bool
    answers: tuple[str, ...]

    @property
    def days_after(self) -> int:
        return (timezone.localdate(self.session.recorded_at) - self.session.held_on).days


@dataclass(frozen=True, slots=True)
class ServiceDay:
    posts: tuple[Post, ...]
    state: State | None
    rules: str
    supervised: tuple[SupervisedBy, ...]
    supervises: tuple[Allocation, ...]
    doses: tuple[Received, ...]
    sessions: tuple[SessionSeen, ...]


def on_a_day(
    person: Person, on: date, code: str, known_at: datetime | None = None, within: Collection[int] | None = None
) -> ServiceDay:
    """With ``within`` only the pairs and sessions that belong to some services (keys): those of another employer are not its
    own."""
    rows = (
        Allocation.objects.known_at(known_at).filter(covering(on)).select_related("supervisor", "supervisee", "co_supervisor")
    )
    if within is not None:
        rows = rows.filter(recorded_in__in=within)
    above = list(rows.filter(supervisee=person).order_by("kind", "pk"))
    states, rules = _states({person.pk, *(pair.supervisor_id for pair in above)}, on, code, known_at)
    agreements = in_force({pair.in_place for pair in above}, on, known_at)
    return ServiceDay(
        posts=tuple(
            Post.objects.known_at(known_at).filter(covering(on), person=person).select_related("service", "team").order_by("pk")
        ),
        state=states.get(person.pk),
        rules=rules,
        supervised=tuple(
            SupervisedBy(pair, states[pair.supervisor_id], agreements.get(pair.in_place)) for pair in above if states
        ),
        supervises=tuple(rows.filter(Q(supervisor=person) | Q(co_supervisor=person)).order_by("supervisee__last_name", "pk")),
        doses=tuple(dose_of([person.pk], on - BACK + timedelta(days=1), on, known_at=known_at)[person.pk]),
        sessions=tuple(_sessions(person, on, known_at, within)),
    )


def _states(people: set[int], on: date, code: str, known_at: datetime | None) -> tuple[dict[int, State], str]:
    rules = standard(code)
    if rules is None:
        return {}, ""
    known, day = careers(people, known_at, rules), on.toordinal()
    published = rules.versions[rules.in_force(day)]
    named = f"{published.title}, version {published.version}"
    return {key: state_on(timeline(known[key], rules).states, day)[0] for key in people}, named


def _sessions(person: Person, on: date, known_at: datetime | None, within: Collection[int] | None):
    rows = of_person(person, known_at).filter(held_on__gt=on - BACK, held_on__lte=on)
    if within is not None:
        rows = rows.filter(Session.Access.in_services(within, on))
    sessions = list(rows.select_related("facilitator").order_by("held_on", "pk"))
    said: dict[int, list[str]] = {}
    answers = Response.objects.known_at(known_at).filter(session__in=sessions).select_related("person").order_by("pk")
    for one in answers:
        said.setdefault(one.session_id, []).append(
            f"{one.answer} by {one.person} on {timezone.localdate(one.recorded_at):%-d %B %Y}"
        )
    return [SessionSeen(one, one.facilitator_id == person.pk, tuple(said.get(one.pk, ()))) for one in sessions]
