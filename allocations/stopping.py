"""Supervisors who stop on a day that is known, or have stopped, each with one plan for all whom that leaves without a
supervisor."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from people.labels import in_a_sentence, on_day
from people.models import Person, Service
from people.models.post import holders

from . import labels
from .leavers import LastDays, last_days
from .models import Allocation
from .queries import Situation
from .rules.policy import NEEDS, SOON_DAYS


@dataclass(frozen=True, slots=True)
class Stop:
    """A supervisor who stops: ``why`` in words, the first day without them, and the keys of those whom they would supervise on
    it."""

    supervisor: Person
    kind: str
    from_day: date
    why: str
    supervisees: frozenset[int]

    @property
    def plan(self) -> str:
        count = len(self.supervisees)
        people = "person" if count == 1 else "people"
        return f"Plan for {count} {people} ({in_a_sentence(labels.KINDS[self.kind])})"

    @property
    def sentence(self) -> str:
        return f"{self.supervisor} {self.why}: {in_a_sentence(self.plan)}"


def plan_address(service: Service, kind: str, supervisor: Person, on: date) -> str:
    """The plan for everybody whom a supervisor supervises, from the day on which they no longer do."""
    page = reverse("allocations:plan", args=[service.code])
    return f"{page}?kind={kind}&without={supervisor.public_id}&on={on:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class ExpectedDepartures:
    """What is known today of the next ``SOON_DAYS``: whose last day in the service comes, by their keys; which supervisors
    stop, the soonest first; and whose supervision ends without anybody after it, with the first day without."""

    last_days: LastDays
    stops: list[Stop]
    alone: list[tuple[Person, date]]


def ahead(here: Situation) -> ExpectedDepartures:
    """What is known today of the next ``SOON_DAYS``, in a constant number of queries.

    Worked example: away from Monday 30 November, four are supervised, and one of them gets another supervisor from that day on
    in a plan whose other lines were refused: three are listed until they have one too.
    """
    ends = last_days(here.service, here.on, timedelta(days=SOON_DAYS))
    return ExpectedDepartures(ends, _stops_ahead(here, ends), _alone_ahead(here, ends))


def _stops_ahead(here: Situation, ends: LastDays) -> list[Stop]:
    soon = here.on + timedelta(days=SOON_DAYS)
    reassigned = [away for away in here.away_later if not away.keeps and away.started_on <= soon]
    days: dict[int, tuple[date, str]] = {}
    for away in sorted(reassigned, key=lambda away: away.started_on, reverse=True):
        days[away.supervisor_id] = away.started_on, f"is away from {away.started_on:%A} {on_day(away.started_on)}"
    for key, (_, last) in ends.items():
        first = last + timedelta(days=1)
        if key not in days or first < days[key][0]:
            days[key] = first, f"leaves on {on_day(last)}"
    stops = _stops(here.service, here.on, days, ends)
    return sorted(stops, key=lambda stop: (stop.from_day, stop.supervisor.last_name, stop.kind))


def stops_of(service: Service, supervisor: Person, first: date, why: str) -> list[Stop]:
    """One supervisor who stops, from a first day without them on, by kind of supervision."""
    return sorted(_stops(service, first, {supervisor.pk: (first, why)}, {}), key=lambda stop: stop.kind)


def _stops(service: Service, on: date, days: Mapping[int, tuple[date, str]], ends: LastDays) -> Iterable[Stop]:
    """The stops of pairs of this service: another's are not told by name. Who has left by then themselves needs nobody."""
    ours = Q(recorded_in=service, supervisee__in=holders([service.pk], on))
    rows = Allocation.objects.live().filter(ours, supervisor__in=days).exclude(finished_on__lt=on).select_related("supervisor")
    left: dict[tuple[Person, str], set[int]] = defaultdict(set)
    for row in rows:
        first = days[row.supervisor_id][0]
        stays = row.supervisee_id not in ends or ends[row.supervisee_id][1] >= first
        if stays and (row.finished_on is None or row.finished_on >= first):
            left[row.supervisor, row.kind].add(row.supervisee_id)
    return (Stop(person, kind, *days[person.pk], frozenset(keys)) for (person, kind), keys in left.items())


STOPPED = {"supervisor_away": "is away", "supervisor_left": "has left", "supervisor_not_eligible": "cannot supervise now"}


def stopped(here: Situation) -> list[Stop]:
    """Those who have stopped and leave several people of a service without a supervisor today. One person alone is a single
    choice."""
    left: dict[tuple[Person, str], set[int]] = defaultdict(set)
    for key in here.to_place:
        pair = here.pairs.get(key)
        if pair is not None and pair.row.recorded_in_id == here.service.pk:
            left[pair.row.supervisor, pair.why].add(key)
    stops = [Stop(who, here.kind, here.on, STOPPED[why], frozenset(keys)) for (who, why), keys in left.items() if len(keys) > 1]
    return sorted(stops, key=lambda stop: (-len(stop.supervisees), stop.supervisor.last_name, stop.supervisor.pk))


def _alone_ahead(here: Situation, ends: LastDays) -> list[tuple[Person, date]]:
    """Those who stay and need supervision."""
    pairs = [pair for key, pair in here.pairs.items() if pair.row.finished_on and here.members[key].roles & NEEDS[here.kind]]
    soon = [pair.row for pair in pairs if pair.valid and pair.row.finished_on <= here.on + timedelta(days=SOON_DAYS)]
    followed = _followed(soon, here.kind)
    days = ((row.supervisee, row.finished_on + timedelta(days=1)) for row in soon if row.supervisee_id not in followed)
    stay = ((person, first) for person, first in days if person.pk not in ends or ends[person.pk][1] >= first)
    return sorted(stay, key=lambda one: (one[1], one[0].last_name, one[0].pk))


def _followed(rows: Collection[Allocation], kind: str) -> set[int]:
    """The keys of those who have somebody on the day after a pair has ended."""
    last = {row.supervisee_id: row.finished_on for row in rows}
    later = Allocation.objects.live().filter(supervisee__in=last, kind=kind).exclude(pk__in=[row.pk for row in rows])
    return {
        key
        for key, first, finish in later.values_list("supervisee", "started_on", "finished_on")
        if first <= last[key] + timedelta(days=1) and (finish is None or finish > last[key])
    }
