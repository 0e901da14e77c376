"""One service: who leads it, who works in it, and what each of them has done."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from ..demo.sheets import Sheets
from . import careers, supervision
from .names import name_for

LEADERS = 4
TEAMS = ("North", "South", "East", "West")
ONE_LEAD_PWP_FOR = 25
ONE_LEAVER_IN = 12


def code_of(place: int) -> str:
    return f"TT{place + 1:03}"


@dataclass
class MadeUpService:
    """``numbers`` are the employee numbers of its people, leaders first; ``elsewhere`` is a service that some have come from."""

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

    def tell(self) -> None:
        name = f"Talking Therapies {self.place + 1}"
        self.sheets.add("services", service_code=self.code, name=name, ods_code=f"RX{self.place:03}")
        for team in TEAMS:
            self.sheets.add("teams", service_code=self.code, team_code=team.upper(), name=f"{team} team", site=f"{team} Street")
        for number in self.numbers:
            self.sheets.person(number, name_for(self.draw), f"p{number}@talking.example")
        self._leaders()
        for place, number in enumerate(self.numbers[3 + len(self.lead_pwps) :]):
            careers.add_rows(self, number, leaves=place % ONE_LEAVER_IN == ONE_LEAVER_IN - 1)
        supervision.add_rows(self)

    def _leaders(self) -> None:
        """They were there before anybody whom they have verified or signed off."""
        began = self.sheets.ago(12 * self.years + 1)
        for number, role, band in (
            (self.lead, "clinical_lead", "8a"),
            (self.manager, "service_manager", "8a"),
            (self.facilitator, "hi_therapist", "7"),
            *((number, "lead_pwp", "7") for number in self.lead_pwps),
        ):
            self.sheets.post(number, self.code, self.team(), role, began, band=band)
        for number in self.lead_pwps:
            self.sheets.trained(number, began, self.lead)
            self.sheets.registered(number, began)
