"""Rating oneself, and asking for a sign-off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from competencies.queries.asked_for import competencies_of
from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.attachments import Cleaned, attach
from people.belonging import service_for
from people.locks import hold
from people.models import Person
from people.notices import notify

from ..models import RequestState, SelfRating, SignOffRequest
from ..rules.waiting import KEPT_OPEN
from .requests import QUEUE, check_may_sign, close, name_assessor, note_step, open_files, release_files

TWICE = "You have already asked for {}. Wait for the answer, or send a reminder."


@dataclass(frozen=True, slots=True)
class RequestedCompetency:
    """One competency to be signed off: how the person rates themselves, what they say to it, and the evidence for this one
    alone."""

    competency: str
    level: int
    comment: str = ""
    evidence: tuple[dict, ...] = ()
    file: Cleaned | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """The requests that were made."""

    requests: list[SignOffRequest] = field(default_factory=list)

    @property
    def summary(self) -> dict[str, int]:
        return {"requests": len(self.requests)}


@governed(Action.RATE_ONESELF, on="person")
def rate_oneself(*, person: Person, framework: str, ratings: Sequence[RequestedCompetency], by) -> None:
    """Keep how a person rates themselves; what they said before stays on record. Raises ``Refused``."""
    _in_framework(framework, ratings)
    _rate(person, framework, ratings, by)


def _rate(person: Person, framework: str, ratings: Sequence[RequestedCompetency], by) -> None:
    hold(person)
    standing = {r.competency: r for r in SelfRating.objects.live().filter(person=person, framework=framework)}
    with recording(by=by) as book:
        changed = [
            (standing.get(asked.competency), asked) for asked in ratings if _differs(standing.get(asked.competency), asked)
        ]
        book.void([old for old, _ in changed if old], because="Rated again.")
        book.record(
            SelfRating(
                person=person, framework=framework, competency=asked.competency, level=asked.level, comment=asked.comment,
                place=old.in_place if old else None, corrects=old.pk if old else None,
            )
            for old, asked in changed
        )  # fmt: skip


def _differs(old: SelfRating | None, asked: RequestedCompetency) -> bool:
    return old is None or (old.level, old.comment) != (asked.level, asked.comment)


@governed(Action.REQUEST_SIGN_OFF, on="person")
def request_sign_off(
    *, person: Person, framework: str, asked: Sequence[RequestedCompetency], assessor: Person, evidence: Sequence[dict] = (),
    file: Cleaned | None = None, by, asked_at: datetime | None = None,
) -> Asking:  # fmt: skip
    """Ask somebody to sign off one or several competencies. ``asked_at`` is for requests that were made before they came here.

    Raises ``Refused``: nothing is asked of somebody who may not sign, nor twice while it waits.
    """
    at = asked_at or timezone.now()
    wording = _in_framework(framework, asked)
    check_may_sign(person, framework, assessor, timezone.localdate(at))
    for kept in [*evidence, *(kept for wanted in asked for kept in wanted.evidence)]:
        without_patients(kept["what"])
        if kept["kind"] == "prior" and file is None:
            raise Refused("Attach the earlier sign-off, so that it can be accepted.")
    open_now = SignOffRequest.objects.filter(person=person, framework=framework, state=RequestState.WAITING)
    _close_ended(
        open_now.filter(competency__in=[wanted.competency for wanted in asked], expires_on__lt=timezone.localdate(at)), by
    )
    if twice := open_now.filter(competency__in=[wanted.competency for wanted in asked]).first():
        raise Refused(TWICE.format(wording[twice.competency].named))
    made, opened, service = Asking(), [], service_for(person, assessor, on=timezone.localdate(at))
    evidence = [*evidence, *_attached(person, file, by)]
    for wanted in asked:
        put_forward = [*wanted.evidence, *_attached(person, wanted.file, by), *evidence]
        opened += put_forward
        request = SignOffRequest(
            person=person, service_id=service, framework=framework,
            framework_version=wording[wanted.competency].framework.version,
            competency=wanted.competency, self_level=wanted.level, comment=wanted.comment,
            evidence=put_forward, first_asked=assessor,
            assessor=assessor, asked_at=at, expires_on=timezone.localdate(at) + KEPT_OPEN,
        )  # fmt: skip
        try:
            with transaction.atomic():
                request.save()
        except IntegrityError:
            raise Refused(TWICE.format(wording[wanted.competency].named)) from None
        name_assessor(request, assessor)
        note_step(request, by, "asked", to=assessor, at=at)
        made.requests.append(request)
    open_files(assessor, opened)
    _rate(person, framework, asked, by)
    count = len(asked)
    notify([assessor], f"{person} asks you to sign off {_competencies(count)}.", reverse(QUEUE))
    return made


def _close_ended(ended, by) -> None:
    """What nobody answered in time gives way to being asked for again; the record says so."""
    for request in ended.select_for_update():
        close(request, RequestState.WITHDRAWN, "")
        release_files(request, request.assessor)
        note_step(request, by, "withdrawn", "It was not answered in time, and was sent again.")


def _attached(person: Person, file: Cleaned | None, by) -> list[dict]:
    """A file as it is kept with a request."""
    if file is None:
        return []
    kept = attach(person, file, by=by)
    return [{"kind": "file", "what": kept.name, "when": "", "digest": kept.digest, "file": str(kept.public_id)}]


def _in_framework(framework: str, asked: Sequence[RequestedCompetency]) -> dict:
    wording = competencies_of(framework)
    for wanted in asked:
        without_patients(wanted.comment)
        if wanted.competency not in wording:
            raise Refused(f"{wanted.competency} is not part of the framework now. Leave it out.")
    if not asked:
        raise Refused("Choose at least one competency.")
    return wording


def _competencies(count: int) -> str:
    return "a competency" if count == 1 else f"{count} competencies"
