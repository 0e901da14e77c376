"""Series of sessions against an expansion that looks at every day by itself."""

import random
from calendar import monthrange
from datetime import UTC, date, time, timedelta

import pytest

from people.rules.working_days import bank_holidays, is_working_day
from supervision.rules.recurrence import EVERY, ON_HOLIDAY, Pattern, instant, slots


def _is_slot(pattern: Pattern, day: date) -> bool:
    """Does the rule give this day? Asked of one day at a time, without counting on from the first."""
    first = pattern.first_on
    if day < (pattern.begins_on or first) or (pattern.last_on and day > pattern.last_on):
        return False
    match pattern.every:
        case "week":
            return (day - first).days % 7 == 0
        case "fortnight":
            return (day - first).days % 14 == 0
        case "month":
            return day.day == min(first.day, monthrange(day.year, day.month)[1])
        case _:
            in_month = monthrange(day.year, day.month)[1]
            nth, last = (first.day - 1) // 7 + 1, day.day + 7 > in_month
            return day.weekday() == first.weekday() and (last if nth == 5 else (day.day - 1) // 7 + 1 == nth)


def _independent(pattern: Pattern, start: date, stop: date) -> list[tuple[date, date]]:
    found, day = [], start - timedelta(days=10)
    while day <= stop:
        on = day
        if _is_slot(pattern, day):
            if pattern.on_holiday != "keep" and day in bank_holidays(day.year):
                on = None if pattern.on_holiday == "leave_out" else next(
                    d for d in (day + timedelta(days=n) for n in range(15)) if is_working_day(d)
                )  # fmt: skip
            if on and start <= on <= min(stop, pattern.last_on or stop):
                found.append((day, on))
        day += timedelta(days=1)
    return found


def _series(seed: int) -> tuple[Pattern, date, date]:
    made = random.Random(seed)
    first = date(2023, 1, 1) + timedelta(days=made.randrange(1500))
    last = None if made.random() < 0.5 else first + timedelta(days=made.randrange(700))
    start = first + timedelta(days=made.randrange(-60, 500))
    begins = first + timedelta(days=made.randrange(200)) if made.random() < 0.3 else None
    return (
        Pattern(made.choice(EVERY), first, last, made.choice(ON_HOLIDAY), begins),
        start,
        start + timedelta(days=made.randrange(1, 120)),
    )


@pytest.mark.parametrize("part", range(4))
def test_ten_thousand_series(part):
    differ = []
    for seed in range(part * 2500, (part + 1) * 2500):
        pattern, start, stop = _series(seed)
        if list(slots(pattern, start, stop)) != _independent(pattern, start, stop):
            differ.append((seed, pattern, start, stop))
    assert differ == []


DAYS = {
    "every Monday over Easter goes to the next working day": (
        Pattern("week", date(2026, 3, 30)),
        date(2026, 3, 30),
        date(2026, 4, 14),
        [("2026-03-30", "2026-03-30"), ("2026-04-06", "2026-04-07"), ("2026-04-13", "2026-04-13")],
    ),
    "or is left out": (
        Pattern("week", date(2026, 3, 30), on_holiday="leave_out"),
        date(2026, 3, 30),
        date(2026, 4, 14),
        [("2026-03-30", "2026-03-30"), ("2026-04-13", "2026-04-13")],
    ),
    "or stays": (
        Pattern("fortnight", date(2026, 4, 6), on_holiday="keep"),
        date(2026, 4, 1),
        date(2026, 4, 20),
        [("2026-04-06", "2026-04-06"), ("2026-04-20", "2026-04-20")],
    ),
    "Christmas over a weekend": (
        Pattern("month", date(2026, 11, 25)),
        date(2026, 12, 1),
        date(2026, 12, 31),
        [("2026-12-25", "2026-12-29")],
    ),
    "the 31st is the last of February": (
        Pattern("month", date(2027, 1, 31), on_holiday="keep"),
        date(2027, 2, 1),
        date(2027, 3, 31),
        [("2027-02-28", "2027-02-28"), ("2027-03-31", "2027-03-31")],
    ),
    "the fifth Thursday is the last": (
        Pattern("nth_weekday", date(2026, 10, 29)),
        date(2026, 11, 1),
        date(2026, 12, 31),
        [("2026-11-26", "2026-11-26"), ("2026-12-31", "2026-12-31")],
    ),
    "moved into the days asked about": (
        Pattern("week", date(2026, 4, 6)),
        date(2026, 4, 7),
        date(2026, 4, 7),
        [("2026-04-06", "2026-04-07")],
    ),
    "none is moved past the end": (
        Pattern("week", date(2026, 12, 7), date(2026, 12, 28)),
        date(2026, 12, 20),
        date(2027, 1, 10),
        [("2026-12-21", "2026-12-21")],
    ),
    "in the rhythm of an older first day": (
        Pattern("month", date(2026, 10, 31), on_holiday="keep", begins_on=date(2027, 2, 1)),
        date(2027, 1, 1),
        date(2027, 3, 31),
        [("2027-02-28", "2027-02-28"), ("2027-03-31", "2027-03-31")],
    ),
    "after its end there is nothing": (
        Pattern("week", date(2026, 3, 30), date(2026, 4, 5)),
        date(2026, 4, 1),
        date(2026, 6, 1),
        [],
    ),
}


@pytest.mark.parametrize(("pattern", "start", "stop", "expected"), DAYS.values(), ids=DAYS)
def test_days(pattern, start, stop, expected):
    assert [(slot.isoformat(), on.isoformat()) for slot, on in slots(pattern, start, stop)] == expected


@pytest.mark.parametrize(
    ("on", "utc"),
    [(date(2026, 3, 27), 10), (date(2026, 3, 30), 9), (date(2026, 10, 23), 9), (date(2026, 10, 26), 10)],
    ids=["before summer time", "after it began", "before it ends", "after it ended"],
)
def test_ten_by_the_clock_on_the_wall(on, utc):
    assert instant(on, time(10)).astimezone(UTC).hour == utc
