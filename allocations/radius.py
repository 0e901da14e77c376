"""What stands and falls with a supervisor who stops."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from competencies.models import RequestState, SignOffRequest
from people.models import Person
from people.rules.period import add_months
from supervision.models import Attendance

from .agreements import newest_of, standings
from .models import Allocation
from .rules.contract import Stage

GROUP_MONTHS = 3
"""Who facilitated supervision of supervision so recently still does."""


@dataclass(frozen=True, slots=True)
class Radius:
    """``pairs`` are those that would be without, ``unsigned`` how many of them have no agreement that all have signed, ``sign_offs``
    how many requests wait with the person, and ``group`` how many come to the supervision of supervision that they facilitate."""

    person: Person
    pairs: tuple[Allocation, ...]
    unsigned: int
    sign_offs: int
    group: int


def radius(person: Person, on: date) -> Radius:
    """If somebody stops on a day. A constant number of queries."""
    part = Q(supervisor=person) | Q(co_supervisor=person)
    rows = Allocation.objects.live().filter(part).exclude(finished_on__lt=on)
    pairs = tuple(rows.select_related("supervisee").order_by("kind", "supervisee__last_name", "pk"))
    newest = newest_of([pair.in_place for pair in pairs])
    signed = {s.contract.pk for s in standings(set(newest.values()), on) if s.stage in (Stage.IN_FORCE, Stage.REVIEW_DUE)}
    waiting = SignOffRequest.objects.filter(assessor=person, state=RequestState.WAITING, expires_on__gte=on)
    held = Attendance.objects.live().filter(
        session__voided_at=None, session__kind="supervision_of_supervision", session__facilitator=person,
        session__held_on__gt=add_months(on, -GROUP_MONTHS), session__held_on__lte=on,
    )  # fmt: skip
    return Radius(
        person,
        pairs,
        sum(pair.in_place not in newest or newest[pair.in_place].pk not in signed for pair in pairs),
        waiting.count(),
        held.values("person").distinct().count(),
    )
