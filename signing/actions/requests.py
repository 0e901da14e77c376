"""Each verb holds on to the request, if it still waits, before it writes: whoever comes second changes nothing, and is told
so."""

from collections.abc import Iterable

from django.utils import timezone

from competencies.models import SignOff
from governance import access
from governance.policy import Action
from governance.refusal import Refused
from people.labels import on_day
from people.models import Attachment, Person

from ..models import RequestState, RequestStep, SignOffRequest
from ..queries.assessors import signers

QUEUE = "my:waiting"
ANSWERING = (Action.ANSWER_REQUEST, Action.PASS_ON_REQUEST)


ANSWERED = "This has been answered already. Nothing was changed."


def files_of(evidence: Iterable[dict]):
    return Attachment.objects.filter(public_id__in=[piece["file"] for piece in evidence if "file" in piece])


def open_files(assessor: Person, evidence: Iterable[dict]) -> None:
    """Whoever is asked may open what is put forward."""
    for kept in files_of(evidence):
        access.name_on(kept, person=assessor, to=Action.VIEW_ATTACHMENT)


def release_files(request: SignOffRequest, assessor: Person) -> None:
    """Take the files of a request from somebody on whom it no longer waits, unless another that waits on them has the same."""
    others = SignOffRequest.objects.filter(person=request.person, assessor=assessor, state=RequestState.WAITING)
    needed = {piece.get("file") for other in others.exclude(pk=request.pk) for piece in other.evidence}
    for kept in files_of(request.evidence):
        if str(kept.public_id) not in needed:
            access.unname_on(kept, person=assessor, to=Action.VIEW_ATTACHMENT)


def check_may_sign(person: Person, framework: str, assessor: Person, on):
    candidate = next(iter(signers(person.pk, framework, on, among=[assessor.pk])), None)
    if candidate is None or candidate.why:
        raise Refused(candidate.why if candidate else "They can no longer sign in. Choose someone else.")
    return candidate


def check_answerable(request: SignOffRequest, today, by=None) -> None:
    """Refuse (``Refused``) unless it waits (on ``by``); whoever else would answer now waits for this transaction."""
    if not if_waiting(request, by).select_for_update().exists():
        raise Refused(ANSWERED)
    if request.expires_on < today:
        raise Refused(f"This request ended on {on_day(request.expires_on)}. {request.person} needs to ask again.")


def if_waiting(request: SignOffRequest, on=None):
    """The request as a row, if it waits (on somebody)."""
    rows = SignOffRequest.objects.filter(pk=request.pk, state=RequestState.WAITING)
    return rows if on is None else rows.filter(assessor=on)


def close(request: SignOffRequest, state: RequestState, text: str, *, by=None, sign_off: SignOff | None = None) -> None:
    if not if_waiting(request, by).update(state=state, answer=text, answered_at=timezone.now(), sign_off=sign_off):
        raise Refused(ANSWERED)
    request.state, request.answer = state, text


def name_assessor(request: SignOffRequest, assessor: Person) -> None:
    for action in (Action.VIEW_REQUEST, *ANSWERING):
        access.name_on(request, person=assessor, to=action)


def note_step(request: SignOffRequest, by, deed: str, note: str = "", *, to: Person | None = None, at=None) -> None:
    RequestStep.objects.create(request=request, at=at or timezone.now(), by_id=by.pk, deed=deed, note=note, to=to)
