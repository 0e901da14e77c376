"""A service on a day, for one kind of supervision."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice

from django.db.models import Q

from competencies.models import TimelineRun
from competencies.rules.outcome import State
from people.models import Service
from people.once import once_a_page
from people.rules.period import day_after

from ..models import Allocation, Apart, Away, Capacity
from ..rules.policy import MINUTES_PER_WEEK, NEEDS
from .members import Member, live, live_from, members
from .standing import CurrentPair, aside_on, concerning, minutes_of, named_here, pairs_of, supervising


@dataclass
class Situation:
    """Everything that is needed to say who could supervise whom.

    ``eligible`` is the last day of the run of eligibility that covers the day (``None``: no end known) by supervisor, and
    ``provisional`` the same of those who may only beside somebody; ``later`` the first day after it on which somebody who is
    not eligible will be; ``away_later`` what was decided about absences that begin after it; ``of`` the allocations of each
    supervisor, in whatever service; ``aside`` supervisee, supervisor and rule of what is set aside.
    """

    service: Service
    kind: str
    on: date
    members: dict[int, Member]
    eligible: dict[int, date | None]
    provisional: dict[int, date | None]
    later: dict[int, date]
    capacity: dict[int, Capacity]
    pairs: dict[int, CurrentPair]
    of: dict[int, list[Allocation]]
    above: dict[int, frozenset[int]]
    away: dict[int, Away]
    away_later: list[Away]
    aside: set[tuple[int, int, str]]
    broke_down: set[tuple[int, int]] = field(default_factory=set)
    apart: set[frozenset[int]] = field(default_factory=set)

    @cached_property
    def ahead(self) -> list[Allocation]:
        """Those that begin after the day. One query, for whoever asks for later days."""
        return list(Allocation.objects.live().filter(supervisor__in=self.members, kind=self.kind, started_on__gt=self.on))

    @cached_property
    def plans(self) -> list[Capacity]:
        """The job plans from the day on, likewise."""
        rows = Capacity.objects.live().filter(supervisor__in=self.members, kind=self.kind).exclude(finished_on__lt=self.on)
        return list(rows.order_by("started_on", "pk"))

    @property
    def in_need(self) -> list[int]:
        """Those whose role needs this kind."""
        return [key for key, member in self.members.items() if member.roles & NEEDS[self.kind]]

    @property
    def to_place(self) -> list[int]:
        """Those whose role needs this kind and who have no valid supervisor on the day."""
        return [key for key in self.in_need if not (key in self.pairs and self.pairs[key].valid)]

    @property
    def supervisors(self) -> list[int]:
        """Everybody in the service with a job plan for this kind, or eligible, on the day."""
        return [key for key in self.members if key in self.capacity or key in self.eligible]

    def supervisor_in(self, pair: CurrentPair) -> str:
        """Who supervises in a pair, by name where the pair belongs to this service: another's is not told by name."""
        return named_here(pair.row, self.service)

    @property
    def own_pairs(self) -> list[CurrentPair]:
        """The pairs that belong to this service."""
        return [pair for pair in self.pairs.values() if pair.row.recorded_in_id == self.service.pk]

    def minutes(self, supervisee: int) -> int:
        pair = self.pairs.get(supervisee)
        return pair.minutes if pair else MINUTES_PER_WEEK[self.kind]


@once_a_page
def situation(service: Service, kind: str, on: date, standard: str, *, look_ahead: bool = False) -> Situation:
    """A constant number of queries, however many people. With ``look_ahead`` circles are those of all days to come."""
    people = members(service, on)
    runs = _runs(people, on, standard)
    standing = concerning(people, kind, on)
    decided = live_from(Away, on).filter(supervisor__in=people.keys() | supervising(standing))
    away = {row.supervisor_id: row for row in decided if row.started_on <= on}
    pairs = pairs_of(standing, on, standard, away)
    of = defaultdict(list)
    for row in standing:
        of[row.supervisor_id].append(row)
    return Situation(
        service=service,
        kind=kind,
        on=on,
        members=people,
        eligible=runs[State.ELIGIBLE],
        provisional=runs[State.PROVISIONAL],
        later=runs["later"],
        capacity=_capacity(people, kind, on),
        pairs={pair.row.supervisee_id: pair for pair in pairs if pair.row.supervisee_id in people},
        of=dict(of),
        above=_above(on, kind, {*runs[State.ELIGIBLE], *runs[State.PROVISIONAL]}, look_ahead),
        away=away,
        away_later=[row for row in decided if row.started_on > on],
        aside=aside_on(people, kind, on),
        broke_down=_broke_down(people),
        apart=_apart(people),
    )


def _capacity(people: Iterable[int], kind: str, on: date) -> dict[int, Capacity]:
    """The job plan that stands on the day; of several the one that began last."""
    rows = live(Capacity, on).filter(kind=kind, supervisor__in=people).order_by("started_on", "pk")
    return {row.supervisor_id: row for row in rows}


def _runs(people: Iterable[int], on: date, standard: str) -> dict[str, dict]:
    """The last days of the runs that cover the day by state and person, and as ``later`` the first days of eligibility after
    it."""
    runs = TimelineRun.objects.filter(
        Q(finished_on=None) | Q(finished_on__gte=on),
        person__in=people,
        standard=standard,
        state__in=(State.ELIGIBLE, State.PROVISIONAL),
    )
    by_state: dict[str, dict] = {State.ELIGIBLE: {}, State.PROVISIONAL: {}, "later": {}}
    for key, state, start, finish in runs.order_by("-started_on").values_list("person", "state", "started_on", "finished_on"):
        if start <= on:
            by_state[state][key] = finish
        elif state == State.ELIGIBLE:
            by_state["later"][key] = start
    return by_state


def _above(on: date, kind: str, able: Iterable[int], look_ahead: bool) -> dict[int, frozenset[int]]:
    """The supervisors of everybody who supervises somebody, or could. Others cannot be part of a circle."""
    rows = Allocation.objects.live().exclude(finished_on__lt=on) if look_ahead else live(Allocation, on)
    rows = rows.filter(kind=kind)
    part_of_one = Q(supervisee__in=rows.values("supervisor")) | Q(supervisee__in=list(able))
    upper = rows.filter(part_of_one).values_list("supervisee", "supervisor")
    above: dict[int, set[int]] = defaultdict(set)
    for supervisee, supervisor in upper:
        above[supervisee].add(supervisor)
    return {key: frozenset(some) for key, some in above.items()}


def _broke_down(people: Iterable[int]) -> set[tuple[int, int]]:
    rows = Allocation.objects.live().filter(supervisee__in=people, end_reason="broke_down")
    return set(rows.values_list("supervisee", "supervisor"))


def _apart(people: Iterable[int]) -> set[frozenset[int]]:
    """Pairs that one of the two has asked, in private, not to be made."""
    return {frozenset(pair) for pair in Apart.objects.live().filter(person__in=people).values_list("person", "other")}


def load_ahead(here: Situation, supervisor: int, most: int = 3) -> list[tuple[date, int]]:
    """The later days on which a supervisor's minutes a week change, the first ``most`` in order, each with the minutes from
    then on.

    Worked example: two take an hour each now, and one of them another supervisor from 30 November: 60 from 30 November.
    """
    rows = [*here.of.get(supervisor, ()), *(row for row in here.ahead if row.supervisor_id == supervisor)]
    days = {row.started_on for row in rows} | {day_after(row.finished_on) for row in rows}
    loads = [
        (day, sum(minutes_of(row) for row in rows if _covers(row, day))) for day in sorted(filter(None, days)) if day > here.on
    ]
    before = sum(map(minutes_of, here.of.get(supervisor, ())))
    changed = (load for load, (_, last) in zip(loads, [(here.on, before), *loads], strict=False) if load[1] != last)
    return list(islice(changed, most))


def has_room(here: Situation, supervisor: int, minutes: int, on: date, *, besides: int | None = None) -> bool:
    """Say whether so many minutes a week fit on each day from ``on`` on which a pair or a job plan of the supervisor's begins,
    as far as is known; the pairs of whoever it is asked for (``besides``) make room."""
    rows = [
        row
        for row in (*here.of.get(supervisor, ()), *here.ahead)
        if row.supervisor_id == supervisor and row.supervisee_id != besides
    ]
    plans = [plan for plan in here.plans if plan.supervisor_id == supervisor]
    days = {one.started_on for one in (*rows, *plans) if one.started_on >= on}
    return all(_fits([r for r in rows if _covers(r, day)], [p for p in plans if _covers(p, day)], minutes) for day in days)


def _fits(rows: list[Allocation], plans: list[Capacity], minutes: int, taken: Sequence[int] = ()) -> bool:
    if not plans:
        return not rows
    plan, had = plans[-1], [*map(minutes_of, rows), *taken]
    return sum(had) + minutes <= plan.minutes_per_week and (plan.max_supervisees is None or len(had) < plan.max_supervisees)


def _covers(period: Allocation | Capacity, day: date) -> bool:
    return period.started_on <= day and (period.finished_on is None or day <= period.finished_on)


def frees_on(
    here: Situation, supervisor: int, minutes: int, *, besides: Collection[int] = (), taken: Sequence[int] = ()
) -> date | None:
    """The first day from which there is room for so many minutes more for good, as far as is known: pairs have ended or a
    larger job plan has begun, nothing later takes it away again, and eligibility has not ended before.

    ``besides``: whose pairs on the day make room; ``taken``: minutes of those who would begin now.
    """
    until = here.eligible.get(supervisor) or here.provisional.get(supervisor) or date.max
    standing = [row for row in here.of.get(supervisor, ()) if row.supervisee_id not in besides]
    rows = [*standing, *(row for row in here.ahead if row.supervisor_id == supervisor)]
    plans = [plan for plan in here.plans if plan.supervisor_id == supervisor]
    changes = {one.started_on for one in (*rows, *plans)} | {day_after(one.finished_on) for one in (*rows, *plans)}

    free_day = None
    for day in sorted((day for day in changes if day and here.on < day <= until), reverse=True):
        on_it = [plan for plan in plans if _covers(plan, day)]
        if not _fits([row for row in rows if _covers(row, day)], on_it, minutes, taken):
            break
        free_day = day if on_it else free_day
    return free_day
