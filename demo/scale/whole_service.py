"""The rows of one service: itself, its teams, who leads it, and the career of everybody in it."""

from . import careers, supervision
from .names import name_for
from .service import TEAMS, MadeUpService

ONE_LEAVER_IN = 12


def add_rows(service: MadeUpService) -> None:
    name = f"Talking Therapies {service.place + 1}"
    service.sheets.add("services", service_code=service.code, name=name, ods_code=f"RX{service.place:03}")
    for team in TEAMS:
        service.sheets.add(
            "teams", service_code=service.code, team_code=team.upper(), name=f"{team} team", site=f"{team} Street"
        )
    for number in service.numbers:
        service.sheets.person(number, name_for(service.draw), f"p{number}@talking.example")
    _leaders(service)
    for place, number in enumerate(service.numbers[3 + len(service.lead_pwps) :]):
        careers.add_rows(service, number, leaves=place % ONE_LEAVER_IN == ONE_LEAVER_IN - 1)
    supervision.add_rows(service)


def _leaders(service: MadeUpService) -> None:
    """They were there before anybody whom they have verified or signed off."""
    began = service.sheets.ago(12 * service.years + 1)
    for number, role, band in (
        (service.lead, "clinical_lead", "8a"),
        (service.manager, "service_manager", "8a"),
        (service.facilitator, "hi_therapist", "7"),
        *((number, "lead_pwp", "7") for number in service.lead_pwps),
    ):
        service.sheets.post(number, service.code, service.team(), role, began, band=band)
    for number in service.lead_pwps:
        service.sheets.trained(number, began, service.lead)
        service.sheets.registered(number, began)
