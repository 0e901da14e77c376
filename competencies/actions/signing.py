"""Asking for sign-offs, answering, passing on, and taking back what was signed.

Each verb holds on to the request, if it still waits, before it writes: whoever comes second changes nothing, and is told so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.facts import recording
from governance.policy import Action, Role
from governance.refusal import Refused, require_reason, without_patients
from people.attachments import Cleaned, attach
from people.belonging import service_for
from people.locks import hold
from people.models import Attachment, Person
from people.notices import notify
from people.queries import holding, services_of
from people.rules.working_days import working_days_between

from ..labels import level as in_words
from ..models import RequestState, RequestStep, Seal, SelfRating, SignOff, SignOffRequest
from ..queries.signing import competencies_of, signers
from ..rules.sealing import digest, seal
from ..rules.signing import KEPT_OPEN, NUDGE_AFTER
from ..rules.words import HIGHEST_LEVEL
from ..sealing import content_of, wording_of

QUEUE = "my:waiting"
ANSWERING = (Action.ANSWER_REQUEST, Action.PASS_ON_REQUEST)
TWICE = "You have already asked for {}, and it waits. Follow that up instead."
ANSWERED = "This has been answered already. Nothing was changed."


@dataclass(frozen=True, slots=True)
class RequestedCompetency:
    """One competency to be signed off: how the person rates themselves, what they say to it, and the evidence for this one alone."""

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
        book.void([old for old, _ in changed if old], because="Rated anew.")
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
    _may_sign(person, framework, assessor, timezone.localdate(at))
    for kept in [*evidence, *(kept for one in asked for kept in one.evidence)]:
        without_patients(kept["what"])
        if kept["kind"] == "prior" and file is None:
            raise Refused("Attach the old sign-off, so that it can be accepted.")
    open_now = SignOffRequest.objects.filter(person=person, framework=framework, state=RequestState.WAITING)
    _close_ended(open_now.filter(competency__in=[one.competency for one in asked], expires_on__lt=timezone.localdate(at)), by)
    if twice := open_now.filter(competency__in=[one.competency for one in asked]).first():
        raise Refused(TWICE.format(twice.competency))
    made, opened, service = Asking(), [], service_for(person, assessor, on=timezone.localdate(at))
    evidence = [*evidence, *_attached(person, file, by)]
    for one in asked:
        put_forward = [*one.evidence, *_attached(person, one.file, by), *evidence]
        opened += put_forward
        request = SignOffRequest(
            person=person, service_id=service, framework=framework, framework_version=wording[one.competency].framework.version,
            competency=one.competency, self_level=one.level, comment=one.comment, evidence=put_forward, first_asked=assessor,
            assessor=assessor, asked_at=at, expires_on=timezone.localdate(at) + KEPT_OPEN,
        )  # fmt: skip
        try:
            with transaction.atomic():
                request.save()
        except IntegrityError:
            raise Refused(TWICE.format(one.competency)) from None
        _name(request, assessor)
        _step(request, by, "asked", to=assessor, at=at)
        made.requests.append(request)
    _open_to(assessor, opened)
    _rate(person, framework, asked, by)
    count = len(asked)
    notify([assessor], f"{person} asks you to sign off {_competencies(count)}.", reverse(QUEUE))
    return made


@governed(Action.ANSWER_REQUEST, on="request")
def sign_off(*, request: SignOffRequest, level: int, comment: str = "", seen: str = "", by) -> Seal:
    """Confirm a competency at a level, sealed. Of several who try at once, one does.

    ``seen`` is the digest of the wording that was on the signer's screen, where there was one. Raises ``Refused``.
    """
    without_patients(comment)
    if not 0 <= level <= HIGHEST_LEVEL:
        raise Refused(f"Choose a level from 0 to {HIGHEST_LEVEL}.")
    today = timezone.localdate()
    hold(request.person, by)  # so that no two sign each other at once
    _still_answerable(request, today, by)
    wording = competencies_of(request.framework).get(request.competency)
    if wording is None:
        raise Refused("This competency is no longer part of the framework. Send the request back and say so.")
    if seen and seen != digest(wording_of(wording)):
        raise Refused("The wording of this competency has changed since you looked. Read it again, then sign.")
    candidate = _may_sign(request.person, request.framework, by, today)
    with recording(by=by) as book:
        signed = SignOff(
            person=request.person, framework=request.framework, competency=request.competency, level=level, signed_on=today,
            signed_by=by, comment=comment,
        )  # fmt: skip
        try:
            with transaction.atomic():
                book.record([signed])
        except IntegrityError:
            raise Refused(
                "You have signed this off today already. If that was revoked, sign tomorrow, or have somebody else sign."
            ) from None
    _answer(request, RequestState.SIGNED, comment, by=by, sign_off=signed)
    text, fingerprint = seal(content_of(request, signed, wording, candidate.signer.roles))
    sealed = Seal.objects.create(sign_off=signed, content=text, digest=fingerprint)
    access.name_on(sealed, person=by, to=Action.VIEW_SIGN_OFF)
    _step(request, by, "signed")
    notify([request.person], f"{by} signed off {request.competency} at {in_words(level)}.", _address(sealed))
    return sealed


@governed(Action.ANSWER_REQUEST, on="request")
def send_back(*, request: SignOffRequest, reason: str, by) -> SignOffRequest:
    """Say what is missing. Raises ``Refused`` without a reason."""
    reason = require_reason(reason, "Say what is missing, so that it can be done.")
    _answer(request, RequestState.SENT_BACK, reason, by=by)
    _step(request, by, "sent_back", reason)
    notify([request.person], f"{by} sent back {request.competency} and says what is missing.", reverse(QUEUE))
    return request


@governed(Action.PASS_ON_REQUEST, on="request")
def pass_on(*, request: SignOffRequest, to: Person, why: str = "", by) -> SignOffRequest:
    """Have a deputy answer in place of whom it waits on; the record keeps both names. Raises ``Refused``."""
    without_patients(why)
    before = request.assessor
    if to == before:
        raise Refused("It waits on them already. Choose somebody else.")
    _may_sign(request.person, request.framework, to, timezone.localdate())
    if not _waiting(request, before).update(assessor=to):
        raise Refused(ANSWERED)
    for action in ANSWERING:
        access.unname_on(request, person=before, to=action)
    _name(request, to)
    _open_to(to, request.evidence)
    _release(request, before)
    _step(request, by, "passed_on", why, to=to)
    request.assessor = to
    notify([to], f"{request.person} waits on you now for {request.competency}, in place of {before}.", reverse(QUEUE))
    notify({before, request.person} - {by}, f"{to} answers for {request.competency} in place of {before}.", reverse(QUEUE))
    return request


@governed(Action.FOLLOW_UP_REQUEST, on="request")
def nudge(*, request: SignOffRequest, by) -> SignOffRequest:
    """Remind whom it waits on, once every five working days. Raises ``Refused``."""
    today = timezone.localdate()
    _still_answerable(request, today)
    last = max(step.at for step in request.steps.filter(deed__in=("asked", "passed_on", "nudged")))
    if working_days_between(timezone.localdate(last), today) < NUDGE_AFTER:
        raise Refused(f"Leave them {NUDGE_AFTER} working days between reminders.")
    _step(request, by, "nudged")
    notify([request.assessor], f"{request.person} still waits for {request.competency}.", reverse(QUEUE))
    return request


@governed(Action.FOLLOW_UP_REQUEST, on="request")
def withdraw(*, request: SignOffRequest, by) -> SignOffRequest:
    """Ask no longer. Raises ``Refused`` where it has been answered."""
    request = _held(request)
    _answer(request, RequestState.WITHDRAWN, "")
    _release(request, request.assessor)
    _step(request, by, "withdrawn")
    notify([request.assessor], f"{request.person} no longer asks you to sign off {request.competency}.", reverse(QUEUE))
    return request


@governed(Action.CORRECT_FACT, on="request")
def withdraw_in_error(*, request: SignOffRequest, reason: str, by) -> SignOffRequest:
    """Close a request that should never have been, for who asked: it says so and why. Raises ``Refused`` where it has been answered."""
    reason, request = require_reason(reason, "Say why, so that an auditor can understand it."), _held(request)
    _answer(request, RequestState.WITHDRAWN, "")
    _release(request, request.assessor)
    _step(request, by, "in_error", reason)
    told = {request.person, request.assessor} - {by}
    notify(told, f"{by} withdrew the request for {request.competency} as recorded by mistake: {reason}", reverse(QUEUE))
    return request


@governed(Action.REVOKE_SIGN_OFF, on="sealed")
def revoke(*, sealed: Seal, reason: str, by) -> Seal:
    """Take back what was signed, from today on. The seal stays as it is. Raises ``Refused``."""
    reason = require_reason(reason, "Say why, so that the person and an auditor can understand it.")
    standing = standing_of(Seal.objects.select_for_update().get(pk=sealed.pk))
    if standing is None or standing.revoked_on is not None:
        raise Refused("This has been revoked already.")
    with recording(by=by) as book:
        book.amend(standing, because=reason[:200], revoked_on=timezone.localdate())
    today, about = timezone.localdate(), _address(sealed)
    others = {standing.signed_by, *holding(Role.LEAD, services_of(standing.person, today), today)} - {standing.person, by}
    notify(
        [standing.person], f"Your sign-off of {standing.competency} was revoked: {reason} What rested on it ends today.", about
    )
    notify(others, f"The sign-off of {standing.competency} for {standing.person} was revoked by {by}.", about)
    return sealed


def standing_of(sealed: Seal) -> SignOff | None:
    """The sign-off of a seal as it is known now: the one that was sealed, or what took its place."""
    first = sealed.sign_off
    return SignOff.objects.live().filter(Q(pk=first.pk) | Q(place=first.in_place)).first()


def _held(request: SignOffRequest) -> SignOffRequest:
    """The request as it is now, with whoever it waits for now, and as nobody else changes it meanwhile."""
    rows = SignOffRequest.objects.select_for_update(of=("self",)).select_related("person", "assessor")
    return rows.get(pk=request.pk)


def _close_ended(ended, by) -> None:
    """What nobody answered in time gives way to being asked for again; the record says so."""
    for request in ended.select_for_update():
        _answer(request, RequestState.WITHDRAWN, "")
        _release(request, request.assessor)
        _step(request, by, "withdrawn", "It had ended unanswered, and is asked for again.")


def _attached(person: Person, file: Cleaned | None, by) -> list[dict]:
    """A file as it is kept with a request."""
    if file is None:
        return []
    kept = attach(person, file, by=by)
    return [{"kind": "file", "what": kept.name, "when": "", "digest": kept.digest, "file": str(kept.public_id)}]


def _files(evidence: Iterable[dict]):
    return Attachment.objects.filter(public_id__in=[one["file"] for one in evidence if "file" in one])


def _open_to(assessor: Person, evidence: Iterable[dict]) -> None:
    """Whoever is asked may open what is put forward."""
    for kept in _files(evidence):
        access.name_on(kept, person=assessor, to=Action.VIEW_ATTACHMENT)


def _release(request: SignOffRequest, assessor: Person) -> None:
    """Take the files of a request from somebody on whom it no longer waits, unless another that waits on them has the same."""
    others = SignOffRequest.objects.filter(person=request.person, assessor=assessor, state=RequestState.WAITING)
    needed = {one.get("file") for other in others.exclude(pk=request.pk) for one in other.evidence}
    for kept in _files(request.evidence):
        if str(kept.public_id) not in needed:
            access.unname_on(kept, person=assessor, to=Action.VIEW_ATTACHMENT)


def _in_framework(framework: str, asked: Sequence[RequestedCompetency]) -> dict:
    wording = competencies_of(framework)
    for one in asked:
        without_patients(one.comment)
        if one.competency not in wording:
            raise Refused(f"{one.competency} is not part of the framework now. Leave it out.")
    if not asked:
        raise Refused("Choose at least one competency.")
    return wording


def _may_sign(person: Person, framework: str, assessor: Person, on):
    candidate = next(iter(signers(person.pk, framework, on, among=[assessor.pk])), None)
    if candidate is None or candidate.why:
        raise Refused(candidate.why if candidate else "They can no longer sign in. Choose somebody else.")
    return candidate


def _still_answerable(request: SignOffRequest, today, by=None) -> None:
    """Raises ``Refused`` unless it waits (on ``by``); whoever else would answer now waits for this transaction."""
    if not _waiting(request, by).select_for_update().exists():
        raise Refused(ANSWERED)
    if request.expires_on < today:
        raise Refused("This request ended unanswered. It has to be asked for again, with what is true now.")


def _waiting(request: SignOffRequest, on=None):
    """The request as a row, if it waits (on somebody)."""
    rows = SignOffRequest.objects.filter(pk=request.pk, state=RequestState.WAITING)
    return rows if on is None else rows.filter(assessor=on)


def _answer(request: SignOffRequest, state: RequestState, text: str, *, by=None, sign_off: SignOff | None = None) -> None:
    if not _waiting(request, by).update(state=state, answer=text, answered_at=timezone.now(), sign_off=sign_off):
        raise Refused(ANSWERED)
    request.state, request.answer = state, text


def _name(request: SignOffRequest, assessor: Person) -> None:
    for action in (Action.VIEW_REQUEST, *ANSWERING):
        access.name_on(request, person=assessor, to=action)


def _step(request: SignOffRequest, by, deed: str, note: str = "", *, to: Person | None = None, at=None) -> None:
    RequestStep.objects.create(request=request, at=at or timezone.now(), by_id=by.pk, deed=deed, note=note, to=to)


def _competencies(count: int) -> str:
    return "a competency" if count == 1 else f"{count} competencies"


def _address(sealed: Seal) -> str:
    return reverse("competencies:sealed", args=[sealed.public_id])
