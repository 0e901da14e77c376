"""One service: its people, who leads it, and what is known of it while its rows are written."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from ..sheets import Sheets

LEADERS = 4
TEAMS = ("North", "South", "East", "West")
ONE_LEAD_PWP_FOR = 25


def code_of(place: int) -> str:
    return f"TT{place + 1:03}"


@dataclass
class MadeUpService:
    """``numbers`` are the employee numbers of its people, leaders first; ``elsewhere`` is a service that some have come
    from."""

    sheets: Sheets
    draw: Random
    place: int
    numbers: list[str]
    years: int
    elsewhere: str
    since: dict[str, date] = field(default_factory=dict)
    supervisors: dict[str, date] = field(default_factory=dict)
    supervisees: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        return code_of(self.place)

    @property
    def lead(self) -> str:
        return self.numbers[0]

    @property
    def manager(self) -> str:
        return self.numbers[1]

    @property
    def facilitator(self) -> str:
        """Who gives the supervisors their own supervision."""
        return self.numbers[2]

    @property
    def lead_pwps(self) -> list[str]:
        return self.numbers[3 : LEADERS + len(self.numbers) // ONE_LEAD_PWP_FOR]

    @property
    def signers(self) -> tuple[str, ...]:
        return self.lead, *self.lead_pwps

    def team(self) -> str:
        return self.draw.choice(TEAMS).upper()
