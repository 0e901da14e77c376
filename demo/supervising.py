"""Supervision in Northmoor as it is planned and written down: every state that a session can be in, made through the same
actions."""

from datetime import date, time, timedelta

from django.db.models import Q
from django.utils import timezone

from allocations.models import Allocation
from people.models import Mail, Notice, Person, Service
from people.rules.working_days import is_working_day
from supervision.actions import SessionRecord, Terms, begin_series, cancel_session, confirm, dispute, record_session
from supervision.models import Series
from supervision.queries import diary
from supervisionofsupervision.actions import begin_group

from . import northmoor

HOURS = (time(9), time(10), time(11, 30), time(13, 30), time(15), time(16))
AGREED = "Two cases to close this week. We try the worry tree together before the next session."


def add_rows() -> None:
    people = {p.employee_number: p for p in Person.objects.exclude(employee_number=None)}
    _weekly(people)
    _group(people)
    _written(people)
    Notice.objects.filter(person__in=people.values(), seen_at=None).update(seen_at=timezone.now())
    Mail.objects.filter(sent_at=None).update(sent_at=timezone.now())


def _weekly(people: dict[str, Person]) -> None:
    """Efua and Priya see each of theirs once a week at the same hour."""
    service, today = Service.objects.get(code=northmoor.CODE), timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 14)
    for number in (northmoor.EFUA, northmoor.PRIYA):
        led_by = people[number]
        pairs = Allocation.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=today), supervisor=led_by)
        for place, pair in enumerate(pairs.select_related("supervisee").order_by("pk")):
            terms = Terms("week", monday + timedelta(days=place % 5), HOURS[place % len(HOURS)], 60, where="Small room")
            about = {"service": service, "kind": "case_management", "members": [pair.supervisee], "terms": terms}
            begin_series(facilitator=led_by, by=led_by, **about)


def _group(people: dict[str, Person]) -> None:
    """The six supervisors and Efua meet once a month with Ingrid Solberg, as they have for years; Priya with them from the next
    on."""
    service, lead, today = Service.objects.get(code=northmoor.CODE), people[northmoor.LEAD], timezone.localdate()
    first = today + timedelta(days=9)
    while not is_working_day(first):
        first += timedelta(days=1)
    members = [people[n] for n in (northmoor.EFUA, *(number for number, _, _ in northmoor.SUPERVISORS))]
    terms = Terms("nth_weekday", first, time(12, 30), 75, where="Mill Lane, room 2")
    begin_group(service=service, form="group", members=members, terms=terms, leader=people[northmoor.FACILITATOR], by=lead)


def _written(people: dict[str, Person]) -> None:
    """Efua's sessions of the last two weeks: written down and confirmed, waiting for a word, disputed, entered late,
    cancelled for a clinic; what is left she has still to write down."""
    efua, today = people[northmoor.EFUA], timezone.localdate()
    sessions = diary(Series.objects.filter(facilitator=efua), today - timedelta(days=14), today - timedelta(days=1), today)
    for place, one in enumerate(one for one in sessions if one.series.kind == "case_management"):
        member = one.members[0]
        if place == 4:
            cancel_session(series=one.series, slot=one.slot, reason="clinic", by=efua)
        elif place < 7:
            session = record_session(series=one.series, slot=one.slot, record=_record(one.on, member, place), by=efua)
            if place in (0, 1, 5):
                confirm(session=session, by=member)
            elif place == 2:
                dispute(session=session, held_on=one.on, minutes=25, words="We had to stop early for a clinic.", by=member)


def _record(on: date, member: Person, place: int) -> SessionRecord:
    counts = {"new": 2 + place, "risk": 1, "severe": 3, "four_sessions": place, "undiscussed": 4 - place % 4}
    return SessionRecord(
        held_on=on, minutes=60, attendees=(member,), counts=counts, private_room=place != 3, reflection_minutes=10,
        asked_how_they_are=True, summary=AGREED if place < 2 else "",
        follow_ups=((("Bring a recording", member, on + timedelta(days=14)),) if place == 0 else ()),
    )  # fmt: skip
