"""Who supervised whom in Northmoor over three years, on which day of the week, and at what hour."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from . import northmoor
from .northmoor import AMARA, DANIEL, DEV, EFUA, FINN, GRACE, HANNAH, PRIYA
from .sheets import KNOWN_ON, Sheets

HOURS = (time(9), time(10), time(11, 30), time(13, 30), time(15), time(16))
SINCE = {FINN: 6, AMARA: 14, DEV: 11, GRACE: 13}
"""Months that somebody has had their supervisor."""
ASKED = {"N4002": 7, "N4009": 4}
"""Who asked for another supervisor, and for how many months they have had one."""


@dataclass(frozen=True, slots=True)
class PastPair:
    """``asked``: it began because the supervisee had asked for it. ``decided``: it was made in the product, so that their dates
    moved on to it from the pair before. ``weekday`` counts from Monday, which is 0."""

    supervisee: str
    supervisor: str
    first: date
    last: date | None
    weekday: int
    hour: time
    asked: bool = False
    decided: bool = False


def pairs(s: Sheets) -> list[PastPair]:
    """Everybody's pair of today, and the one before where they are here for longer, but for Hannah Greaves, who has just come.
    Daniel Osei is with Bronwen Pritchard until he is given to Dev."""
    taken: dict[tuple[str, bool], set[tuple[int, time]]] = defaultdict(set)
    made = []
    for supervisee, supervisor in _now():
        began = _monday(max(northmoor.since(s, supervisee) + timedelta(days=1), s.ago(northmoor.HISTORY)))
        first, asked = max(_back(s, supervisor, _monday(_first(s, supervisee))), began), supervisee in ASKED
        time_of_now = _time(taken, supervisee, supervisor, True)
        if other := _before(s, supervisee, supervisor, began, first):
            last = first - timedelta(days=1)
            made.append(PastPair(supervisee, other, began, last, *_time(taken, supervisee, other, False)))
        made.append(PastPair(supervisee, supervisor, first, None, *time_of_now, asked, asked or supervisor == DEV))
    return made


def _now() -> Iterator[tuple[str, str]]:
    of_efua = [FINN, "N4000", "N4003", "N4006", "N5000"]
    yield from ((number, EFUA) for number in of_efua)
    others = [n for n in northmoor.supervised() if n not in (*of_efua, DANIEL, HANNAH)]
    supervisors = [PRIYA, *(number for number, *_ in northmoor.SUPERVISORS)]
    yield from ((number, supervisors[place % len(supervisors)]) for place, number in enumerate(others))
    yield DANIEL, DEV


def _first(s: Sheets, supervisee: str) -> date:
    if supervisee in ASKED:
        return s.ago(ASKED[supervisee])
    if supervisee == DANIEL:
        return s.ago(0, 27)
    if supervisee.startswith("N5"):
        return northmoor.since(s, supervisee) + timedelta(days=1)
    return s.ago(SINCE.get(supervisee) or 13 + int(supervisee[-1]) % 4)


def _back(s: Sheets, supervisor: str, monday: date) -> date:
    """The first Monday on which somebody is not on leave: nobody is given to them while they are."""
    there = away(s, supervisor)
    while monday in there:
        monday += timedelta(days=7)
    return monday


def _monday(day: date) -> date:
    """The Monday after a day, or the day."""
    return day + timedelta(days=-day.weekday() % 7)


def _before(s: Sheets, supervisee: str, supervisor: str, began: date, first: date) -> str | None:
    """Who supervised them before, if they are here for longer than their pair of today: one of the others who did by then."""
    if supervisee == DANIEL:
        return "N3003"
    if (first - began).days < 60:
        return None
    by_then = [n for n, months in northmoor.SUPERVISING.items() if s.ago(months) <= began and n != supervisor]
    return by_then[int(supervisee[-3:]) % len(by_then)]


def _time(
    taken: dict[tuple[str, bool], set[tuple[int, time]]], supervisee: str, supervisor: str, now: bool
) -> tuple[int, time]:
    """A day on which both work, where the supervisor has fewest, and the first hour that is free."""
    used = taken[supervisor, now]
    load = Counter(day for day, _ in used)
    both = [d - 1 for d in northmoor.working_days(supervisor) if d in northmoor.working_days(supervisee)]
    for day in sorted(both, key=lambda day: (load[day], day)):
        for hour in HOURS:
            if (day, hour) not in used:
                used.add((day, hour))
                return day, hour
    raise LookupError(f"{supervisor} has no hour left for {supervisee}.")


def add_rows(s: Sheets, made: list[PastPair]) -> None:
    """The rows of pairs. What was decided in the product has none, and has ended the pair before it."""
    decided = {(pair.supervisee, pair.first - timedelta(days=1)) for pair in made if pair.decided}
    for pair in made:
        if pair.decided:
            continue
        about = {"supervisee": pair.supervisee, "supervisor": pair.supervisor, "kind": "case_management"}
        s.add("allocations", **about, started_on=pair.first, minutes_per_week=60)
        if pair.last and (pair.supervisee, pair.last) not in decided:
            ended = s.rows["allocations"][-1] | {"finished_on": pair.last.isoformat()}
            s.rows["allocations"].append(ended | {KNOWN_ON: (pair.last - timedelta(days=30)).isoformat()})


def away(s: Sheets, number: str) -> set[date]:
    """The days of somebody's leave."""
    stretches = list(northmoor.leave_of(s, number))
    if number == GRACE:
        stretches.append((s.ago(10), s.ago(1)))
    return {first + timedelta(days=passed) for first, last in stretches for passed in range((last - first).days + 1)}


def stretches(s: Sheets, pair: PastPair) -> list[tuple[date, date | None]]:
    """When the two met: Grace's sessions ended when her long leave began, and were planned anew when she came back."""
    if pair.supervisee == GRACE and pair.last is None:
        back = s.ago(1) + timedelta(days=1)
        return [(pair.first, s.ago(10) - timedelta(days=1)), (_monday(back), None)]
    return [(pair.first, pair.last)]
