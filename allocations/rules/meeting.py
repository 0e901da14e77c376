"""When and where people meet: what an agreement says of it, what is planned, and whether the two are the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any

WITHOUT_RHYTHM = frozenset({"live_supervision"})
"""Kinds of supervision whose sessions are arranged one by one: an agreement about them names no weekday."""
ON_LEAVE = ("other_day", "covered", "left_out")
"""What happens to a session when the supervisor is on leave; the first is proposed."""
A_DAY_OF_THE_MONTH = ("first", "second", "third", "fourth", "last")


@dataclass(frozen=True, slots=True)
class MeetingTerms:
    """Terms of regular sessions. ``first_on`` is the first session; ``anchor_on`` the day that the rhythm is counted from,
    where it is older than these sessions."""

    every: str
    first_on: date
    starts_at: time
    minutes: int
    where: str = ""
    on_holiday: str = "next_working_day"
    anchor_on: date | None = None

    @property
    def rhythm_from(self) -> date:
        return self.anchor_on or self.first_on

    def as_data(self) -> dict[str, Any]:
        """The terms in a signed text: they are compared with what is planned later."""
        return {
            "every": self.every,
            "first_on": self.first_on.isoformat(),
            "starts_at": self.starts_at.isoformat("minutes"),
            "minutes": self.minutes,
            "where": self.where,
            "on_holiday": self.on_holiday,
            "anchor_on": self.anchor_on.isoformat() if self.anchor_on else "",
        }


def terms_from(data: dict[str, Any]) -> MeetingTerms:
    """The terms that ``as_data`` wrote down."""
    anchor = date.fromisoformat(data["anchor_on"]) if data["anchor_on"] else None
    first_on, starts_at = date.fromisoformat(data["first_on"]), time.fromisoformat(data["starts_at"])
    return MeetingTerms(data["every"], first_on, starts_at, data["minutes"], data["where"], data["on_holiday"], anchor)


def nth(day: date) -> int:
    """Which of its weekday in the month a day is, from 0; the fifth is the last one, as the fourth may be."""
    return (day.day - 1) // 7


def rhythm(terms: MeetingTerms) -> tuple[Any, ...]:
    """The days on which these terms have people meet, so that two can be compared whenever each began."""
    day = terms.rhythm_from
    if terms.every == "week":
        return ("week", day.isoweekday())
    if terms.every == "fortnight":
        return ("fortnight", day.toordinal() % 14)
    if terms.every == "month":
        return ("month", day.day)
    return (terms.every, day.isoweekday(), nth(day))


def _essence(terms: MeetingTerms) -> tuple[Any, ...]:
    return (rhythm(terms), terms.starts_at, terms.minutes, " ".join(terms.where.split()).casefold(), terms.on_holiday)


class Upkeep(StrEnum):
    """What a signed agreement asks of its parties."""

    PLAN = "plan"
    DIFFERS = "differs"


def upkeep(agreed: Sequence[MeetingTerms] | None, planned: Sequence[MeetingTerms]) -> Upkeep | None:
    """Sessions are to be planned where there are none, and the agreement renewed where it says otherwise than what is planned.
    ``agreed`` is ``None`` for an agreement that names no day."""
    if not planned:
        return Upkeep.PLAN
    if agreed is None or sorted(map(_essence, agreed), key=repr) == sorted(map(_essence, planned), key=repr):
        return None
    return Upkeep.DIFFERS
