"""The register of a service on a day: who was in post, and whether they could supervise. One query, however many people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from competencies.models import TimelineRun
from competencies.rules.outcome import State
from competencies.rules.standard import Node, Standard
from competencies.timelines import lacking_in
from people.models import Person, Post, Service
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
    may_open: bool

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


COLUMNS = (
    "person_id", "person__public_id", "person__employee_number", "person__first_name", "person__last_name",
    "team__name", "role", "run__state", "run__started_on", "run__finished_on", "eligible_from", "kept__lacks", "may_open",
)  # fmt: skip


def register_rows(service: Service, standard: Standard, on: date, openable: QuerySet[Person]) -> list[RegisterRow]:
    """Everybody with a post in the service on the day, by last and first name; ``openable`` are those whose page may be opened."""
    people: dict[int, list[tuple]] = {}
    for row in register_posts(service, standard.code, on, openable):
        people.setdefault(row[0], []).append(row)
    return [_row(rows, standard, on) for rows in people.values()]


def register_posts(service: Service, standard: str, on: date, openable: QuerySet[Person]):
    """The one query of the register: posts on the day with the state of their holders, and what these lack."""
    next_run = TimelineRun.objects.filter(
        person=OuterRef("person"), standard=standard, state=State.ELIGIBLE, started_on__gt=on
    ).order_by("started_on")
    run = Q(person__timeline_runs__standard=standard) & covering(on, prefix="person__timeline_runs__")
    return (
        Post.objects.live()
        .filter(covering(on), service=service)
        .annotate(
            run=FilteredRelation("person__timeline_runs", condition=run),
            kept=FilteredRelation("person__timelines", condition=Q(person__timelines__standard=standard)),
            eligible_from=Subquery(next_run.values("started_on")[:1]),
            may_open=Exists(openable.filter(pk=OuterRef("person"))),
        )
        .order_by("person__last_name", "person__first_name", "person_id", "-fte_hundredths", "pk")
        .values_list(*COLUMNS)
    )


def _row(rows: list[tuple], standard: Standard, on: date) -> RegisterRow:
    person, public_id, number, first, last, _, _, state, since, until, eligible_from, lacks, may_open = rows[0]
    eligible = state == State.ELIGIBLE
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
        missing=() if eligible or not lacks else lacking_in(lacks, standard, on.toordinal()),
        may_open=may_open,
    )
