"""Who may sign off whose competencies on a day; and if not, why not, in a sentence that says what to do instead."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from people.rules.period import date_of, months_after

SIGN_UNLESS_SAID = frozenset({"clinical_lead", "lead_pwp"})
"""Whose role signs where no standard says."""

NUDGE_AFTER = 5
"""Working days after which the person who waits may remind the assessor."""

DEPUTY_AFTER = 10
"""Working days after which the request is shown to the service's leads as stuck."""

KEPT_OPEN = timedelta(days=84)
"""How long a request can be answered. What somebody could do twelve weeks ago is not signed today as if it were now."""


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
    """For each competency (what ``of`` says) the sign-off that was given last by a day. ``signed`` come in the order in which they were
    given, those of one day as they were recorded (ELIGIBILITY 4.2)."""
    return {of(one): one for one in signed if one.signed_on <= on}


def standing_on(signed: Iterable[S], on: date, of: Callable[[S], K]) -> dict[K, S]:
    """Those of the latest that are not revoked by the day. What a revoked one superseded does not come back: it is looked at last.

    Worked example: signed at level 2 in January and at level 3 in May, which is revoked in September. From September on nothing stands.
    """
    latest = latest_on(signed, on, of)
    return {key: one for key, one in latest.items() if one.revoked_on is None or one.revoked_on > on}


def expires_on(signed_on: date, months: int | None) -> date:
    """The first day on which a sign-off no longer counts, if nobody revokes it: ``months`` after it was given."""
    return date_of(months_after(signed_on.toordinal(), months)) if months else date.max


def counts_on(day: date, revoked_on: date | None, expires: date) -> bool:
    """Does a sign-off that was given by then still count on the day?"""
    return day < min(revoked_on or date.max, expires)


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who might sign, on a day.

    ``roles``: those of their posts in a service of the person's; ``signed_by_them``: the person has signed off something of the
    signer's in the same framework, and it stands; ``barred``: why another part of the house says no, if it does.
    """

    key: int
    roles: frozenset[str]
    signed_by_them: bool = False
    barred: str = ""
    away_until: date | None = None
    away: bool = False


def refusal(person: int, signer: Signer, roles_needed: frozenset[str]) -> str:
    """Why the signer may not sign for the person on the day; empty where they may. Somebody away may still sign."""
    if signer.key == person:
        return "Nobody signs off their own competencies. Somebody else must."
    if not signer.roles:
        return "They have no post in this service now. Choose somebody else."
    if not signer.roles & roles_needed:
        return "Their role does not let them sign off these competencies. Choose somebody whose role does."
    if signer.signed_by_them:
        return "Two people do not sign each other off. Somebody else must sign one of the two."
    return signer.barred
