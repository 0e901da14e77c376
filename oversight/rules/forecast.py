"""A year ahead, month by month: who will be able to supervise, who lapses or leaves, and whether that is enough for those who
will need it.

Nothing here is a promise: it carries on what is known on the day, and says so. People reach the day on which they may be funded
for another training two years after they qualified: from then on some leave, and nobody knows who.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from allocations.rules.policy import JOB_PLAN, MINUTES_PER_WEEK
from people.rules.period import add_months

from .facts import Period, covers
from .indicators import CASE

MONTHS = 12
LONG_AWAY = timedelta(days=27)
"""From the first to the last day: whoever is away for four weeks or more neither supervises nor is supervised meanwhile."""

FUNDED_AFTER = 24
"""Months from qualifying to NHS funding for another training (psychological professions, HEE 2022)."""


@dataclass(frozen=True, slots=True)
class ForecastWhatIf:
    """A question: so many more trainees from one month on, and so many supervisors fewer from another (1 is the month after
    this). ``supported``: everybody has the supervision of supervision that keeps them a supervisor, as it must be; without it,
    only what is planned counts, as if it were held."""

    trainees: int = 0
    trainees_from: int = 1
    leaving: int = 0
    leaving_from: int = 1
    supported: bool = True


@dataclass(frozen=True)
class KnownFacts:
    """What is known on a day. ``posts`` and ``supervised`` as in ``Facts``; when somebody may supervise, as the judgement says
    it: ``supported`` where they have the supervision of supervision that they must, ``planned`` with what is planned; ``plans``
    minutes a week of each job plan; ``qualified`` the day on which somebody qualified; ``away`` absences of ``LONG_AWAY`` or
    more."""

    posts: Mapping[int, Sequence[Period]]
    supervised: Mapping[int, Sequence[Period]]
    supported: Mapping[int, Sequence[Period]]
    planned: Mapping[int, Sequence[Period]]
    plans: Mapping[int, Sequence[tuple[date, date | None, int]]]
    qualified: Mapping[int, date] = field(default_factory=dict)
    away: Mapping[int, Sequence[Period]] = field(default_factory=dict)

    def here(self, person: int, on: date) -> bool:
        """In post on the day, and not away for long."""
        return covers(self.posts.get(person, ()), on) and not covers(self.away.get(person, ()), on)


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """``last`` is the day that is looked at. Minutes are a week's. People are keys."""

    first: date
    last: date
    supply: int
    demand: int
    becoming: tuple[int, ...]
    lapsing: tuple[int, ...]
    leaving: tuple[int, ...]
    free_to_leave: tuple[int, ...]

    @property
    def to_spare(self) -> int:
        return self.supply - self.demand

    @property
    def supervisors_needed(self) -> int:
        """How many more with a usual job plan would be enough: course places to be filled in time."""
        return max(0, -(self.to_spare // JOB_PLAN[CASE.kind]))


def forecast(known: KnownFacts, on: date, what_if: ForecastWhatIf | None = None) -> list[ForecastMonth]:
    """The twelve months after the one that a day lies in."""
    what_if, first = what_if or ForecastWhatIf(), add_months(on.replace(day=1), 1)
    eligible = known.supported if what_if.supported else known.planned
    return [_month(known, eligible, add_months(first, number), number + 1, what_if) for number in range(MONTHS)]


def _month(
    known: KnownFacts, eligible: Mapping[int, Sequence[Period]], first: date, number: int, what_if: ForecastWhatIf
) -> ForecastMonth:
    last = add_months(first, 1) - timedelta(days=1)
    able = [person for person in known.plans if known.here(person, last) and covers(eligible.get(person, ()), last)]
    supply = sum(_minutes(known.plans[person], last) for person in able)
    needing = [person for person, periods in known.supervised.items() if covers(periods, last) and known.here(person, last)]
    demand = len(needing) * MINUTES_PER_WEEK[CASE.kind]
    if number >= what_if.leaving_from and able:
        supply -= min(what_if.leaving, len(able)) * (supply // len(able))
    if number >= what_if.trainees_from:
        demand += what_if.trainees * MINUTES_PER_WEEK[CASE.kind]
    return ForecastMonth(
        first,
        last,
        supply,
        demand,
        becoming=_which(eligible, lambda periods: any(first <= start <= last for start, _ in periods)),
        lapsing=_which(
            eligible, lambda periods: any(finish and first <= finish + timedelta(days=1) <= last for _, finish in periods)
        ),
        leaving=_which(known.posts, lambda periods: _ends(periods, first, last)),
        free_to_leave=tuple(
            sorted(
                p
                for p, day in known.qualified.items()
                if first <= add_months(day, FUNDED_AFTER) <= last and covers(known.posts.get(p, ()), last)
            )
        ),
    )


def _minutes(plans: Sequence[tuple[date, date | None, int]], on: date) -> int:
    """The minutes of the job plan that stands on the day; of several, of the one that began last."""
    standing = [(start, minutes) for start, finish, minutes in plans if start <= on and (finish is None or on <= finish)]
    return max(standing)[1] if standing else 0


def _which(of: Mapping[int, Sequence[Period]], wanted: Callable[[Sequence[Period]], bool]) -> tuple[int, ...]:
    return tuple(sorted(person for person, periods in of.items() if wanted(periods)))


def _ends(periods: Sequence[Period], first: date, last: date) -> bool:
    """Does the last of somebody's posts end in the month?"""
    ends = [finish for _, finish in periods if finish is not None]
    return len(ends) == len(periods) > 0 and first <= max(ends) <= last
