"""What people in Northmoor have decided and agreed: made through the same actions as real work."""

from datetime import time, timedelta

from django.utils import timezone

from allocations.actions import (
    agree_meeting,
    allocate,
    ask_for_change,
    draft_all_contracts,
    set_job_plan,
    sign_contract,
    talk_through,
    write_needs,
    write_offers,
)  # fmt: skip
from allocations.agreements import text_of, with_parties
from allocations.meetings import series_of
from allocations.models import Contract
from people.actions import say_working_days
from people.models import Mail, Notice, Person, Service
from people.rules.working_days import is_working_day
from supervision.actions import Terms

from . import northmoor

PATTERNS = ((1, 2, 3, 4, 5), (1, 2, 3), (2, 3, 4), (1, 3, 5), (1, 2, 4, 5))
NEEDS = (
    (("risk", "structure"), "A clear agenda, and to leave knowing what to do about risk the same day."),
    (("first_question", "reflection"), "To be asked what I think first, and ten minutes at the end for how the week was."),
    (("recordings", "practice"), "Somebody who listens to a recording with me once a month."),
    (("wellbeing", "development"), "To be asked how I am, and to plan towards becoming a supervisor."),
)
OFFERS = "I ask what you think first, and keep ten minutes for how you are. Cases of risk come before anything else."
ADDED = {
    "risk": "We call the duty worker first, then each other. The number is on the team's board.",
    "cancelling": "By text before 8am on the day, and we meet on Thursday at 4pm instead.",
}
"""What people add to clauses that they have talked through, by their codes."""
UNSIGNED = (northmoor.FINN, "N5000")
"""Two of Efua's five have not signed their agreements."""
HOURS, ROOMS = (time(9, 30), time(11), time(14), time(15, 30)), ("Room 4", "Video call", "Room 6, Mill Lane")


def add_rows() -> None:
    people = {p.employee_number: p for p in Person.objects.exclude(employee_number=None).order_by("employee_number")}
    _working_days(people)
    _beside(people)
    Notice.objects.filter(person__in=people.values(), seen_at=None).update(seen_at=timezone.now())
    finn = people[northmoor.FINN]
    ask_for_change(
        person=finn, kind="case_management", talked="not_yet", reason="needs", by=finn,
        note="I would like somebody who listens to recordings. I have not found the moment to say so.",
    )  # fmt: skip


def agree() -> None:
    """Agreements, once sessions are planned that they can name."""
    people = {p.employee_number: p for p in Person.objects.exclude(employee_number=None)}
    _agreements(people)
    Notice.objects.filter(person__in=people.values(), seen_at=None).update(seen_at=timezone.now())
    Mail.objects.filter(sent_at=None).update(sent_at=timezone.now())


def _working_days(people: dict[str, Person]) -> None:
    lead, today = people[northmoor.LEAD], timezone.localdate()
    for place, (number, person) in enumerate(people.items()):
        if number.startswith(("N2", "N3", "N4", "N5")):
            say_working_days(person=person, days=PATTERNS[place % len(PATTERNS)], started_on=today, by=lead)


def _beside(people: dict[str, Person]) -> None:
    """Dev, whose course is running, supervises Daniel Osei with Bronwen Pritchard beside him."""
    lead, dev, today = people[northmoor.LEAD], people[northmoor.DEV], timezone.localdate()
    set_job_plan(supervisor=dev, kind="case_management", minutes=60, most=1, started_on=today, by=lead)
    allocate(
        supervisee=people["N5004"], supervisor=dev, kind="case_management", started_on=today, reason="no_supervisor",
        against_advice="development", co_supervisor=people["N3003"], by=lead,
    )  # fmt: skip


def _agreements(people: dict[str, Person]) -> None:
    draft_all_contracts(service=Service.objects.get(code=northmoor.CODE), by=people[northmoor.LEAD])
    for place, contract in enumerate(with_parties(Contract.objects.order_by("pk"))):
        (mine,), supervisor = contract.supervisees, contract.offers.person
        if mine.person.employee_number in UNSIGNED:
            continue
        needs, words = NEEDS[place % len(NEEDS)]
        write_needs(contract=contract, words=words, needs=needs, by=mine.person)
        write_offers(contract=contract, words=OFFERS, not_offered=["recordings"], by=supervisor)
        agree_meeting(contract=contract, terms=_terms(contract, place), on_leave="covered", by=supervisor)
        for code, added in ADDED.items():
            talk_through(contract=contract, code=code, words=added, talked=True, by=supervisor)
        seen = text_of(with_parties(Contract.objects.filter(pk=contract.pk)).get())[1]
        for person in (mine.person, supervisor):
            sign_contract(contract=contract, typed=str(person), seen=seen, by=person)


def _terms(contract: Contract, place: int) -> Terms | None:
    """An hour a week on a day and in a room of their own, where nothing is planned for the two yet."""
    today = timezone.localdate()
    if series_of(contract, today):
        return None
    first_on = today + timedelta(days=7 + place % 5)
    while not is_working_day(first_on):
        first_on += timedelta(days=1)
    return Terms("week", first_on, HOURS[place % len(HOURS)], 60, where=ROOMS[place % len(ROOMS)])
