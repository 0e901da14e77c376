"""Live observations due in a year of registration: two, of different interventions (BABCP and BPS, PWP registration). Where one
was not possible, the reason is reported and nothing is passed over in silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from people.rules.period import add_months

YEAR = 12


@dataclass(frozen=True, slots=True)
class Live:
    """From ``first`` to ``last``: which different interventions were observed, how often any was, and why others were not."""

    first: date
    last: date
    need: int
    interventions: tuple[str, ...]
    times: int
    excused: tuple[tuple[date, str], ...]

    @property
    def missing(self) -> int:
        return max(0, self.need - len(self.interventions))


def registration_year(periods: Iterable[tuple[date, date | None]], on: date) -> tuple[date, date]:
    """The year of registration that a day lies in, counted from the start of the registration that covers it; without one the
    twelve months that end with the day."""
    starts = [start for start, finish in periods if start <= on and (finish is None or on <= finish)]
    if not starts:
        return add_months(on, -YEAR) + timedelta(days=1), on
    start, years = max(starts), 0
    while add_months(start, YEAR * (years + 1)) <= on:
        years += 1
    return add_months(start, YEAR * years), add_months(start, YEAR * (years + 1)) - timedelta(days=1)


def live(first: date, last: date, observed: Iterable[tuple[date, str]], excused: Iterable[tuple[date, str]], need: int) -> Live:
    """What was observed from day to day: day and intervention each. One without an intervention is of none that counts as
    different."""
    there = [(day, what.strip().casefold()) for day, what in observed if first <= day <= last]
    different = tuple(sorted({what for _, what in there if what}))
    return Live(first, last, need, different, len(there), tuple(sorted(one for one in excused if first <= one[0] <= last)))
