"""What supervision was due, and what was received: week by week, over windows, or by calendar month.

A week is expected if there was at least one day in it on which the person was in post, works, and was neither away nor on a
bank holiday. A week in which supervision was received counts on both sides whatever else was in it, so a day of leave takes
away at most a week that was missed, and never lowers anybody's share. Weeks run from Monday.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from people.rules.facts import FULL_TIME
from people.rules.working_days import bank_holidays
from people.rules.working_week import WorkingWeek

from .credit import credit
from .policy import Dose

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AttendedSession:
    """A session that somebody attended, with how many were supervised in it."""

    on: date
    minutes: int
    people: int = 1


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the sessions: days in post (inclusive periods), days away, the days of the week worked over time, and
    the part of full time in hundred-thousandths."""

    in_post: tuple[tuple[date, date | None], ...]
    away: frozenset[date] = frozenset()
    week: WorkingWeek = field(default_factory=WorkingWeek)
    fte: int = FULL_TIME

    def in_post_on(self, day: date) -> bool:
        return any(start <= day and (finish is None or day <= finish) for start, finish in self.in_post)

    def could(self, day: date) -> bool:
        return self.in_post_on(day) and self.week.works(day) and day not in self.away and day not in bank_holidays(day.year)


@dataclass(frozen=True, slots=True)
class DosePeriod:
    """A week, a window or a month (``last`` inclusive): minutes that were due and that counted."""

    first: date
    last: date
    due: Fraction
    received: Fraction

    @property
    def short(self) -> Fraction:
        return max(self.due - self.received, Fraction(0))

    @property
    def share(self) -> Fraction:
        return self.received / self.due if self.due else Fraction(1)


@dataclass(frozen=True, slots=True)
class Received:
    """``expected`` and ``held`` count weeks (months under a rule by month). ``worst`` is the stretch with the smallest share,
    and ``failed`` all in which less was received than the rule allows."""

    dose: Dose
    expected: int
    held: int
    due: Fraction
    received: Fraction
    worst: DosePeriod | None
    failed: tuple[DosePeriod, ...]

    @property
    def percent(self) -> int | None:
        """Whole percent of what was expected, rounded down: of minutes where an average is due, else of weeks or months.
        Nothing where nothing was expected."""
        if not self.expected:
            return None
        return int(100 * self.received / self.due) if self.dose.window else 100 * self.held // self.expected


def received(dose: Dose, first: date, last: date, around: Around, sessions: Iterable[AttendedSession]) -> Received:
    """What was due and received from ``first`` to ``last``. A week or month that is not wholly in it is left out."""
    stretches = periods(dose, first, last, around, sessions)
    judged = _windows(dose, stretches) if dose.window else [one for one in stretches if one.due]
    allowed = Fraction(100 - dose.tolerance, 100)
    return Received(
        dose,
        expected=sum(1 for one in stretches if one.due),
        held=sum(1 for one in stretches if one.due and one.received),
        due=sum((one.due for one in stretches), Fraction(0)),
        received=sum((one.received for one in stretches), Fraction(0)),
        worst=min(judged, key=lambda one: (one.share, one.first), default=None),
        failed=tuple(one for one in judged if one.received < allowed * one.due),
    )


def totals(
    dose: Dose, first: date, last: date, around: Around, sessions: Iterable[AttendedSession]
) -> tuple[Fraction, Fraction]:
    """Minutes due and received, as ``received`` adds them up, for whoever asks of nothing else: of weeks it is enough to know
    how many are expected.

    Worked example: 13 weeks, 60 minutes due in each, away for two of them, and 30 minutes received in one of those two: 12
    weeks are expected, 720 minutes.
    """
    if not dose.weeks:
        months = periods(dose, first, last, around, sessions)
        return sum((one.due for one in months), Fraction(0)), sum((one.received for one in months), Fraction(0))
    monday = _first_monday(first)
    weeks = max(0, ((last - monday).days + 1) // A_WEEK.days)
    got: dict[int, Fraction] = {}
    for one in sessions:
        if 0 <= (week := (one.on - monday).days // A_WEEK.days) < weeks:
            got[week] = got.get(week, Fraction(0)) + credit(dose.credit, one.minutes, one.people)
    expected = sum(1 for week in range(weeks) if got.get(week) or any(map(around.could, _days_of(monday + week * A_WEEK))))
    return expected * due_a_week(dose, around.fte), sum(got.values(), Fraction(0))


def _first_monday(first: date) -> date:
    return first + timedelta(days=-first.weekday() % 7)


def _days_of(monday: date) -> Iterator[date]:
    return (monday + timedelta(days=passed) for passed in range(A_WEEK.days))


def longest_without(dose_received: Received) -> tuple[date, date, int]:
    """The longest run of weeks or months one after the other in which less was received than is due: first and last day, and
    how many."""
    runs: list[list[DosePeriod]] = []
    for one in dose_received.failed:
        if runs and runs[-1][-1].last + timedelta(days=1) == one.first:
            runs[-1].append(one)
        else:
            runs.append([one])
    longest = max(runs, key=len)
    return longest[0].first, longest[-1].last, len(longest)


def periods(dose: Dose, first: date, last: date, around: Around, sessions: Iterable[AttendedSession]) -> list[DosePeriod]:
    """The whole weeks, or the whole months, of a rule, each with what was due and received in it."""
    counted = [(one.on, credit(dose.credit, one.minutes, one.people)) for one in sessions]
    return list((_weeks if dose.weeks else _months)(dose, first, last, around, counted))


def due_a_week(dose: Dose, fte: int) -> Fraction:
    """Minutes due in a week that is expected."""
    return Fraction(_minutes(dose, fte), dose.weeks)


def _minutes(dose: Dose, fte: int) -> int | Fraction:
    if not dose.pro_rata:
        return dose.minutes
    return max(Fraction(min(dose.floor, dose.minutes)), Fraction(dose.minutes * min(fte, FULL_TIME), FULL_TIME))


def _weeks(
    dose: Dose, first: date, last: date, around: Around, counted: Sequence[tuple[date, Fraction]]
) -> Iterator[DosePeriod]:
    monday = _first_monday(first)
    a_week = due_a_week(dose, around.fte)
    while monday + A_WEEK <= last + timedelta(days=1):
        yield _stretch(monday, monday + A_WEEK - timedelta(days=1), a_week, around, counted)
        monday += A_WEEK


def _months(
    dose: Dose, first: date, last: date, around: Around, counted: Sequence[tuple[date, Fraction]]
) -> Iterator[DosePeriod]:
    begin = first if first.day == 1 else _next_month(first)
    while (after := _next_month(begin)) <= last + timedelta(days=1):
        yield _stretch(begin, after - timedelta(days=1), Fraction(_minutes(dose, around.fte)), around, counted)
        begin = after


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _stretch(begin: date, end: date, due: Fraction, around: Around, counted: Sequence[tuple[date, Fraction]]) -> DosePeriod:
    got = sum((minutes for on, minutes in counted if begin <= on <= end), Fraction(0))
    days = (begin + timedelta(days=passed) for passed in range((end - begin).days + 1))
    return DosePeriod(begin, end, due if got or any(map(around.could, days)) else Fraction(0), got)


def _windows(dose: Dose, weeks: Sequence[DosePeriod]) -> list[DosePeriod]:
    """Every run of so many weeks, looked at on the Sunday on which it ends; those in which something was due."""
    runs = (weeks[start : start + dose.window] for start in range(len(weeks) - dose.window + 1))
    windows = [
        DosePeriod(
            run[0].first, run[-1].last, sum((w.due for w in run), Fraction(0)), sum((w.received for w in run), Fraction(0))
        )
        for run in runs
    ]
    return [one for one in windows if one.due]


def short_by(dose: Dose, by: date, around: Around, sessions: Collection[AttendedSession]) -> Fraction:
    """How many minutes are missing in the window (or the week, or the month) that ends on ``by`` or last before it."""
    last_period = _last(dose, by, around, sessions)
    return last_period.short if last_period else Fraction(0)


def _last(dose: Dose, by: date, around: Around, sessions: Iterable[AttendedSession]) -> DosePeriod | None:
    counted = [(one.on, credit(dose.credit, one.minutes, one.people)) for one in sessions]
    if not dose.weeks:
        months = list(_months(dose, by - timedelta(days=62), by, around, counted))
        return months[-1] if months else None
    weeks = list(_weeks(dose, by - timedelta(days=7 * (dose.window or 1) + 6), by, around, counted))
    windows = _windows(dose, weeks) if dose.window else weeks
    return windows[-1] if windows else None


def covered_by(
    dose: Dose, by: date, around: Around, sessions: Collection[AttendedSession], planned: Iterable[AttendedSession]
) -> date | None:
    """The first planned session with which nothing is short any more on ``by``; ``None`` where none is enough or needed."""
    have = list(sessions)
    for one in sorted(planned, key=lambda held: held.on):
        if one.on > by:
            return None
        have.append(one)
        if not short_by(dose, by, around, have):
            return one.on
    return None
