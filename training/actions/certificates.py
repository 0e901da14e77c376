"""Sending evidence of training, and verifying it.

A certificate is a fact from the day it is sent, and counts from its own date once somebody else has verified it.
"""

from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.attachments import Cleaned, attach
from people.models import Attachment, Person
from people.notices import notify

from ..labels import name
from ..models import Completion, Course, Qualification, VerificationStep
from ..queries import KINDS, REFUSED

Evidence = Completion | Qualification
MINE = "training:mine"
WHY = "Enter why, so that they know what to do."


@governed(Action.SEND_EVIDENCE, on="person")
def send_course(*, person: Person, course: Course, completed_on: date, certificate: Cleaned, by) -> Completion:
    """Say that a course was completed, with its certificate. Ends an enrolment that is there. Raises ``Refused``."""
    _has_come(completed_on)
    enrolled = Completion.objects.live().filter(person=person, course=course, completed_on=None, withdrawn_on=None)
    begun = enrolled.exclude(started_on__gt=completed_on).order_by("-started_on").first()
    fact = Completion(person=person, course=course, started_on=begun and begun.started_on, completed_on=completed_on)
    return _send(person, fact, begun, certificate, by)


@governed(Action.SEND_EVIDENCE, on="person")
def send_qualification(
    *, person: Person, qualification: str, awarded_on: date, awarding_body: str, certificate: Cleaned, by
) -> Qualification:
    """Say that a qualification was awarded, with its certificate. Raises ``Refused``."""
    _has_come(awarded_on)
    without_patients(awarding_body)
    fact = Qualification(person=person, qualification=qualification, awarded_on=awarded_on, awarding_body=awarding_body)
    return _send(person, fact, None, certificate, by)


@governed(Action.SEND_EVIDENCE, on="person")
def send_more(*, person: Person, kind: str, key: int, note: str, certificate: Cleaned | None, by) -> Evidence:
    """Answer what was asked for. Raises ``Refused``."""
    without_patients(note)
    fact = KINDS[kind].objects.live().filter(pk=key, person=person, verified_on=None).select_for_update().first()
    if fact is None:
        raise Refused("This has been decided already. There is nothing more to send.")
    if not note.strip() and certificate is None:
        raise Refused("Enter an answer or choose a file.")
    _step(fact, by, "answered", note, attach(person, certificate, by=by) if certificate else None)
    return fact


@governed(Action.VERIFY_EVIDENCE, on="evidence")
def verify(*, evidence: Evidence, by) -> Evidence:
    """Confirm evidence: from now on it counts, from its own date. Raises ``Refused``."""
    fact = _undecided(evidence)
    with recording(by=by) as book:
        verified = book.amend(fact, because="Verified.", verified_by_id=by.pk, verified_on=timezone.localdate())
    _step(verified, by, "verified")
    notify([fact.person], f"{by} verified {_what(fact)}.", reverse(MINE))
    return verified


@governed(Action.VERIFY_EVIDENCE, on="evidence")
def ask_for_more(*, evidence: Evidence, reason: str, by) -> Evidence:
    """Leave it undecided and say what is missing. Raises ``Refused`` without a reason."""
    fact = _undecided(evidence)
    _step(fact, by, "more", require_reason(reason, WHY))
    notify([fact.person], f"{by} needs more to verify {_what(fact)}.", reverse(MINE))
    return fact


@governed(Action.VERIFY_EVIDENCE, on="evidence")
def refuse(*, evidence: Evidence, reason: str, by) -> Evidence:
    """Take evidence out of what is known, for a reason. Raises ``Refused`` without one."""
    fact = _undecided(evidence)
    reason = require_reason(reason, WHY)
    with recording(by=by) as book:
        book.void([fact], because=f"{REFUSED}{reason}"[:200])
    _step(fact, by, "refused", reason)
    notify([fact.person], f"{by} did not accept {_what(fact)}: {reason}", reverse(MINE))
    return fact


def _send(person: Person, fact: Evidence, begun: Completion | None, certificate: Cleaned, by) -> Evidence:
    fact.evidence_ref = certificate.name
    try:
        with transaction.atomic(), recording(by=by) as book:
            if begun:
                book.supersede([(begun, fact)], because="Completed.")
            else:
                book.record([fact])
    except IntegrityError:
        raise Refused("You have sent this certificate already, with the same date. Open it to see its state.") from None
    _step(fact, by, "sent", attachment=attach(person, certificate, by=by))
    return fact


def _undecided(evidence: Evidence) -> Evidence:
    """The evidence, locked until this is over."""
    rows = type(evidence).objects.live().filter(pk=evidence.pk, verified_on=None)
    fact = rows.select_for_update().first()
    if fact is None:
        raise Refused("This has been decided already. Nothing was changed.")
    return fact


def _step(fact: Evidence, by, deed: str, note: str = "", attachment: Attachment | None = None) -> None:
    kind = next(kind for kind, model in KINDS.items() if isinstance(fact, model))
    VerificationStep.objects.create(
        kind=kind, place=fact.in_place, person_id=fact.person_id, deed=deed, note=note, attachment=attachment,
        at=timezone.now(), by_id=by.pk,
    )  # fmt: skip


def _what(fact: Evidence) -> str:
    return f"“{fact.course.title}”" if isinstance(fact, Completion) else name(fact.qualification)


def _has_come(day: date) -> None:
    if day > timezone.localdate():
        raise Refused("Enter a day that is not in the future.")
