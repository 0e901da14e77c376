"""Which sign-offs stand on a day, and for how long each counts."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from people.rules.period import date_of, months_after

SIGN_UNLESS_SAID = frozenset({"clinical_lead", "lead_pwp"})
"""Whose role signs where no standard says."""

SOON = timedelta(days=90)
"""How long before a sign-off ends it is shown as ending, and can be asked for again."""


class GivenSignOff(Protocol):
    @property
    def signed_on(self) -> date: ...

    @property
    def revoked_on(self) -> date | None: ...


S = TypeVar("S", bound=GivenSignOff)


K = TypeVar("K", bound=Hashable)


def latest_on(signed: Iterable[S], on: date, of: Callable[[S], K]) -> dict[K, S]:
    """The sign-off that was given last by a day, for each competency (what ``of`` says). ``signed`` come in the order in which
    they were given, those of one day as they were recorded (ELIGIBILITY 4.2)."""
    return {of(one): one for one in signed if one.signed_on <= on}


def standing_on(signed: Iterable[S], on: date, of: Callable[[S], K]) -> dict[K, S]:
    """Those of the latest that are not revoked by the day. What a revoked one superseded does not come back: it is looked at
    last.

    Worked example: signed at level 2 in January and at level 3 in May, which is revoked in September. From September on nothing
    stands.
    """
    latest = latest_on(signed, on, of)
    return {key: one for key, one in latest.items() if one.revoked_on is None or one.revoked_on > on}


def expires_on(signed_on: date, months: int | None) -> date:
    """The first day on which a sign-off no longer counts, if nobody revokes it: ``months`` after it was given."""
    return date_of(months_after(signed_on.toordinal(), months)) if months else date.max


def counts_on(day: date, revoked_on: date | None, expires: date) -> bool:
    """Does a sign-off that was given by then still count on the day?"""
    return day < min(revoked_on or date.max, expires)
