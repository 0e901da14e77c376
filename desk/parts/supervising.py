"""What a supervisor comes for: whom they supervise, what is to be recorded, and what comes next."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse

from allocations import labels as allocation_labels
from allocations.agreements import address, newest_of, running_pairs, standings
from allocations.models import Allocation
from nhsuk.components import Column, Lines, Link, Table
from nhsuk.words import how_many
from people.desk import FrontPart, FrontPlace, on_the_front_page
from people.labels import on_day
from people.models import Person
from supervision import labels
from supervision.models import Attendance
from supervision.queries import PlannedSession, planned_of, to_record
from supervision.queries.sessions import unanswered_by

AHEAD = timedelta(days=56)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Supervisees:
    """``record``: where the oldest session that is not recorded is; else where one is recorded that was not planned."""

    table: Table
    record: str
    plan: str


@on_the_front_page
def your_supervisees(person: Person, on: date) -> Iterable[FrontPart]:
    pairs = _pairs(person, on)
    if pairs:
        yield FrontPart(FrontPlace.SUPERVISEES, "Your supervisees", "desk/parts/supervisees.html", _shown(person, pairs, on))


def _pairs(person: Person, on: date) -> list[Allocation]:
    """The pairs in which they supervise now or will, in the order of their supervisees' names."""
    kinds = allocation_labels.KINDS
    pairs = [pair for kind in kinds for pair in running_pairs(person, kind, on)]
    return sorted(
        pairs, key=lambda pair: (pair.supervisee.last_name, pair.supervisee.first_name, pair.supervisee_id, pair.kind)
    )


def _shown(person: Person, pairs: list[Allocation], on: date) -> Supervisees:
    due = to_record(person, on)
    record = _record(due[0]) if due else reverse("supervision:another")
    return Supervisees(_table(person, pairs, due, on), record, reverse("supervision:begin", args=[person.public_id]))


def _table(person: Person, pairs: list[Allocation], due: list[PlannedSession], on: date) -> Table:
    """A row a supervisee, however many kinds of supervision there are. Queries do not grow with them."""
    people = {pair.supervisee_id: pair.supervisee for pair in pairs}
    last, waiting, agreed = _last(person, people, on), _waiting(person, people, on), _agreements(pairs, on)
    ahead = _next(planned_of(person, on, on + AHEAD, on))
    to_do = _to_record(due)
    columns = [
        Column(title) for title in ("Name", "Last session", "To record", "Waiting for them", "Agreement", "Next session")
    ]
    rows = [
        (
            supervisee,
            on_day(last[key]) if key in last else "None yet",
            to_do.get(key, ""),
            _number(waiting[key]),
            Lines(tuple(agreed[key])),
            _when(ahead[key]) if key in ahead else "Not planned",
        )
        for key, supervisee in people.items()
    ]
    return Table("Your supervisees", columns, rows, caption_hidden=True)


def _to_record(due: list[PlannedSession]) -> dict[int, Link]:
    """How many sessions with each supervisee are to be recorded, leading to the oldest."""
    counts = Counter(member.pk for session in due for member in session.members)
    first: dict[int, PlannedSession] = {}
    for session in due:
        for member in session.members:
            first.setdefault(member.pk, session)
    return {key: Link(_number(count), _record(first[key])) for key, count in counts.items()}


def _record(session: PlannedSession) -> str:
    return reverse("supervision:record", args=[session.series.public_id, session.slot])


def _number(count: int) -> str:
    return how_many(count, "session") if count else ""


def _when(session: PlannedSession) -> Link:
    words = f"{session.on:%a} {on_day(session.on)} at {labels.at(session.starts_at)}"
    return Link(words, reverse("supervision:series", args=[session.series.public_id]))


def _last(person: Person, people: Iterable[int], on: date) -> dict[int, date]:
    rows = Attendance.objects.live().filter(
        person__in=people, session__facilitator=person, session__voided_at=None, session__held_on__lte=on
    )
    return dict(rows.values_list("person").annotate(last=Max("session__held_on")))


def _waiting(person: Person, people: Iterable[int], on: date) -> Counter[int]:
    """How many sessions each of the people has not checked yet."""
    return unanswered_by(people, person, on - YEAR)


def _next(planned: list[PlannedSession]) -> dict[int, PlannedSession]:
    first: dict[int, PlannedSession] = {}
    for session in planned:
        if session.session is None and not session.cancelled:
            for member in session.members:
                first.setdefault(member.pk, session)
    return first


def _agreements(pairs: list[Allocation], on: date) -> dict[int, list[Link | str]]:
    """The agreement with each supervisee, by kind where there are several."""
    contracts = newest_of([pair.in_place for pair in pairs])
    stages = {status.contract.pk: status.stage for status in standings(contracts.values(), on)}
    said: dict[int, list[Link | str]] = defaultdict(list)
    for pair in pairs:
        contract = contracts.get(pair.in_place)
        words = allocation_labels.STAGES[stages[contract.pk]][0] if contract else "None yet"
        line = (
            Link(words, address(contract), f": {allocation_labels.KINDS[pair.kind]}, {pair.supervisee}") if contract else words
        )
        said[pair.supervisee_id].append(line)
    return said
