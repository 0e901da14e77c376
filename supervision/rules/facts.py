"""A person's part in a supervision session, as the rules see it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SessionPart:
    """``part`` is ``attendee`` or ``facilitator``; a session that anybody disputes counts for nobody."""

    kind: str
    held_on: date
    minutes: int
    part: str
    disputed: bool
    row: int = 0
