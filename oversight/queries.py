"""The register of a service on a day: who was in post, and whether they could supervise. Three queries, however many people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from competencies.models import Timeline, TimelineRun
from competencies.queries import waivers_by_person
from competencies.rules.outcome import State
from competencies.rules.outlook import lacking, waived_on
from competencies.rules.standard import Node, Standard
from competencies.timelines import outcome_in
from people.models import Post, Service
from people.models.conditions import covering


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One person on one day. ``eligible_from``: the next day on which they will be eligible, if one is already known."""

    person: int
    public_id: UUID
    employee_number: str
    first_name: str
    last_name: str
    teams: tuple[str, ...]
    roles: tuple[str, ...]
    state: State
    since: date | None
    until: date | None
    eligible_from: date | None
    missing: tuple[Node, ...]

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


COLUMNS = (
    "person_id", "person__public_id", "person__employee_number", "person__first_name", "person__last_name",
    "team__name", "role", "run__state", "run__started_on", "run__finished_on", "eligible_from",
)  # fmt: skip


def register_rows(service: Service, standard: Standard, on: date) -> list[RegisterRow]:
    """Everybody with a post in the service on the day, by last and first name."""
    people: dict[int, list[tuple]] = {}
    for row in register_posts(service, standard.code, on):
        people.setdefault(row[0], []).append(row)
    waiting = [person for person, rows in people.items() if rows[0][7] not in (None, State.ELIGIBLE)]
    missing = _missing(waiting, standard, on)
    return [_row(rows, missing.get(person, ())) for person, rows in people.items()]


def register_posts(service: Service, standard: str, on: date):
    """The one query of the register: posts on the day with the state of their holders."""
    next_run = TimelineRun.objects.filter(
        person=OuterRef("person"), standard=standard, state=State.ELIGIBLE, started_on__gt=on
    ).order_by("started_on")
    run = Q(person__timeline_runs__standard=standard) & covering(on, prefix="person__timeline_runs__")
    return (
        Post.objects.live()
        .filter(covering(on), service=service)
        .annotate(
            run=FilteredRelation("person__timeline_runs", condition=run),
            eligible_from=Subquery(next_run.values("started_on")[:1]),
        )
        .order_by("person__last_name", "person__first_name", "person_id", "-fte_hundredths", "pk")
        .values_list(*COLUMNS)
    )


def _missing(people: Iterable[int], standard: Standard, on: date) -> dict[int, tuple[Node, ...]]:
    """For each of the people what they lack on the day to become eligible, by the version in force then."""
    day = on.toordinal()
    place, waivers = standard.in_force(day), waivers_by_person(people)
    becoming = standard.versions[place].becoming
    names = [leaf.id for leaf in becoming.leaves()]
    found = {}
    for person, requirements in Timeline.objects.filter(person__in=people, standard=standard.code).values_list(
        "person", "requirements"
    ):
        outcomes = dict(zip(names, (outcome_in(runs, day) for runs in requirements[place][0]), strict=True))
        found[person] = lacking(becoming, outcomes, waived_on(waivers.get(person, {}), day))
    return found


def _row(rows: list[tuple], missing: tuple[Node, ...]) -> RegisterRow:
    person, public_id, number, first, last, _, _, state, since, until, eligible_from = rows[0]
    return RegisterRow(
        person=person,
        public_id=public_id,
        employee_number=number,
        first_name=first,
        last_name=last,
        teams=tuple(dict.fromkeys(row[5] for row in rows if row[5])),
        roles=tuple(dict.fromkeys(row[6] for row in rows)),
        state=State(state) if state else State.NOT_YET,
        since=since,
        until=until,
        eligible_from=eligible_from,
        missing=missing,
    )
