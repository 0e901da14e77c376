"""Who supported the supervisors of Northmoor over three years."""

from datetime import date, timedelta

from people.rules.period import add_months

from . import northmoor
from .northmoor import EFUA, FACILITATOR, PRIYA
from .sessions import HeldSessions

GROUPS = (
    ((EFUA, "N3001", "N3002", "N3003"), 90, 6),
    (("N3004", "N3005", "N3006"), 90, 16),
)
"""Who meets, for how many minutes, and how many days before the day of the month that it is today."""
MISSED = {
    ("N3001", 0), ("N3003", 0), ("N3003", 1), ("N3004", 0), ("N3005", 1), ("N3002", 5), ("N3004", 8), ("N3006", 11), (EFUA, 14),
    ("N3001", 19),
}  # fmt: skip
"""Who missed the group how many months ago."""
BY_THEMSELVES = (("N3002", 3, 90), ("N3003", 24, 90), ("N3003", 52, 90), ("N3005", 20, 60), ("N3005", 41, 60), ("N3006", 9, 60))
"""Who came by themselves, how many days ago, and for how long."""


def add_sessions(held: HeldSessions) -> None:
    """Two groups that meet every month, some who missed one and some who came by themselves; and Priya, one to one, whose last
    day to supervise is in five weeks unless she comes again."""
    sheets, leader = held.sheets, held.people[FACILITATOR]
    for members, minutes, days in GROUPS:
        for month in range(northmoor.HISTORY):
            on = sheets.ago(month, days)
            came = [n for n in members if sheets.ago(northmoor.SUPERVISING[n]) <= on and (n, month) not in MISSED]
            held.supporting(leader, on, minutes, came)
    for number, days, minutes in BY_THEMSELVES:
        held.supporting(leader, sheets.today - timedelta(days=days), minutes, [number])
    for on in priya(sheets.today):
        if on >= sheets.ago(northmoor.SUPERVISING[PRIYA]):
            held.supporting(leader, on, 60, [PRIYA])


def priya(today: date) -> list[date]:
    """Three in the four months that end in five weeks, the first of them on their first day; one a month before that."""
    first = add_months(today + timedelta(days=35), -4)
    before = [add_months(first, -1 - month) for month in range(30)]
    return [first, first + timedelta(days=12), first + timedelta(days=26), *before]
