"""Requests for sign-offs in every state that one can be in."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from people.models import Person
from people.rules.working_days import working_days_between
from signing.actions import RequestedCompetency, nudge, pass_on, request_sign_off, revoke, send_back, sign_off, withdraw
from signing.models import SignOffRequest

from . import northmoor


def add_rows() -> None:
    people = {p.employee_number: p for p in Person.objects.exclude(employee_number=None)}
    _amara(people)
    _others(people)


def _amara(people: dict[str, Person]) -> None:
    """She waits nine working days for the lead, was sent one back by Helen Marlowe, and has one still to ask for."""
    amara, lead, helen = (people[number] for number in (northmoor.AMARA, northmoor.LEAD, northmoor.LEAD_PWP_1))
    _asks(
        amara,
        lead,
        RequestedCompetency(
            "P2", 2, "I have watched two colleagues at work and debriefed both. A third is booked for next week."
        ),
        9,
    )
    second = RequestedCompetency(
        "L4", 1, "I decided two questions of risk in case management, with a plan, an owner and a time."
    )
    back = _asks(amara, helen, second, 4)
    send_back(request=back, reason="A good start. Tell me how each plan was followed up, then ask again.", by=helen)


def _others(people: dict[str, Person]) -> None:
    """With Kofi Annan-Boateng: one ended unanswered, one taken back, one passed on, one long overdue and reminded, one signed
    too low, one signed and revoked, and one signed a second time."""
    kofi, lead, helen = (people[number] for number in (northmoor.LEAD_PWP_2, northmoor.LEAD, northmoor.LEAD_PWP_1))
    kwame, zofia, ellie, ibrahim, nadia, josh, sanjay = (
        people[n] for n in ("N4007", "N4008", "N4009", "N4010", "N4011", "N4012", "N4017")
    )
    _asks(kwame, kofi, RequestedCompetency("G1", 2, "I began with what a trainee knew already, and let her find the rest."), 80)
    withdraw(
        request=_asks(zofia, kofi, RequestedCompetency("G2", 2, "Consent and scope come up in each of my sessions."), 3),
        by=zofia,
    )
    pass_on(
        request=_asks(ellie, helen, RequestedCompetency("G6", 2, "An agenda in every session."), 7),
        to=kofi,
        why="Helen is on a course.",
        by=ellie,
    )
    nudge(
        request=_asks(ibrahim, kofi, RequestedCompetency("G9", 2, "I name what went well before anything else."), 12),
        by=ibrahim,
    )
    sign_off(
        request=_asks(nadia, kofi, RequestedCompetency("G2", 2, "I know when to pass something on."), 2),
        level=1,
        comment="Not yet by yourself.",
        by=kofi,
    )
    sealed = sign_off(
        request=_asks(josh, kofi, RequestedCompetency("G4", 2, "I know the policy."), 2),
        level=2,
        comment="Well shown.",
        by=kofi,
    )
    revoke(sealed=sealed, reason="Signed for somebody else of the same first name.", by=lead)
    for level, signer in ((2, kofi), (3, lead)):
        sign_off(
            request=_asks(sanjay, signer, RequestedCompetency("G7", level, "I ask for their view first."), 1),
            level=level,
            by=signer,
        )


def _asks(person: Person, assessor: Person, asked: RequestedCompetency, days: int) -> SignOffRequest:
    """Asked so many working days ago."""
    about = {"person": person, "framework": northmoor.FRAMEWORK, "by": person}
    (request,) = request_sign_off(**about, asked=[asked], assessor=assessor, asked_at=_working_days_ago(days)).requests
    return request


def _working_days_ago(days: int) -> datetime:
    day = timezone.localdate()
    while working_days_between(day, timezone.localdate()) < days:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
