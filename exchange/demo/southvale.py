"""Southvale Talking Therapies: twelve people who see nothing of Northmoor."""

from .sheets import Sheets

CODE = "SOUTHVALE"
LEAD = "S1001"
PRACTITIONERS = (
    "Wendy Lockhart", "Ahmed Karim", "Poppy Sinclair", "George Tanaka", "Leila Hassan", "Rory McAllister",
    "Isla Campbell", "Victor Nwosu", "Charlotte Reyes",
)  # fmt: skip


def tell(s: Sheets) -> None:
    s.add("services", service_code=CODE, name="Southvale Talking Therapies", ods_code="RX2SV")
    s.add("teams", service_code=CODE, team_code="VALE", name="Vale team", site="Station Road")
    s.person(LEAD, "Naomi Fielding", "lead@southvale.example")
    s.post(LEAD, CODE, "VALE", "clinical_lead", s.ago(50), band="8a")
    s.person("S1002", "Peter Dunmore", "manager@southvale.example")
    s.post("S1002", CODE, "VALE", "service_manager", s.ago(40), band="8a")
    for place, name in enumerate(PRACTITIONERS):
        number = s.person(f"S2{place:03}", name, f"{name.lower().replace(' ', '.')}@southvale.example")
        s.practised(number, CODE, "VALE", s.ago(18 + 6 * place), "senior_pwp" if place > 6 else "pwp", verifier=LEAD)
        if place > 6:
            s.course(number, "LI-SUP-5", s.ago(12), LEAD)
            s.signed_off(number, (LEAD,), s.ago(14))
            s.add(
                "capacity",
                supervisor=number,
                kind="case_management",
                minutes_per_week=240,
                max_supervisees=5,
                started_on=s.ago(12),
            )
    for place in range(7):
        s.add(
            "allocations", supervisee=f"S2{place:03}", supervisor=f"S2{7 + place % 2:03}", kind="case_management",
            started_on=s.ago(6), minutes_per_week=60,
        )  # fmt: skip
