"""Asking for another supervisor: to the lead alone, each step dated, and never to the supervisor whom it is about."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.locks import hold
from people.models import Person
from people.models.conditions import covering
from people.notices import notify

from .. import labels
from ..models import Allocation, ChangeRequest, ChangeStep
from ..queries.changes import leads_for
from ..rules.succession import ALLOCATED, KEPT, TALKED, WITHDRAWN

CLOSED = "This request has already been answered."


@governed(Action.ASK_FOR_CHANGE, on="person")
def ask_for_change(*, person: Person, kind: str, talked: str, reason: str, note: str = "", by) -> ChangeRequest:
    """Ask for another supervisor of a kind. Raises ``Refused``."""
    if talked not in TALKED or reason not in labels.CHANGE:
        raise Refused("Choose whether you have talked to your supervisor, and your main reason.")
    today = timezone.localdate()
    hold(person)
    pair = Allocation.objects.live().filter(covering(today), supervisee=person, kind=kind).first()
    if pair is None:
        raise Refused("You have no supervisor for this now. Your lead can see that and needs to find you one.")
    leads = leads_for(pair, today)
    if not leads:
        raise Refused("Only your supervisor could read this request. Talk to your service manager instead.")
    about = {"talked": talked, "reason": reason, "note": without_patients(note).strip(), "asked_at": timezone.now()}
    try:
        with transaction.atomic():
            request = ChangeRequest.objects.create(
                person=person, supervisor=pair.supervisor, kind=kind, service_id=pair.recorded_in_id, **about
            )
    except IntegrityError:
        raise Refused("You have already asked for another supervisor. Your lead needs to answer.") from None
    notify(leads, "A supervisee has asked for another supervisor.", address(request))
    return request


@governed(Action.WITHDRAW_CHANGE, on="request")
def say_talked(*, request: ChangeRequest, by: Person) -> ChangeStep:
    """Note that they have talked to the supervisor meanwhile. Raises ``Refused``."""
    return _step(_open(request), "talked", by)


@governed(Action.VIEW_CHANGE, on="request")
def read_change(*, request: ChangeRequest, by: Person) -> ChangeStep | None:
    """The first time a lead reads it is written down, for the person who waits."""
    if by.pk == request.person_id or request.steps.filter(step="read").exists():
        return None
    return _step(request, "read", by)


@governed(Action.ANSWER_CHANGE, on="request")
def keep_together(*, request: ChangeRequest, words: str, by: Person) -> ChangeRequest:
    """The two go on, as was agreed with who asked: ``words`` say to them what was agreed. Raises ``Refused``."""
    still_open = _open(request)
    _close(still_open, KEPT, by)
    notify([still_open.person], f"About your request: {require_reason(words, 'Enter what was agreed.')}", address(still_open))
    return still_open


@governed(Action.WITHDRAW_CHANGE, on="request")
def withdraw_change(*, request: ChangeRequest, by: Person) -> ChangeRequest:
    """Take a request back. Raises ``Refused`` where it was answered."""
    return _close(_open(request), WITHDRAWN, by)


@governed(Action.ANSWER_CHANGE, on="request")
def withdraw_change_in_error(*, request: ChangeRequest, reason: str, by: Person) -> ChangeRequest:
    """Close a request that should never have been, for who asked: they are told why. Raises ``Refused`` where it was
    answered."""
    reason = require_reason(reason, "Enter what happened, so that an auditor can understand it.")
    still_open = _open(request)
    _step(still_open, "in_error", by)
    ChangeRequest.objects.filter(pk=still_open.pk).update(outcome=WITHDRAWN, closed_at=timezone.now())
    notify(
        [still_open.person],
        f"Your lead withdrew your request because it was recorded by mistake: {reason}",
        address(still_open),
    )
    return still_open


def close_request(pair: Allocation, *, by: Person) -> None:
    """A new pair answers what its supervisee has asked for, if it is with somebody else."""
    waits = ChangeRequest.objects.select_for_update().filter(person=pair.supervisee, kind=pair.kind, closed_at=None)
    for request in waits.exclude(supervisor=pair.supervisor):
        _close(request, ALLOCATED, by)


def _open(request: ChangeRequest) -> ChangeRequest:
    rows = ChangeRequest.objects.select_for_update(of=("self",)).select_related("person")
    still_open = rows.filter(pk=request.pk, closed_at=None).first()
    if still_open is None:
        raise Refused(CLOSED)
    return still_open


def _close(request: ChangeRequest, outcome: str, by: Person) -> ChangeRequest:
    ChangeRequest.objects.filter(pk=request.pk).update(outcome=outcome, closed_at=timezone.now())
    _step(request, outcome, by)
    return request


def _step(request: ChangeRequest, step: str, by: Person) -> ChangeStep:
    try:
        with transaction.atomic():
            return ChangeStep.objects.create(request=request, step=step, at=timezone.now(), by=by)
    except IntegrityError:
        raise Refused("This has already been recorded.") from None


def address(request: ChangeRequest) -> str:
    return reverse("allocations:change", args=[request.public_id])
