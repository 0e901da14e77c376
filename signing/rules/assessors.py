"""Who may sign off whose competencies on a day; and if not, why not, in a sentence that says what to do instead."""

from dataclasses import dataclass
from datetime import date


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
        return "You cannot sign off your own competencies. Choose someone else."
    if not signer.roles:
        return "They have no post in this service now. Choose someone else."
    if not signer.roles & roles_needed:
        return "Their role does not let them sign off these competencies. Choose someone whose role does."
    if signer.signed_by_them:
        return "Two people cannot sign each other off. Choose someone else for one of the two."
    return signer.barred
