"""Days and hours for groups: every session on a day on which all who are in it work, nobody is away, and nobody has anything
else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from people.models import Service
from people.rules.period import add_months
from supervision.queries import Time, time_of

from .rules.grouping import DAYS
from .rules.policy import AWAY_TOO_MUCH, TIMES

STEPS = {"week": 7, "fortnight": 14}
LATEST_START = 10
"""The day of a month up to which its rest is enough for a session."""


@dataclass(frozen=True)
class Calendar:
    """``periods``: first and last day of each in which a group meets once, for so many ``minutes``. ``known``: people's
    time."""

    periods: tuple[tuple[date, date], ...]
    known: Time
    minutes: int

    def days(self, person: int) -> frozenset[int]:
        """The days of the week on which somebody can come, in most periods at least once. Nobody is given a day that they
        mostly miss."""
        missed = {
            weekday: sum(
                not any(self.known.can(person, day) for day in _days(*period) if day.isoweekday() == weekday)
                for period in self.periods
            )
            for weekday in DAYS
        }
        return frozenset(weekday for weekday, count in missed.items() if count * AWAY_TOO_MUCH <= len(self.periods))

    def free(self, people: Collection[int], day: date, at: time) -> bool:
        return self.known.free(people, day, at, self.minutes)

    def takes(self, days: Sequence[date]) -> bool:
        """Are these days in order, and at most one in each period?"""
        places = [next((n for n, (first, last) in enumerate(self.periods) if first <= day <= last), None) for day in days]
        return bool(places) and None not in places and places == sorted(set(places))

    def take(self, people: Iterable[int], day: date, at: time) -> None:
        self.known.take(people, day, at, self.minutes)


def periods(start: date, months: int, every: str) -> tuple[tuple[date, date], ...]:
    """From a day on, so many months: by weeks, by fortnights, or by calendar months, as the hour a month is counted. After the
    tenth of a month the first is the next."""
    end = add_months(start, months)
    if every == "month":
        return tuple(_months(start, end, months))
    step, stretches, first = timedelta(days=STEPS[every]), [], start
    while first + step <= end:
        stretches.append((first, first + step - timedelta(days=1)))
        first += step
    return tuple(stretches)


def _months(start: date, end: date, count: int) -> Iterable[tuple[date, date]]:
    first = start if start.day <= LATEST_START else add_months(start.replace(day=1), 1)
    for _ in range(count):
        after = add_months(first.replace(day=1), 1)
        yield first, min(after, max(end, first + timedelta(days=1))) - timedelta(days=1)
        first = after


def calendar_of(service: Service, people: Collection[int], start: date, months: int, every: str, minutes: int) -> Calendar:
    """What is known of these people's time. A constant number of queries."""
    spans = periods(start, months, every)
    return Calendar(spans, time_of(people, spans[0][0], spans[-1][1], start, service=service), minutes)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=passed) for passed in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class Dated:
    """When a group meets: the hour, the days in order, and the periods in which no day suits all."""

    at: time
    days: tuple[date, ...]
    without: tuple[tuple[date, date], ...]


def dated(calendar: Calendar, people: Sequence[int], weekdays: Sequence[int]) -> Dated:
    """The hour and day of the week with the most sessions; a session on which somebody cannot come moves to the nearest day of
    its period on which all can. What is found is taken."""
    best = max(
        (_tried(calendar, people, weekday, time(*at)) for weekday in weekdays or DAYS for at in TIMES),
        key=lambda one: (len(one[0].days), one[1]),
    )[0]
    for day in best.days:
        calendar.take(people, day, best.at)
    return best


def _tried(calendar: Calendar, people: Sequence[int], weekday: int, at: time) -> tuple[Dated, int]:
    """What a day of the week and an hour give, and how many of the sessions are on that very day."""
    days, without, kept, place = [], [], 0, None
    for first, last in calendar.periods:
        open_days = [day for day in _days(first, last) if calendar.free(people, day, at)]
        if not open_days:
            without.append((first, last))
            continue
        on_it = [day for day in open_days if day.isoweekday() == weekday]
        place = place if place is not None or not on_it else (on_it[0] - first).days // 7
        wished = first + timedelta(days=7 * (place or 0) + 3)
        chosen = min(on_it or open_days, key=lambda day: (abs((day - wished).days), day))
        kept += bool(on_it)
        days.append(chosen)
    return Dated(at, tuple(days), tuple(without)), kept
