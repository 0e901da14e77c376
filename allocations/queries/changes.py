"""Requests for another supervisor: who reads them, and how long they took."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from governance.policy import Role
from people.models import Person
from people.queries import holding
from supervision.models import Attendance

from ..models import Allocation, ChangeRequest
from ..rules.succession import ALLOCATED, days_to_first_session

SESSIONS = {"case_management": "case_management", "clinical_skills": "clinical_skills", "live_supervision": "live_observation"}
"""The kind of session in which each kind of supervision takes place."""


def leads_for(pair: Allocation, on: date) -> list[Person]:
    """Who reads a request about a pair: the leads of the service that recorded it, but for the two themselves."""
    return [
        lead
        for lead in holding(Role.LEAD, [pair.recorded_in_id], on)
        if lead.pk not in (pair.supervisee_id, pair.supervisor_id)
    ]


def time_taken(requests: Iterable[ChangeRequest]) -> tuple[float | None, int]:
    """The median of days from asking to the first session with the new supervisor, and of how many it is. Two queries."""
    done = [request for request in requests if request.outcome == ALLOCATED]
    first = first_sessions(done)
    return days_to_first_session((timezone.localdate(request.asked_at), first.get(request.pk)) for request in done)


def first_sessions(done: list[ChangeRequest]) -> dict[int, date]:
    """The first session, by request, that its person had with whoever supervised them next."""
    people = {request.person_id for request in done}
    pairs = list(Allocation.objects.live().filter(supervisee__in=people).order_by("started_on"))
    held = Attendance.objects.live().filter(person__in=people, session__voided_at=None).order_by("session__held_on")
    sessions = list(held.values_list("person", "session__facilitator", "session__kind", "session__held_on"))
    first_day = {}
    for request in done:
        pair = next((p for p in pairs if _follows(p, request)), None)
        days = (
            day
            for person, facilitator, kind, day in sessions
            if pair
            and (person, facilitator, kind) == (request.person_id, pair.supervisor_id, SESSIONS[request.kind])
            and day >= pair.started_on
        )
        if (first := next(days, None)) is not None:
            first_day[request.pk] = first
    return first_day


def _follows(pair: Allocation, request: ChangeRequest) -> bool:
    """Is this the pair that answered the request?"""
    return (
        (pair.supervisee_id, pair.kind) == (request.person_id, request.kind)
        and pair.supervisor_id != request.supervisor_id
        and pair.recorded_at >= request.asked_at
    )
