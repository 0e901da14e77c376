"""Northmoor Talking Therapies: three teams, about 45 people, and the careers of the eight stories that the demo tells."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from people.rules.period import add_months

from .sheets import KNOWN_ON, Sheets

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
MAYA, DANIEL, HANNAH, LUCA = "N5000", "N5004", "N5005", "N4014"
NEW = {MAYA: 30, DANIEL: 59, HANNAH: 20}
"""Days since when the newest trainees are here."""
HISTORY = 36
"""Months of who supervised whom, and of what was held."""
SUPERVISING = {EFUA: 36, PRIYA: 30, "N3001": 37, "N3002": 36, "N3003": 36, "N3004": 36, "N3005": 35, "N3006": 34}
"""Months since when somebody supervises."""
PATTERNS = ((1, 2, 3, 4, 5), (1, 2, 3), (2, 3, 4), (1, 3, 5), (1, 2, 4, 5))


def add_rows(sheets: Sheets) -> None:
    sheets.add("services", service_code=CODE, name="Northmoor Talking Therapies", ods_code="RX1NM")
    for code, name, site in TEAMS:
        sheets.add("teams", service_code=CODE, team_code=code, name=name, site=site)
    _leaders(sheets)
    _stories(sheets)
    _supervisors(sheets)
    _practitioners(sheets)
    _leave(sheets)


def _leaders(s: Sheets) -> None:
    for number, name, email, role, months in (
        (LEAD, "Ruth Abbott", "lead", "clinical_lead", 84),
        (MANAGER, "Gareth Pike", "manager", "service_manager", 60),
        (LEAD_PWP_1, "Helen Marlowe", "helen.marlowe", "lead_pwp", 72),
        (LEAD_PWP_2, "Kofi Annan-Boateng", "kofi.annan-boateng", "lead_pwp", 48),
        (FACILITATOR, "Ingrid Solberg", "ingrid.solberg", "hi_therapist", 90),
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
    s.practised(efua, CODE, "HARBOUR", s.ago(64), "senior_pwp", verifier=LEAD)
    notice = s.rows["posts"][-1] | {"finished_on": (s.today + timedelta(days=28)).isoformat()}
    s.rows["posts"].append(notice | {KNOWN_ON: (s.today - timedelta(days=30)).isoformat()})
    _supervises(s, efua)

    priya = s.person(PRIYA, "Priya Raman", "priya@northmoor.example")
    s.practised(priya, CODE, "MOORSIDE", s.ago(58), "senior_pwp", verifier=LEAD)
    _supervises(s, priya)

    finn = s.person(FINN, "Finn Gallagher", "finn@northmoor.example")
    s.practised(finn, CODE, "HARBOUR", s.ago(29), verifier=LEAD)
    for months, score in ((8, "19"), (2, "21.5")):
        s.observed(finn, s.ago(months), "behavioural activation", score)
    for number in (amara, dev):
        for months, intervention in ((2, "behavioural activation"), (7, "worry management"), (19, "graded exposure")):
            s.observed(number, s.ago(months, 4), intervention, "22")

    grace = s.person(GRACE, "Grace Mbeki", "grace@northmoor.example")
    s.practised(grace, CODE, "CITY", s.ago(34), verifier=LEAD)
    s.add("absences", employee_number=grace, kind="parental", started_on=s.ago(10), finished_on=s.ago(1))
    s.observed(grace, s.ago(12), "worry management", "20")


def _supervises(s: Sheets, number: str) -> None:
    """Everything that becoming a supervisor takes, a job plan with five hours a week for it, and what is renewed since."""
    since = s.ago(SUPERVISING[number])
    s.course(number, "LI-SUP-5", since, LEAD)
    s.signed_off(number, SIGNERS, add_months(since, -3))
    if (again := add_months(since, 30)) < s.today:
        s.signed_off(number, SIGNERS, again)
    for year in range(1, 4):
        if (refreshed := add_months(since, 11 * year)) < s.today:
            s.course(number, "SUP-REFRESH", refreshed, LEAD)
    for kind, minutes, most in (("case_management", 300, 6), ("clinical_skills", 120, 12)):
        s.add("capacity", supervisor=number, kind=kind, minutes_per_week=minutes, max_supervisees=most, started_on=since)


def _supervisors(s: Sheets) -> None:
    for place, (number, name, team) in enumerate(SUPERVISORS):
        s.person(number, name, f"supervisor{place + 1}@northmoor.example")
        s.practised(number, CODE, team, s.ago(96 - 5 * place), "senior_pwp", verifier=LEAD)
        _supervises(s, number)


def _practitioners(s: Sheets) -> None:
    for place, name in enumerate(PRACTITIONERS):
        number = s.person(f"N4{place:03}", name, f"{name.lower().replace(' ', '.')}@northmoor.example")
        s.practised(number, CODE, TEAMS[place % 3][0], since(s, number), verifier=LEAD)
        if place % 3 == 1:
            s.course(number, "LI-SUP-5", s.ago(1 + place % 5), LEAD)
        if place in (1, 4, 8, 15):
            s.signed_off(number, (LEAD, LEAD_PWP_2), s.ago(5))
        _observations(s, number, place)
    for place, name in enumerate(TRAINEES):
        number = s.person(f"N5{place:03}", name, f"{name.lower().replace(' ', '.')}@northmoor.example")
        s.post(number, CODE, TEAMS[place % 3][0], "trainee_pwp", since(s, number), stage="trainee", band="4")


def _observations(s: Sheets, number: str, place: int) -> None:
    """Two a year of different interventions; every fifth person has been watched once in the last year."""
    watched = ((3, "behavioural activation"), (9, "worry management"), (15, "behavioural activation"), (21, "graded exposure"))
    for months, intervention in watched:
        on = s.ago(months, place)
        if on > add_months(since(s, number), 2) and not (months == 9 and place % 5 == 2):
            s.observed(number, on, intervention, str(18 + place % 7))


def since(s: Sheets, number: str) -> date:
    """The first day of somebody who is supervised."""
    if number in (AMARA, DEV, FINN, GRACE):
        return s.ago({AMARA: 38, DEV: 31, FINN: 29, GRACE: 34}[number])
    place = int(number[-3:])
    if number.startswith("N5"):
        return s.ago(0, NEW[number]) if number in NEW else s.ago(2 + 3 * (place % 3))
    return s.ago(15 + 2 * place, 11 * place % 27)


def supervised() -> list[str]:
    """Everybody whose role is supervised, but for those who have just come."""
    return [
        AMARA, DEV, GRACE, FINN,
        *(f"N4{place:03}" for place in range(len(PRACTITIONERS))),
        *(f"N5{place:03}" for place in range(len(TRAINEES))),
    ]  # fmt: skip


def working_days(number: str) -> tuple[int, ...]:
    return PATTERNS[int(number[1:]) % len(PATTERNS)]


def leave_of(s: Sheets, number: str) -> Iterator[tuple[date, date]]:
    """Two stretches of leave a year, of two weeks and of one, that are over by now."""
    draw = Random(number)
    for year in range(HISTORY // 12):
        for earliest, latest, days in ((40, 160, 13), (200, 330, 6)):
            first = s.today - timedelta(days=365 * year + draw.randrange(earliest, latest))
            yield first, first + timedelta(days=days)


def _leave(s: Sheets) -> None:
    for number in (*supervised(), *SUPERVISING):
        start = s.ago(60) if number in SUPERVISING else since(s, number)
        for first, last in leave_of(s, number):
            if first > start and not (number == GRACE and last >= s.ago(10)):
                s.add("absences", employee_number=number, kind="annual_leave", started_on=first, finished_on=last)
