"""Southvale Talking Therapies: twelve people who see nothing of Northmoor, and have no supervision of supervision.

Its four supervisors became eligible two months ago, and lapse when three months are over unless they have had three hours of
it. Charlotte Reyes has had two, one to one; the others none.
"""

from datetime import timedelta

from .sheets import Sheets

CODE = "SOUTHVALE"
LEAD, CHARLOTTE = "S1001", "S2008"
SUPERVISES = 5
"""From this place on they supervise."""
PRACTITIONERS = (
    "Wendy Lockhart", "Ahmed Karim", "Poppy Sinclair", "George Tanaka", "Leila Hassan", "Rory McAllister",
    "Isla Campbell", "Victor Nwosu", "Charlotte Reyes",
)  # fmt: skip


def add_rows(s: Sheets) -> None:
    s.add("services", service_code=CODE, name="Southvale Talking Therapies", ods_code="RX2SV")
    s.add("teams", service_code=CODE, team_code="VALE", name="Vale team", site="Station Road")
    s.person(LEAD, "Naomi Fielding", "lead@southvale.example")
    s.post(LEAD, CODE, "VALE", "clinical_lead", s.ago(50), band="8a")
    s.person("S1002", "Peter Dunmore", "manager@southvale.example")
    s.post("S1002", CODE, "VALE", "service_manager", s.ago(40), band="8a")
    for place, name in enumerate(PRACTITIONERS):
        number = s.person(f"S2{place:03}", name, f"{name.lower().replace(' ', '.')}@southvale.example")
        supervises = place >= SUPERVISES
        s.practised(number, CODE, "VALE", s.ago(18 + 6 * place), "senior_pwp" if supervises else "pwp", verifier=LEAD)
        if supervises:
            s.course(number, "LI-SUP-5", s.ago(1 if place < len(PRACTITIONERS) - 1 else 2), LEAD)
            s.signed_off(number, (LEAD,), s.ago(14))
            s.add(
                "capacity", supervisor=number, kind="case_management", minutes_per_week=240, max_supervisees=5,
                started_on=s.ago(1),
            )  # fmt: skip
    for place in range(SUPERVISES):
        s.add(
            "allocations", supervisee=f"S2{place:03}", supervisor=f"S2{SUPERVISES + place % 4:03}", kind="case_management",
            started_on=s.ago(1), minutes_per_week=60,
        )  # fmt: skip
    for place, weeks in enumerate((7, 3)):
        on = s.weekday(s.today - timedelta(weeks=weeks))
        s.session(f"SV-{place}", "supervision_of_supervision", on, 60, LEAD, [CHARLOTTE])
