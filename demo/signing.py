"""Requests for sign-offs in every state that one can be in, each asked and answered on its day."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from people.models import Person
from people.rules.working_days import working_days_between
from signing.actions import RequestedCompetency, nudge, pass_on, request_sign_off, revoke, send_back, sign_off, withdraw
from signing.models import SignOffRequest

from . import northmoor
from .past import DemoPast

Answer = Callable[..., object]


def add(past: DemoPast, people: dict[str, Person]) -> None:
    _amara(past, people)
    _with_kofi(past, people)


def _amara(past: DemoPast, people: dict[str, Person]) -> None:
    """She waits nine working days for the lead, was sent one back by Helen Marlowe, and has one still to ask for."""
    amara, lead, helen = (people[number] for number in (northmoor.AMARA, northmoor.LEAD, northmoor.LEAD_PWP_1))
    watched = "I have watched two colleagues at work and debriefed both. A third is booked for next week."
    decided = "I decided two questions of risk in case management, with a plan, an owner and a time."
    _ask(past, amara, lead, RequestedCompetency("P2", 2, watched), 9)
    reason = "A good start. Tell me how each plan was followed up, then ask again."
    _ask(past, amara, helen, RequestedCompetency("L4", 1, decided), 4, partial(send_back, reason=reason, by=helen))


def _with_kofi(past: DemoPast, people: dict[str, Person]) -> None:
    """With Kofi Annan-Boateng: one ended unanswered, one taken back, one passed on, one long overdue and reminded, one signed
    too low, one signed and revoked, and one signed a second time."""
    kofi, lead, helen = (people[number] for number in (northmoor.LEAD_PWP_2, northmoor.LEAD, northmoor.LEAD_PWP_1))
    kwame, zofia, ellie, ibrahim, nadia, josh, sanjay = (
        people[n] for n in ("N4007", "N4008", "N4009", "N4010", "N4011", "N4012", "N4017")
    )
    began = "I began with what a trainee knew already, and let her find the rest."
    _ask(past, kwame, kofi, RequestedCompetency("G1", 2, began), 80)
    consent = "Consent and scope come up in each of my sessions."
    _ask(past, zofia, kofi, RequestedCompetency("G2", 2, consent), 3, partial(withdraw, by=zofia))
    on_course = partial(pass_on, to=kofi, why="Helen is on a course.", by=ellie)
    _ask(past, ellie, helen, RequestedCompetency("G6", 2, "An agenda in every session."), 7, on_course)
    named = RequestedCompetency("G9", 2, "I name what went well before anything else.")
    _ask(past, ibrahim, kofi, named, 12, partial(nudge, by=ibrahim), after=10)
    too_low = partial(sign_off, level=1, comment="Not yet by yourself.", by=kofi)
    _ask(past, nadia, kofi, RequestedCompetency("G2", 2, "I know when to pass something on."), 2, too_low)
    _ask(past, josh, kofi, RequestedCompetency("G4", 2, "I know the policy."), 2, partial(_sign_and_revoke, kofi, lead))
    first = partial(sign_off, level=2, by=kofi)
    _ask(past, sanjay, kofi, RequestedCompetency("G7", 2, "I ask for their view first."), 6, first)
    second = partial(sign_off, level=3, by=lead)
    _ask(past, sanjay, lead, RequestedCompetency("G7", 3, "I ask for their view first."), 3, second)


def _sign_and_revoke(kofi: Person, lead: Person, *, request: SignOffRequest) -> None:
    sealed = sign_off(request=request, level=2, comment="Well shown.", by=kofi)
    revoke(sealed=sealed, reason="Signed for another person of the same first name.", by=lead)


def _ask(
    past: DemoPast, person: Person, assessor: Person, asked: RequestedCompetency, days: int, then: Answer | None = None,
    after: int = 1,
) -> None:  # fmt: skip
    """Somebody asks so many working days ago; what follows is done so many days after."""

    def ask() -> None:
        about = {"person": person, "framework": northmoor.FRAMEWORK, "by": person}
        (request,) = request_sign_off(**about, asked=[asked], assessor=assessor).requests
        if then:
            past.at(asked_on + timedelta(days=after), 13, partial(then, request=request))

    asked_on = _working_days_ago(past.today, days)
    past.at(asked_on, 9, ask, 30)


def _working_days_ago(today: date, days: int) -> date:
    day = today
    while working_days_between(day, today) < days:
        day -= timedelta(days=1)
    return day
