"""The answer to "who may supervise?" as programs get it: names fixed by the outward contract."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q

from people.models import Person, Post
from people.models.conditions import covering
from people.rules.period import as_date, last_day

from .rules.answer import Answer, Stand
from .rules.eligibility import ComputedTimeline
from .rules.outcome import with_ends


def people_of(service: str | None, on: date | None, known_at: datetime | None) -> dict[int, str]:
    """Key and employee number of everybody, or of those with a post in the service on a day (``None``: ever), by number.

    The order is by code point, whatever the database's collation.
    """
    known = Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at) if known_at else Q(withdrawn_at=None)
    people = Person.objects.filter(known).exclude(employee_number=None)
    if service:
        posts = Post.objects.known_at(known_at).filter(service__code=service)
        people = people.filter(pk__in=(posts.filter(covering(on)) if on else posts).values("person"))
    return dict(sorted(people.values_list("pk", "employee_number"), key=lambda row: row[1]))


def written(day: int | None) -> str | None:
    return None if day is None else as_date(day).isoformat()


def stand_as_json(judgement: Answer) -> dict[str, Any]:
    return {
        "state": judgement.state.value,
        "since": written(judgement.since),
        "until": written(judgement.until),
        "requirements": [_requirement(stand) for stand in judgement.stands],
    }


def _requirement(stand: Stand) -> dict[str, Any]:
    return {
        "id": stand.leaf.id,
        "outcome": stand.outcome.word,
        "since": written(stand.since),
        "until": written(stand.until),
        "met_on": written(stand.met_on),
    }


def runs_as_json(timeline: ComputedTimeline) -> dict[str, Any]:
    runs = with_ends(timeline.states)
    return {
        "runs": [{"from": written(start), "to": written(last_day(stop)), "state": state.value} for start, stop, state in runs]
    }
