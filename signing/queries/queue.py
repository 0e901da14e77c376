"""Requests that wait: on whom, and since when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from competencies.models import Competency
from competencies.queries.asked_for import roles_that_sign
from people.models import Absence, Post
from people.models.conditions import covering
from people.rules.working_days import working_days_between

from ..models import RequestState, SignOffRequest
from ..rules.waiting import DEPUTY_AFTER, KEPT_OPEN, NUDGE_AFTER


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits: ``days`` are working days, ``since_asked`` those since it was last asked or they were reminded;
    ``stuck`` says why somebody else should answer, if so."""

    request: SignOffRequest
    title: str
    days: int
    stuck: str
    since_asked: int = 0

    @property
    def may_be_nudged(self) -> bool:
        return self.since_asked >= NUDGE_AFTER


def waiting(requests: QuerySet[SignOffRequest], on: date) -> list[Waiting]:
    """Those of the requests that wait, oldest first. Four queries."""
    asked_last = Max("steps__at", filter=Q(steps__deed__in=("asked", "passed_on", "nudged")))
    rows = requests.filter(state=RequestState.WAITING).annotate(last_asked=asked_last)
    asked = list(rows.select_related("person", "assessor", "first_asked").order_by("asked_at", "pk"))
    titles, roles, away = titles_of(asked), _roles(asked, on), _away(asked, on)
    sign = {framework: roles_that_sign(framework, on) for framework in {request.framework for request in asked}}
    return [
        Waiting(
            request,
            titles.get((request.framework, request.competency), request.competency),
            days := working_days_between(timezone.localdate(request.asked_at), on),
            _stuck(request, days, roles.get(request.assessor_id), sign[request.framework], away, on),
            working_days_between(timezone.localdate(request.last_asked or request.asked_at), on),
        )
        for request in asked
    ]


def titles_of(requests: Iterable[SignOffRequest]) -> dict[tuple[str, str], str]:
    """The names of competencies by framework and code, from the newest version that has them. One query."""
    frameworks = {request.framework for request in requests}
    rows = Competency.objects.filter(framework__code__in=frameworks).order_by("framework__version")
    return {(competency.framework.code, competency.code): competency.named for competency in rows.select_related("framework")}


def name_of(request: SignOffRequest) -> str:
    """``Live observation (P2)``: what a request asks for, as people know it."""
    return titles_of([request]).get((request.framework, request.competency), request.competency)


def _roles(asked: list[SignOffRequest], on: date) -> dict[int, set[str]]:
    """The roles of the posts that assessors hold on the day; nobody stands in it who holds none."""
    keys, held = {request.assessor_id for request in asked}, defaultdict(set)
    for person, role in Post.objects.live().filter(covering(on), person__in=keys).values_list("person", "role"):
        held[person].add(role)
    return dict(held)


def _away(asked: list[SignOffRequest], on: date) -> set[int]:
    keys = {request.assessor_id for request in asked}
    return set(Absence.objects.live().filter(covering(on), person__in=keys).values_list("person", flat=True))


def _stuck(request: SignOffRequest, days: int, roles: set[str] | None, sign: frozenset[str], away: set[int], on: date) -> str:
    if request.expires_on < on:
        return f"{request.assessor} did not answer in {KEPT_OPEN.days // 7} weeks. {request.person} needs to ask again"
    if roles is None:
        return f"{request.assessor} has left. Choose someone else"
    if not roles & sign:
        return f"{request.assessor}’s role does not sign now. Choose someone else"
    if request.assessor_id in away:
        return f"{request.assessor} is away. Choose a deputy"
    return f"No answer in {days} working days. Choose a deputy" if days >= DEPUTY_AFTER else ""


def returned(person: int) -> list[Waiting]:
    """What was sent back to a person and has not been asked for again. Two queries."""
    asked = SignOffRequest.objects.filter(person=person).select_related("assessor").order_by("pk")
    latest = {(request.framework, request.competency): request for request in asked}
    back = [request for request in latest.values() if request.state == RequestState.SENT_BACK]
    titles = titles_of(back)
    return [
        Waiting(request, titles.get((request.framework, request.competency), request.competency), 0, "") for request in back
    ]
