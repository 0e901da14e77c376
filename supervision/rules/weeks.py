"""What a week of supervision was to somebody: held, held for less than is due, missed, away, or not due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .expected import Around, AttendedSession, DosePeriod, periods
from .policy import Dose

HELD, SHORTER, MISSED, AWAY, NOT_DUE = "held", "shorter", "missed", "away", "not_due"


@dataclass(frozen=True, slots=True)
class WeekOfDose:
    """A week from its Monday, and what it was."""

    starts_on: date
    state: str

    @property
    def due(self) -> bool:
        return self.state in (HELD, SHORTER, MISSED)

    @property
    def held(self) -> bool:
        """A shorter session is one that took place: ``received`` counts it as held, too."""
        return self.state in (HELD, SHORTER)


def weeks_of_dose(dose: Dose, first: date, last: date, around: Around, sessions: Iterable[AttendedSession]) -> list[WeekOfDose]:
    """Each whole week from ``first`` to ``last``; only for a rule by which every week is judged by itself."""
    return [WeekOfDose(week.first, _state(week, around)) for week in periods(dose, first, last, around, sessions)]


def _state(week: DosePeriod, around: Around) -> str:
    if week.received:
        return SHORTER if week.short else HELD
    if week.due:
        return MISSED
    return AWAY if _away(week, around) else NOT_DUE


def _away(week: DosePeriod, around: Around) -> bool:
    """Is it for leave that the week is not due: was there a day of it in post, and away?"""
    days = (week.first + timedelta(days=passed) for passed in range(7))
    return any(day in around.away and around.in_post_on(day) for day in days)


def the_year(today: date) -> tuple[date, date]:
    """The first and last day of the 52 weeks that ended last Sunday."""
    last = today - timedelta(days=today.weekday() + 1)
    return last - timedelta(days=52 * 7 - 1), last
