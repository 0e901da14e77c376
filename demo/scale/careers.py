"""One person's career: posts, absences, training and registration, and what goes with them.

The shares are guesses at a real service's mix; with six years of history they come to about twenty rows a person.
"""

from datetime import date, timedelta

from people.rules.period import add_months

from . import evidence
from .service import MadeUpService

OF_OTHER_PROFESSIONS = 0.05
FROM_ELSEWHERE = 0.08
SENIOR = 0.3
OTHERS = ("nurse", "counsellor", "hi_therapist", "other")
ABSENCES = (
    ("annual_leave", 0.3, 14),
    ("sickness", 0.2, 20),
    ("parental", 0.1, 270),
    ("career_break", 0.02, 180),
    ("study", 0.05, 5),
)
FTES = ("1.0", "1.0", "1.0", "1.0", "0.8", "0.6", "0.75")


def add_rows(service: MadeUpService, number: str, *, leaves: bool) -> None:
    """Tell one career. Whoever ``leaves`` has left by today, if they were there long enough to."""
    sheets, draw = service.sheets, service.draw
    start = sheets.today - timedelta(days=draw.randrange(20, max(365 * service.years, 60)))
    finish = sheets.today - timedelta(days=draw.randrange(1, min((sheets.today - start).days, 500))) if leaves else None
    service.since[number] = start
    if draw.random() < OF_OTHER_PROFESSIONS:
        sheets.post(number, service.code, service.team(), draw.choice(OTHERS), start, finish, **_terms(service, "6"))
    else:
        _low_intensity(service, number, start, finish)
    _absences(service, number, start, finish or sheets.today)


def _terms(service: MadeUpService, band: str) -> dict[str, str]:
    return {"fte": service.draw.choice(FTES), "band": band, "line_manager": service.manager}


def _low_intensity(service: MadeUpService, number: str, start: date, finish: date | None) -> None:
    """A training year, qualification, registration every year, and for some a senior post after three years."""
    sheets, draw, qualified = service.sheets, service.draw, add_months(start, 12)
    if finish is None:
        service.supervisees.append(number)
    trained_here = draw.random() >= FROM_ELSEWHERE
    here, team = (service.code, service.team()) if trained_here else (service.elsewhere, None)
    trains_until = min(qualified - timedelta(days=1), finish or date.max)
    sheets.post(number, here, team, "trainee_pwp", start, trains_until, stage="trainee", band="4", line_manager=service.manager)
    if finish and finish < qualified:
        return
    _qualified_posts(service, number, qualified, finish)
    if qualified <= sheets.today:
        sheets.trained(number, qualified, service.lead)
        sheets.registered(number, min(add_months(qualified, 1) + timedelta(days=draw.randrange(60)), sheets.today))
        evidence.add_rows(service, number, qualified, finish)


def _qualified_posts(service: MadeUpService, number: str, qualified: date, finish: date | None) -> None:
    senior = add_months(qualified, 24)
    if service.draw.random() < SENIOR and senior < min(finish or service.sheets.today, service.sheets.today):
        before = senior - timedelta(days=1)
        service.sheets.post(number, service.code, service.team(), "pwp", qualified, before, **_terms(service, "5"))
        service.sheets.post(number, service.code, service.team(), "senior_pwp", senior, finish, **_terms(service, "6"))
    else:
        service.sheets.post(number, service.code, service.team(), "pwp", qualified, finish, **_terms(service, "5"))


def _absences(service: MadeUpService, number: str, start: date, until: date) -> None:
    days = (until - start).days
    for kind, share, longest in ABSENCES:
        if service.draw.random() < share and days > 1:
            away = start + timedelta(days=service.draw.randrange(days))
            back = away + timedelta(days=service.draw.randrange(longest))
            service.sheets.add("absences", employee_number=number, kind=kind, started_on=away, finished_on=back)
