"""Signing off, sending back, and revoking what was signed."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from competencies.labels import level as in_words
from competencies.models import SignOff
from competencies.queries.asked_for import competencies_of, named
from competencies.rules.words import HIGHEST_LEVEL
from governance import access
from governance.actions import governed
from governance.facts import recording
from governance.policy import Action, Role
from governance.refusal import Refused, require_reason, without_patients
from people.locks import hold
from people.notices import notify
from people.queries import holding, services_of

from ..models import RequestState, Seal, SignOffRequest
from ..queries.queue import name_of
from ..queries.seals import standing_of
from ..seals.content import content_of, wording_of
from ..seals.text import digest, seal
from .requests import QUEUE, check_answerable, check_may_sign, close, note_step


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
    check_answerable(request, today, by)
    wording = competencies_of(request.framework).get(request.competency)
    if wording is None:
        raise Refused("This competency is no longer part of the framework. Send the request back and say so.")
    if seen and seen != digest(wording_of(wording)):
        raise Refused("The wording of this competency has changed since you looked. Read it again, then sign.")
    candidate = check_may_sign(request.person, request.framework, by, today)
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
                "You have signed this off today already. If that was revoked, sign tomorrow, or choose someone else to sign."
            ) from None
    close(request, RequestState.SIGNED, comment, by=by, sign_off=signed)
    text, fingerprint = seal(content_of(request, signed, wording, candidate.signer.roles))
    sealed = Seal.objects.create(sign_off=signed, content=text, digest=fingerprint)
    access.name_on(sealed, person=by, to=Action.VIEW_SIGN_OFF)
    note_step(request, by, "signed")
    notify([request.person], f"{by} signed off {wording.named} at {in_words(level)}.", _address(sealed))
    return sealed


@governed(Action.ANSWER_REQUEST, on="request")
def send_back(*, request: SignOffRequest, reason: str, by) -> SignOffRequest:
    """Say what is missing. Raises ``Refused`` without a reason."""
    reason = require_reason(reason, "Enter what is missing.")
    close(request, RequestState.SENT_BACK, reason, by=by)
    note_step(request, by, "sent_back", reason)
    notify(
        [request.person],
        f"{by} sent back your request for {name_of(request)}. Read what is missing, then ask again.",
        reverse(QUEUE),
    )
    return request


@governed(Action.REVOKE_SIGN_OFF, on="sealed")
def revoke(*, sealed: Seal, reason: str, by) -> Seal:
    """Take back what was signed, from today on. The seal stays as it is. Raises ``Refused``."""
    reason = require_reason(reason, "Enter why, so that the person and an auditor can understand it.")
    standing = standing_of(Seal.objects.select_for_update().get(pk=sealed.pk))
    if standing is None or standing.revoked_on is not None:
        raise Refused("This has been revoked already.")
    with recording(by=by) as book:
        book.amend(standing, because=reason[:200], revoked_on=timezone.localdate())
    today, about = timezone.localdate(), _address(sealed)
    others = {standing.signed_by, *holding(Role.LEAD, services_of(standing.person, today), today)} - {standing.person, by}
    name = named(standing.framework, standing.competency)
    notify([standing.person], f"{by} revoked your sign-off for {name}: {reason} It stops counting today.", about)
    notify(others, f"{by} revoked {standing.person}’s sign-off for {name}.", about)
    return sealed


def _address(sealed: Seal) -> str:
    return reverse("signing:sealed", args=[sealed.public_id])
