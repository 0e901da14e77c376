"""The supervision of a year as a picture: a square a week, and the sentence that says the same.

``dose_year(person, day)`` is for one person, ``dose_years(people, day)`` for many; at most five queries, however many.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from nhsuk.charts import DoseChart, DoseWeek
from nhsuk.words import how_many
from people.models import Person

from . import labels
from .queries import around_of, sessions_received
from .rules.policy import DOSES, Dose
from .rules.weeks import AWAY, HELD, MISSED, NOT_DUE, SHORTER, WeekOfDose, the_year, weeks_of_dose

WEEKLY = next(dose for dose in DOSES if dose.weeks and not dose.window)
"""The rule that asks for a session every week."""

DRAWN = {HELD: "full", SHORTER: "half", MISSED: "cross", AWAY: "pause", NOT_DUE: "blank"}


@dataclass(frozen=True, slots=True)
class DoseYear:
    """The 52 weeks that ended last Sunday. ``held`` of ``due`` weeks had a session of this ``kind``."""

    kind: str
    held: int
    due: int
    chart: DoseChart

    @property
    def said(self) -> str:
        """``47 of 52 weeks``."""
        return f"{self.held} of {how_many(self.due, 'week')}"


def dose_year(person: Person, on: date) -> DoseYear | None:
    """Nothing for somebody to whom no weekly supervision was due in the year."""
    return dose_years([person.pk], on).get(person.pk)


def dose_years(people: Collection[int], on: date, dose: Dose = WEEKLY) -> dict[int, DoseYear]:
    """The year of each of the people to whom weekly supervision was due in it."""
    first, last = the_year(on)
    around = around_of(people, dose.roles, first, last)
    sessions = sessions_received(people, first, last)
    years = {
        person: weeks_of_dose(dose, first, last, around[person], sessions[person][dose.kind])
        for person in people
        if around[person].in_post or sessions[person][dose.kind]
    }
    return {person: _year(dose, weeks) for person, weeks in years.items() if any(week.due for week in weeks)}


def _year(dose: Dose, weeks: list[WeekOfDose]) -> DoseYear:
    drawn = [DoseWeek(week.starts_on, DRAWN[week.state], labels.WEEKS[week.state]) for week in weeks]
    held, due = sum(week.held for week in weeks), sum(week.due for week in weeks)
    chart = DoseChart(drawn, f"{held} of {how_many(due, 'week')} with supervision. {_summary(weeks)}")
    return DoseYear(labels.KINDS[dose.kind], held, due, chart)


def _summary(weeks: list[WeekOfDose]) -> str:
    """``45 held, 2 shorter than due, 5 missed.``"""
    counted = Counter(week.state for week in weeks)
    return f"{', '.join(f'{counted[state]} {words}' for state, words in labels.WEEKS.items() if counted[state])}."
