"""What waits, on whom, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from people.models import Absence, Post
from people.models.conditions import covering
from people.rules.working_days import working_days_between

from ..models import Competency, RequestState, SignOffRequest
from ..rules.signing import DEPUTY_AFTER, NUDGE_AFTER


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits: ``days`` are working days; ``stuck`` says why somebody else should answer, if so."""

    request: SignOffRequest
    title: str
    days: int
    stuck: str

    @property
    def may_be_nudged(self) -> bool:
        return self.days >= NUDGE_AFTER


def waiting(requests: QuerySet[SignOffRequest], on: date) -> list[Waiting]:
    """Those of the requests that wait, oldest first. Four queries."""
    found = list(requests.filter(state=RequestState.WAITING).select_related("person", "assessor", "first_asked"))
    titles, gone, away = titles_of(found), _gone(found, on), _away(found, on)
    return [
        Waiting(
            request,
            titles.get((request.framework, request.competency), request.competency),
            days := working_days_between(timezone.localdate(request.asked_at), on),
            _stuck(request, days, gone, away, on),
        )
        for request in found
    ]


def titles_of(requests: Iterable[SignOffRequest]) -> dict[tuple[str, str], str]:
    """The titles of competencies by framework and code, from the newest version that has them. One query."""
    frameworks = {request.framework for request in requests}
    rows = Competency.objects.filter(framework__code__in=frameworks).order_by("framework__version")
    return {(framework, code): title for framework, code, title in rows.values_list("framework__code", "code", "title")}


def _gone(found: list[SignOffRequest], on: date) -> set[int]:
    """Assessors without a post on the day."""
    keys = {request.assessor_id for request in found}
    return keys - set(Post.objects.live().filter(covering(on), person__in=keys).values_list("person", flat=True))


def _away(found: list[SignOffRequest], on: date) -> set[int]:
    keys = {request.assessor_id for request in found}
    return set(Absence.objects.live().filter(covering(on), person__in=keys).values_list("person", flat=True))


def _stuck(request: SignOffRequest, days: int, gone: set[int], away: set[int], on: date) -> str:
    if request.expires_on < on:
        return "It ended unanswered: ask again"
    if request.assessor_id in gone:
        return "They have left: choose somebody else"
    if request.assessor_id in away:
        return "They are away: choose a deputy"
    return "Waiting long: choose a deputy" if days >= DEPUTY_AFTER else ""


def returned(person: int) -> list[Waiting]:
    """What was sent back to a person and has not been asked for again. Two queries."""
    asked = SignOffRequest.objects.filter(person=person).select_related("assessor").order_by("pk")
    latest = {(request.framework, request.competency): request for request in asked}
    back = [request for request in latest.values() if request.state == RequestState.SENT_BACK]
    titles = titles_of(back)
    return [Waiting(request, titles.get((request.framework, request.competency), ""), 0, "") for request in back]
