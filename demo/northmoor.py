"""Northmoor Talking Therapies: three teams, about 45 people, and the eight stories that the demo tells."""

from datetime import timedelta

from people.rules.period import add_months

from .sheets import Sheets

CODE = "NORTHMOOR"
FRAMEWORK = "low-intensity-supervision"
TEAMS = (
    ("HARBOUR", "Harbour team", "Quay House"),
    ("MOORSIDE", "Moorside team", "Moorside Clinic"),
    ("CITY", "City team", "Mill Lane"),
)
LEAD, MANAGER, LEAD_PWP_1, LEAD_PWP_2, FACILITATOR = "N1001", "N1002", "N1003", "N1004", "N1005"
AMARA, DEV, BEN, EFUA, PRIYA, FINN, GRACE = "N2001", "N2002", "N2003", "N2004", "N2005", "N2006", "N2007"
SIGNERS = (LEAD, LEAD_PWP_1)
SUPERVISORS = (
    ("N3001", "Samira Haddad", "HARBOUR"),
    ("N3002", "Tomasz Zieliński", "HARBOUR"),
    ("N3003", "Bronwen Pritchard", "MOORSIDE"),
    ("N3004", "Olu Adebayo", "MOORSIDE"),
    ("N3005", "Siobhán Ní Dhomhnaill", "CITY"),
    ("N3006", "Marcus Featherstonehaugh-Okonkwo", "CITY"),
)
PRACTITIONERS = (
    "Aisha Rahman",
    "Callum Reid",
    "Mei Tan",
    "Jordan Ellis",
    "Ffion Morgan",
    "Ravi Nair",
    "Holly Barnes",
    "Kwame Mensah",
    "Zofia Kowalska",
    "Ellie Marsh",
    "Ibrahim Yusuf",
    "Nadia Petrova",
    "Josh Tindall",
    "Chloe Bennett",
    "Luca Romano",
    "Farah Aziz",
    "Beth Holloway",
    "Sanjay Gupta",
    "Niamh Byrne",
    "Oscar Lindqvist",
)
TRAINEES = ("Maya Fraser", "Theo Clarke", "Yasmin Ali", "Ruby Watkins", "Daniel Osei", "Hannah Greaves")


def add_rows(sheets: Sheets) -> None:
    sheets.add("services", service_code=CODE, name="Northmoor Talking Therapies", ods_code="RX1NM")
    for code, name, site in TEAMS:
        sheets.add("teams", service_code=CODE, team_code=code, name=name, site=site)
    _leaders(sheets)
    _stories(sheets)
    _supervisors(sheets)
    _practitioners(sheets)
    _allocations(sheets)
    _supervision_of_supervision(sheets)


def _leaders(s: Sheets) -> None:
    for number, name, email, role, months in (
        (LEAD, "Ruth Abbott", "lead", "clinical_lead", 84),
        (MANAGER, "Gareth Pike", "manager", "service_manager", 60),
        (LEAD_PWP_1, "Helen Marlowe", "helen.marlowe", "lead_pwp", 72),
        (LEAD_PWP_2, "Kofi Annan-Boateng", "kofi.annan-boateng", "lead_pwp", 48),
        (FACILITATOR, "Dr Ingrid Solberg", "ingrid.solberg", "hi_therapist", 90),
    ):
        s.person(number, name, f"{email}@northmoor.example")
        s.post(number, CODE, "CITY", role, s.ago(months), band="8a" if role in ("clinical_lead", "service_manager") else "7")
    for number in (LEAD_PWP_1, LEAD_PWP_2):
        s.trained(number, s.ago(80), LEAD)
        s.registered(number, s.ago(78))


def _stories(s: Sheets) -> None:
    amara = s.person(AMARA, "Amara Okafor", "amara@northmoor.example")
    s.practised(amara, CODE, "HARBOUR", s.ago(38), verifier=LEAD)
    s.course(amara, "LI-SUP-5", s.ago(2), LEAD)
    s.signed_off(amara, SIGNERS, s.ago(7), leaving_out=("P2", "L4", "M3"))

    dev = s.person(DEV, "Dev Sharma", "dev@northmoor.example")
    s.practised(dev, CODE, "MOORSIDE", s.ago(31), verifier=LEAD)
    s.signed_off(dev, SIGNERS, s.ago(6))
    s.add("completions", employee_number=dev, course_code="LI-SUP-5", started_on=s.weekday(s.ago(1, 10)))

    ben = s.person(BEN, "Ben Carver", "ben@northmoor.example")
    s.post(ben, CODE, "CITY", "nurse", s.ago(72), band="6")
    s.course(ben, "LI-SUP-5", s.ago(20), LEAD)

    efua = s.person(EFUA, "Efua Boakye", "efua@northmoor.example")
    start, leaves = s.ago(64), s.today + timedelta(days=28)
    s.post(efua, CODE, "HARBOUR", "trainee_pwp", start, add_months(start, 12) - timedelta(days=1), stage="trainee", band="4")
    s.post(efua, CODE, "HARBOUR", "senior_pwp", add_months(start, 12), leaves, band="6")
    s.trained(efua, add_months(start, 12), LEAD)
    s.registered(efua, add_months(start, 13))
    _supervises(s, efua, s.ago(20))

    priya = s.person(PRIYA, "Priya Raman", "priya@northmoor.example")
    s.practised(priya, CODE, "MOORSIDE", s.ago(58), "senior_pwp", verifier=LEAD)
    _supervises(s, priya, s.ago(18))

    finn = s.person(FINN, "Finn Gallagher", "finn@northmoor.example")
    s.practised(finn, CODE, "HARBOUR", s.ago(29), verifier=LEAD)
    for months, score in ((8, "19"), (2, "21.5")):
        s.add(
            "observations", employee_number=finn, kind="practice", observed_on=s.weekday(s.ago(months)),
            intervention="behavioural activation", instrument="LITC", score=score, observer="Helen Marlowe",
        )  # fmt: skip

    grace = s.person(GRACE, "Grace Mbeki", "grace@northmoor.example")
    s.practised(grace, CODE, "CITY", s.ago(34), verifier=LEAD)
    s.add("absences", employee_number=grace, kind="parental", started_on=s.ago(10), finished_on=s.ago(1))


def _supervises(s: Sheets, number: str, since) -> None:
    """Everything that becoming a supervisor takes, and a job plan with five hours a week for it."""
    s.course(number, "LI-SUP-5", since, LEAD)
    s.signed_off(number, SIGNERS, add_months(since, -3))
    for kind, minutes, most in (("case_management", 300, 6), ("clinical_skills", 120, 12)):
        s.add("capacity", supervisor=number, kind=kind, minutes_per_week=minutes, max_supervisees=most, started_on=since)


def _supervisors(s: Sheets) -> None:
    for place, (number, name, team) in enumerate(SUPERVISORS):
        s.person(number, name, f"supervisor{place + 1}@northmoor.example")
        s.practised(number, CODE, team, s.ago(70 - 4 * place), "senior_pwp", verifier=LEAD)
        _supervises(s, number, s.ago(30 - 3 * place))


def _practitioners(s: Sheets) -> None:
    for place, name in enumerate(PRACTITIONERS):
        number = s.person(f"N4{place:03}", name, f"{name.lower().replace(' ', '.')}@northmoor.example")
        s.practised(number, CODE, TEAMS[place % 3][0], s.ago(15 + 2 * place, 11 * place % 27), verifier=LEAD)
        if place % 3 == 1:
            s.course(number, "LI-SUP-5", s.ago(1 + place % 5), LEAD)
        if place in (1, 4, 8, 15):
            s.signed_off(number, (LEAD, LEAD_PWP_2), s.ago(5))
        for months, intervention in ((3, "behavioural activation"), (9, "worry management"))[: 1 + place % 2]:
            s.add(
                "observations", employee_number=number, kind="practice", observed_on=s.weekday(s.ago(months, place)),
                intervention=intervention, instrument="LITC", score=18 + place % 7, observer="Helen Marlowe",
            )  # fmt: skip
    for place, name in enumerate(TRAINEES):
        number = s.person(f"N5{place:03}", name, f"{name.lower().replace(' ', '.')}@northmoor.example")
        s.post(number, CODE, TEAMS[place % 3][0], "trainee_pwp", s.ago(2 + 3 * (place % 3)), stage="trainee", band="4")


def _allocations(s: Sheets) -> None:
    """Each practitioner and trainee with somebody, Efua with five, but for Hannah Greaves, who has nobody yet, and Daniel Osei,
    who is given to Dev; and twelve weeks of case management to show for it."""
    of_efua = [FINN, "N4000", "N4003", "N4006", "N5000"]
    others = [
        AMARA,
        DEV,
        GRACE,
        *(f"N4{n:03}" for n in range(len(PRACTITIONERS))),
        *(f"N5{n:03}" for n in range(len(TRAINEES) - 2)),
    ]
    others = [number for number in others if number not in of_efua]
    supervisors = [PRIYA, *(number for number, _, _ in SUPERVISORS)]
    pairs = [(number, EFUA) for number in of_efua] + [
        (n, supervisors[place % len(supervisors)]) for place, n in enumerate(others)
    ]
    for place, (supervisee, supervisor) in enumerate(pairs):
        began = s.ago(13) if supervisee.startswith("N4") else s.ago(1, 25)
        s.add(
            "allocations",
            supervisee=supervisee,
            supervisor=supervisor,
            kind="case_management",
            started_on=began,
            minutes_per_week=60,
        )
        _weekly(s, place, supervisee, supervisor, began)
    for supervisor in dict.fromkeys(supervisor for _, supervisor in pairs):
        _skills(s, supervisor, [who for who, by in pairs if by == supervisor and who.startswith("N4")])


def _weekly(s: Sheets, place: int, supervisee: str, supervisor: str, began) -> None:
    """An hour of case management nearly every week for a year. Grace comes back from leave; Luca Romano has missed the last
    weeks."""
    for week in range(1, 53 if supervisee != GRACE else 4):
        on = s.weekday(s.today - timedelta(days=7 * week + place % 3))
        missed = (week + 3 * place) % 11 == 0 or (supervisee == "N4014" and week < 4)
        if on >= began and not missed:
            s.session(
                f"CM-{supervisee}-{week}",
                "case_management",
                on,
                60,
                supervisor,
                [supervisee],
                week > 1,
                cases_discussed=14 + week % 9,
            )


def _skills(s: Sheets, supervisor: str, group: list[str]) -> None:
    """Clinical skills in a group, an hour every fortnight."""
    for fortnight in range(1, 27):
        on = s.weekday(s.today - timedelta(days=14 * fortnight - 3))
        if group and fortnight % 9:
            s.session(f"CS-{supervisor}-{fortnight}", "clinical_skills", on, 60, supervisor, group)


def _supervision_of_supervision(s: Sheets) -> None:
    """A monthly group; Priya has missed some, so that she lapses in five weeks unless she comes to the next."""
    everybody = [EFUA, *(number for number, _, _ in SUPERVISORS)]
    for month in range(30):
        on = s.weekday(s.ago(month, 6))
        s.session(f"SOS-{month}", "supervision_of_supervision", on, 75, FACILITATOR, everybody)
    first = add_months(s.today + timedelta(days=35), -4)
    for place, on in enumerate((first, first + timedelta(days=12), first + timedelta(days=26))):
        s.session(f"SOS-P{place}", "supervision_of_supervision", on, 60, FACILITATOR, [PRIYA])
    for place in range(12):
        s.session(
            f"SOS-PE{place}", "supervision_of_supervision", s.weekday(add_months(first, -1 - place)), 60, FACILITATOR, [PRIYA]
        )
