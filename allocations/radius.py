"""What is affected if a supervisor stops."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from nhsuk.words import how_many
from people.models import Person
from people.rules.period import add_months
from signing.models import RequestState, SignOffRequest
from supervision.models import Attendance, Series, SeriesMember
from supervision.rules.words import SUPPORTING

from .agreements import newest_of, standings
from .models import Allocation
from .rules.contract import Stage

GROUP_MONTHS = 3
"""Who facilitated supervision of supervision so recently still does."""


@dataclass(frozen=True, slots=True)
class Radius:
    """``pairs`` are those that would be without, ``unsigned`` how many of them have no agreement that all have signed,
    ``sign_offs`` how many requests wait with the person, ``groups`` how many groups of supervision of supervision they lead, by
    plan or (none planned) by what was held lately, and ``group`` how many people are in them."""

    person: Person
    pairs: tuple[Allocation, ...]
    unsigned: int
    sign_offs: int
    groups: int
    group: int

    @property
    def sentences(self) -> list[str]:
        """What is affected, a sentence each; what is not is left out."""
        need = how_many(len(self.pairs), "person needs", "people need")
        said = [f"{need} another supervisor" if self.pairs else "No one needs another supervisor"]
        if self.unsigned:
            said.append(f"{how_many(self.unsigned, 'agreement is', 'agreements are')} not signed by everyone")
        if self.sign_offs:
            said.append(f"{how_many(self.sign_offs, 'sign-off needs', 'sign-offs need')} another assessor")
        if self.group:
            groups = how_many(self.groups, "supervision of supervision group", "supervision of supervision groups")
            said.append(f"{groups} ({how_many(self.group, 'person', 'people')}) would have no leader")
        return said


def radius(person: Person, on: date) -> Radius:
    """If somebody stops on a day. A constant number of queries."""
    part = Q(supervisor=person) | Q(co_supervisor=person)
    rows = Allocation.objects.live().filter(part).exclude(finished_on__lt=on)
    pairs = tuple(rows.select_related("supervisee").order_by("kind", "supervisee__last_name", "pk"))
    newest = newest_of([pair.in_place for pair in pairs])
    signed = {s.contract.pk for s in standings(set(newest.values()), on) if s.stage in (Stage.IN_FORCE, Stage.REVIEW_DUE)}
    waiting = SignOffRequest.objects.filter(assessor=person, state=RequestState.WAITING, expires_on__gte=on)
    groups, people = _led(person, on)
    return Radius(
        person,
        pairs,
        sum(pair.in_place not in newest or newest[pair.in_place].pk not in signed for pair in pairs),
        waiting.count(),
        groups,
        people,
    )


def _led(person: Person, on: date) -> tuple[int, int]:
    """How many groups of supervision of supervision somebody leads on a day or later, and how many are in them."""
    series = Series.objects.running(on).filter(kind=SUPPORTING, facilitator=person)
    people = set(SeriesMember.objects.running(on).filter(series__in=series).values_list("person", flat=True))
    if people:
        return series.count(), len(people)
    held = Attendance.objects.live().filter(
        session__voided_at=None, session__kind=SUPPORTING, session__facilitator=person,
        session__held_on__gt=add_months(on, -GROUP_MONTHS), session__held_on__lte=on,
    )  # fmt: skip
    people = held.values("person").distinct().count()
    return min(people, 1), people
