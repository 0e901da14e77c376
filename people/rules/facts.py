"""What is known of where a person has worked, been away and been registered, as the rules see it.

``row`` is the stored row a fact was read from, for pages that name it; the rules never look at it.
"""

from dataclasses import dataclass
from datetime import date

FULL_TIME = 100_000
"""One full-time equivalent. It is counted in whole hundred-thousandths: NHS workforce data gives it with five decimals
(CONTRACTED_FTE)."""


@dataclass(frozen=True, slots=True)
class PostFact:
    """One post of one assignment. ``fte_hundred_thousandths``: 53333 is 0.53333 full-time equivalent."""

    role: str
    stage: str
    fte_hundred_thousandths: int
    started_on: date
    finished_on: date | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    kind: str
    started_on: date
    finished_on: date | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class RegistrationFact:
    body: str
    valid_from: date
    valid_to: date | None
    row: int = 0
