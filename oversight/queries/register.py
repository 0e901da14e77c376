"""The register of a service on a day: who was in post, and whether they could supervise. One query, however many people."""

import json
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from competencies.rules.outcome import State
from competencies.rules.standard import Node, Standard
from competencies.timelines import lacking_in
from people.models import Person, Service


class RegisterRow(NamedTuple):
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


# Written by hand: on a page that may take four times as long as this takes the database, the mapper would be the larger part.
REGISTER = """
WITH openable(id) AS ({openable})
SELECT person.id, person.public_id, person.employee_number, person.first_name, person.last_name, team.name, post.role,
       run.state, run.started_on, run.finished_on, kept.lacks,
       (SELECT MIN(later.started_on) FROM competencies_timelinerun later
        WHERE later.person_id = person.id AND later.standard = %s AND later.state = 'eligible'
              AND later.started_on > %s),
       person.id IN (SELECT id FROM openable)
FROM people_post post
JOIN people_person person ON person.id = post.person_id
LEFT JOIN people_team team ON team.id = post.team_id
LEFT JOIN competencies_timeline kept ON kept.person_id = person.id AND kept.standard = %s
LEFT JOIN competencies_timelinerun run ON run.person_id = person.id AND run.standard = %s
     AND run.started_on <= %s AND (run.finished_on IS NULL OR run.finished_on >= %s)
WHERE post.service_id = %s AND post.voided_at IS NULL
      AND post.started_on <= %s AND (post.finished_on IS NULL OR post.finished_on >= %s)
ORDER BY person.last_name, person.first_name, person.id, post.fte_hundred_thousandths DESC, post.id
"""


def register_rows(service: Service, standard: Standard, on: date, openable: QuerySet[Person]) -> list[RegisterRow]:
    """Everybody with a post in the service on the day, by last and first name; ``openable`` are those whose page may be
    opened."""
    people: dict[int, list[tuple]] = {}
    with connection.cursor() as cursor:
        cursor.execute(*register_statement(service, standard.code, on, openable))
        for row in cursor.fetchall():
            people.setdefault(row[0], []).append(row)
    return [_row(rows, standard, on) for rows in people.values()]


def register_statement(service: Service, standard: str, on: date, openable: QuerySet[Person]) -> tuple[str, list]:
    """The one query of the register: posts on the day with the state of their holders, what these lack, and who may be
    opened."""
    try:
        asked, given = openable.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        asked, given = "SELECT 0", ()
    later, kept, run, posts = (standard, on), (standard,), (standard, on, on), (service.pk, on, on)
    return REGISTER.format(openable=asked), [*given, *later, *kept, *run, *posts]


def _row(rows: list[tuple], standard: Standard, on: date) -> RegisterRow:
    person, public_id, number, first, last, _, _, state, since, until, lacks, eligible_from, may_open = rows[0]
    eligible = state == State.ELIGIBLE
    return RegisterRow(
        person=person,
        public_id=public_id if isinstance(public_id, UUID) else UUID(public_id),
        employee_number=number,
        first_name=first,
        last_name=last,
        teams=tuple(dict.fromkeys(row[5] for row in rows if row[5])),
        roles=tuple(dict.fromkeys(row[6] for row in rows)),
        state=State(state) if state else State.NOT_YET,
        since=since,
        until=until,
        eligible_from=date.fromisoformat(eligible_from) if isinstance(eligible_from, str) else eligible_from,
        missing=() if eligible or not lacks else lacking_in(json.loads(lacks), standard, on.toordinal()),
        may_open=bool(may_open),
    )
