"""The ten indicators of a service on a day: how many of how many, and who is behind it.

Formulas are those of the domain notes (A.7). Each is data about how supervision is kept up, none is a mark of a person.
Sessions and posts of whatever a day lies in are looked at backwards from it, so that a trend asks the same question of thirteen
days.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from operator import attrgetter
from statistics import median

from people.rules.period import add_months
from supervision.rules.expected import AttendedSession, totals
from supervision.rules.policy import DOSES, LIVE_A_YEAR, TARGET, UNCONFIRMED_DAYS, Dose
from supervision.rules.words import SUPPORTING
from supervisionofsupervision.rules.dose import DoseMonth

from .facts import ServiceFacts, covers, days_back, since_when

WEEKS, SKILLS_WEEKS, MONTHS = 13, 12, 12
CASE, SKILLS = DOSES
_day = attrgetter("on")
RUN = timedelta(days=UNCONFIRMED_DAYS)


@dataclass(frozen=True, slots=True)
class Figure:
    """``top`` of ``bottom``; ``behind`` are the keys of those who are in the second and not in the first, ``not_yet`` of those
    who are not counted because nothing is due of them. A median has its number in ``days`` and how many it is of in ``bottom``.
    ``imported``: sessions that came in a file, about which nobody here was asked, so they are in neither."""

    top: Fraction
    bottom: Fraction
    behind: tuple[int, ...] = ()
    not_yet: int = 0
    days: float | None = None
    imported: int = 0

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down; nothing where there is nothing to be a share of."""
        return int(100 * self.top / self.bottom) if self.bottom else None


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    title: str
    formula: str
    of: Callable[[ServiceFacts, date], Figure]
    target: int | None = TARGET


def _share(those: Sequence[int], without: Sequence[int], not_yet: int = 0) -> Figure:
    return Figure(Fraction(len(those) - len(without)), Fraction(len(those)), tuple(without), not_yet)


def covered(facts: ServiceFacts, on: date) -> Figure:
    need, valid = facts.in_need(on), facts.valid_pairs(CASE.kind, on)
    return _share(need, [person for person in need if person not in valid])


def _delivered(dose: Dose, weeks: int) -> Callable[[ServiceFacts, date], Figure]:
    def of(facts: ServiceFacts, on: date) -> Figure:
        """Nobody's more makes up for another's less."""
        sunday = on - timedelta(days=(on.weekday() + 1) % 7)
        first, top, bottom, short = days_back(sunday, weeks), Fraction(0), Fraction(0), []
        for person in facts.in_need(on):
            due, got = totals(dose, first, sunday, facts.around[person], _attended(facts, person, dose.kind, first, sunday))
            top, bottom = top + min(got, due), bottom + due
            if got < due:
                short.append(person)
        return Figure(top, bottom, tuple(short))

    return of


def _attended(facts: ServiceFacts, person: int, kind: str, first: date, last: date) -> list[AttendedSession]:
    there = facts.of_person(person)
    start, stop = bisect_left(there, first, key=_day), bisect_right(there, last, key=_day)
    return [AttendedSession(s.on, s.minutes, len(s.people)) for s in there[start:stop] if s.kind == kind and not s.disputed]


def observed_live(facts: ServiceFacts, on: date) -> Figure:
    since = add_months(on, -MONTHS)
    need = facts.in_need(on)
    due = [person for person in need if (begun := since_when(facts.supervised[person], on)) and begun <= since]
    short = [person for person in due if len(_different(facts, person, since, on)) < LIVE_A_YEAR]
    return _share(due, short, len(need) - len(due))


def _different(facts: ServiceFacts, person: int, since: date, on: date) -> set[str]:
    return {what.strip().casefold() for day, what in facts.observed.get(person, ()) if since < day <= on and what.strip()}


def eligible(facts: ServiceFacts, on: date) -> Figure:
    active = facts.supervising(on)
    return _share(active, [person for person in active if not covers(facts.eligible.get(person, ()), on)])


def supported(facts: ServiceFacts, on: date) -> Figure:
    """In the last whole month."""
    last = on.replace(day=1) - timedelta(days=1)
    first, active = last.replace(day=1), facts.supervising(on)
    return _share(active, [person for person in active if not month_of(facts, person, first, last).enough])


def month_of(facts: ServiceFacts, person: int, first: date, last: date) -> DoseMonth:
    """Supervision of supervision that somebody had in a month, and the supervising they gave."""
    within = [s for s in facts.of_person(person) if first <= s.on <= last and not s.disputed]
    had = sum(s.minutes for s in within if s.kind == SUPPORTING and person in s.people)
    given = sum(s.minutes for s in within if s.kind != SUPPORTING and s.facilitator == person)
    return DoseMonth(had, given)


def agreed(facts: ServiceFacts, on: date) -> Figure:
    running = [pair for pair in facts.pairs if pair.on(on) and covers(facts.posts.get(pair.supervisee, ()), on)]
    short = [pair for pair in running if not _agreement(facts, pair.place, on)]
    return Figure(Fraction(len(running) - len(short)), Fraction(len(running)), tuple(sorted({p.supervisee for p in short})))


def _agreement(facts: ServiceFacts, place: int, on: date) -> bool:
    return any(one.since <= on <= one.review_on for one in facts.signed.get(place, ()))


def confirmed(facts: ServiceFacts, on: date) -> Figure:
    """The share of confirmed sessions, of those whose fortnight is over."""
    first = days_back(on, WEEKS) - RUN
    held = [s for s in facts.sessions if s.asked and first <= s.on <= on - RUN]
    late = [s for s in held if s.confirmed_on is None or s.confirmed_on > s.on + RUN]
    behind = sorted({person for s in late for person in s.people})
    return Figure(
        Fraction(len(held) - len(late)), Fraction(len(held)), tuple(behind), imported=_imported(facts, first, on - RUN)
    )


def _imported(facts: ServiceFacts, first: date, last: date) -> int:
    return sum(s.imported and first <= s.on <= last for s in facts.sessions)


def reallocated(facts: ServiceFacts, on: date) -> Figure:
    since = add_months(on, -MONTHS)
    took = [(one.met_on - one.on).days for one in facts.asked if one.met_on and since < one.met_on <= on]
    return Figure(Fraction(0), Fraction(len(took)), days=median(took) if took else None)


def done(facts: ServiceFacts, on: date) -> Figure:
    due = [one for one in facts.due if days_back(on, WEEKS) <= one.by < on]
    met = [one for one in due if one.done_on and one.done_on <= one.by]
    return Figure(Fraction(len(met)), Fraction(len(due)), imported=_imported(facts, days_back(on, WEEKS), on))


INDICATORS = (
    Indicator(
        "I1",
        "Covered",
        "People in post whose role is supervised and who have a valid supervisor for case management, of all of them.",
        covered,
        100,
    ),
    Indicator(
        "I2",
        "Case management delivered",
        (
            "Minutes received of minutes due in the last 13 whole weeks, without leave. More than was due to one person "
            "does not make up for less to another."
        ),
        _delivered(CASE, WEEKS),
    ),
    Indicator(
        "I3",
        "Clinical skills delivered",
        "Minutes received of minutes due in the last 12 whole weeks, in the same way.",
        _delivered(SKILLS, SKILLS_WEEKS),
    ),
    Indicator(
        "I4",
        "Observed live",
        (
            "People with two or more live observations of different interventions in 12 months, of those 12 "
            "months in role. Others are not yet due."
        ),
        observed_live,
    ),
    Indicator(
        "I5",
        "Eligible",
        "Supervisors who can supervise alone on the day, of all who have supervisees.",
        eligible,
        100,
    ),
    Indicator(
        "I6",
        "Supervision of supervision",
        "Supervisors who attended enough in the last whole month, of all who supervise.",
        supported,
    ),
    Indicator(
        "I7",
        "Agreements",
        "Pairs with an agreement that everyone has signed and that is not due for review, of all pairs.",
        agreed,
    ),
    Indicator(
        "I8",
        "Confirmed",
        (
            "Sessions that the other side confirmed within 14 days, of those recorded here that were held in "
            "13 weeks and whose 14 days are over."
        ),
        confirmed,
    ),
    Indicator(
        "I9",
        "Another supervisor",
        "Median days from asking here for another supervisor to the first session with them, in 12 months.",
        reallocated,
        None,
    ),
    Indicator(
        "I10",
        "Followed through",
        "Things to do that were done by their day, of those recorded here that were due in the last 13 weeks.",
        done,
    ),
)


def trend_days(on: date, months: int = 13) -> list[date]:
    """The last days of the twelve months before, and the day itself."""
    ends = [add_months(on.replace(day=1), -back) - timedelta(days=1) for back in range(months - 1)]
    return [*reversed(ends), on]
