"""What is not there: days without a supervisor, weeks without supervision."""

from datetime import date, timedelta

from people.rules.period import day_after
from supervision.rules.expected import AttendedSession, received

from .facts import ServiceFacts, covers
from .indicators import CASE

FURTHEST = 366
"""Days that are looked back at most."""
LOOKED_BACK_WEEKS = 13
"""Weeks without supervision that are counted at most."""


def gap_days(facts: ServiceFacts, person: int, kind: str, on: date) -> int:
    """The number of days, with this one, for which somebody in a supervised role has had no valid supervisor."""
    days = 0
    while days < FURTHEST:
        day = on - timedelta(days=days)
        if not covers(facts.supervised.get(person, ()), day) or _stands(facts, person, kind, day):
            break
        days += 1
    return days


def _stands(facts: ServiceFacts, person: int, kind: str, on: date) -> bool:
    mine = (pair for pair in facts.pairs_of(person) if pair.kind == kind and pair.on(on))
    return any(facts.valid(pair, on) for pair in mine)


def gaps(facts: ServiceFacts, person: int, kind: str, first: date, last: date) -> list[tuple[date, date]]:
    """The stretches from day to day in which somebody in a supervised role had no valid supervisor."""
    stretches: list[tuple[date, date]] = []
    day = first
    while day <= last:
        if covers(facts.supervised.get(person, ()), day) and not _stands(facts, person, kind, day):
            if stretches and day_after(stretches[-1][1]) == day:
                stretches[-1] = (stretches[-1][0], day)
            else:
                stretches.append((day, day))
        day += timedelta(days=1)
    return stretches


def missed_in_a_row(facts: ServiceFacts, person: int, on: date, least: int) -> int:
    """How many whole weeks one after the other, up to the last, somebody was due case management and had none; 0 if fewer than
    ``least``, and no more are counted than are looked back on."""
    sunday = on - timedelta(days=(on.weekday() + 1) % 7 or 7)
    monday = sunday - timedelta(weeks=LOOKED_BACK_WEEKS) + timedelta(days=1)
    rows = [
        AttendedSession(s.on, s.minutes, len(s.people))
        for s in facts.of_person(person)
        if s.kind == CASE.kind and monday <= s.on <= sunday and person in s.people and not s.disputed
    ]
    dose = received(CASE, monday, sunday, facts.around[person], rows)
    empty = {one.first for one in dose.failed if not one.received}
    weeks, week = 0, sunday - timedelta(days=6)
    while week in empty:
        weeks, week = weeks + 1, week - timedelta(weeks=1)
    return weeks if weeks >= least else 0
