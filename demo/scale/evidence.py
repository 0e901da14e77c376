"""What a qualified person has to show: observations, courses, sign-offs, approvals and waivers."""

from datetime import date, timedelta

from people.rules.period import add_months

from .service import MadeUpService

PROSPECTIVE = 0.38
COMPLETE = 0.8
RENEWED_AFTER = 34
APPROVED = 0.1
WAIVED = 0.03
RISK_DAY = 0.4
INTERVENTIONS = ("behavioural activation", "worry management", "graded exposure", "cognitive restructuring", "sleep hygiene")


def add_rows(service: MadeUpService, number: str, qualified: date, finish: date | None) -> None:
    """Evidence up to ``finish``, or today. A third set out to supervise; most of them get there."""
    draw, until = service.draw, min(finish or service.sheets.today, service.sheets.today)
    _observations(service, number, qualified, until)
    if draw.random() < RISK_DAY:
        service.sheets.course(number, "RISK-DAY", _between(service, qualified, until), service.lead)
    if draw.random() < PROSPECTIVE:
        _sets_out_to_supervise(service, number, _between(service, add_months(qualified, 6), until), finish)
    if draw.random() < APPROVED:
        service.sheets.add(
            "approvals", employee_number=number, kind="service", approved_on=_between(service, qualified, until),
            approved_by=service.lead,
        )  # fmt: skip
    if draw.random() < WAIVED:
        granted = _between(service, qualified, until)
        service.sheets.add(
            "waivers", employee_number=number, requirement=draw.choice(("skills", "live", "sos", "course")), granted_on=granted,
            ends_on=add_months(granted, 3), granted_by=service.lead, reason="Evidence held by a former employer.",
        )  # fmt: skip


def _between(service: MadeUpService, start: date, until: date) -> date:
    """Some day from the one to the other, or the second where it comes first."""
    return until - timedelta(days=service.draw.randrange(max((until - start).days, 0) + 1))


def _observations(service: MadeUpService, number: str, qualified: date, until: date) -> None:
    """About two watched sessions a year, of the last two years."""
    day = max(qualified, add_months(until, -24)) + timedelta(days=service.draw.randrange(1, 200))
    while day <= until:
        service.sheets.add(
            "observations", employee_number=number, kind="practice", observed_on=day,
            intervention=service.draw.choice(INTERVENTIONS), instrument="LITC", score=14 + service.draw.randrange(16),
            observer="Lead practitioner",
        )  # fmt: skip
        day += timedelta(days=service.draw.randrange(90, 290))


def _sets_out_to_supervise(service: MadeUpService, number: str, since: date, finish: date | None) -> None:
    """A course, given up by some, and most of the framework signed off, again before it runs out; who has it all supervises
    from then on."""
    sheets, draw = service.sheets, service.draw
    if draw.random() > COMPLETE:
        gave_up = since + timedelta(days=20) if (sheets.today - since).days > 60 else None
        sheets.add("completions", employee_number=number, course_code="LI-SUP-5", started_on=since, withdrawn_on=gave_up)
        return
    sheets.course(number, draw.choice(("LI-SUP-5", "LI-SUP-5", "LI-SUP-5", "PGCERT-SUP")), since, service.lead)
    leaving_out = ("P2", "L4", "M3") if draw.random() < 0.15 else ()
    sheets.signed_off(number, service.signers, since, leaving_out)
    if (again := add_months(since, RENEWED_AFTER)) <= sheets.today and draw.random() < 0.5:
        sheets.signed_off(number, service.signers, again, leaving_out)
    refreshed = add_months(since, 12)
    while refreshed <= min(finish or sheets.today, sheets.today):
        sheets.course(number, "SUP-REFRESH", refreshed, service.lead)
        refreshed = add_months(refreshed, 12)
    if finish is None and not leaving_out:
        service.supervisors[number] = since
