"""What becomes of a request that waits: reminding, passing it on, and withdrawing it."""

from django.urls import reverse
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.models import Person
from people.notices import notify
from people.rules.working_days import working_days_between

from ..models import RequestState, SignOffRequest
from ..queries.queue import name_of
from ..rules.waiting import NUDGE_AFTER
from .requests import (
    ANSWERED,
    ANSWERING,
    QUEUE,
    check_answerable,
    check_may_sign,
    close,
    if_waiting,
    name_assessor,
    note_step,
    open_files,
    release_files,
)


@governed(Action.PASS_ON_REQUEST, on="request")
def pass_on(*, request: SignOffRequest, to: Person, why: str = "", by) -> SignOffRequest:
    """Have a deputy answer in place of whom it waits on; the record keeps both names. Raises ``Refused``."""
    without_patients(why)
    before = request.assessor
    if to == before:
        raise Refused(f"{before} has to answer this already. Choose someone else.")
    check_may_sign(request.person, request.framework, to, timezone.localdate())
    if not if_waiting(request, before).update(assessor=to):
        raise Refused(ANSWERED)
    for action in ANSWERING:
        access.unname_on(request, person=before, to=action)
    name_assessor(request, to)
    open_files(to, request.evidence)
    release_files(request, before)
    note_step(request, by, "passed_on", why, to=to)
    request.assessor, name = to, name_of(request)
    notify([to], f"{request.person} asks you to sign off {name}, in place of {before}.", reverse(QUEUE))
    notify(
        {before, request.person} - {by},
        f"{to} will answer {request.person}’s request for {name}, in place of {before}.",
        reverse(QUEUE),
    )
    return request


@governed(Action.FOLLOW_UP_REQUEST, on="request")
def nudge(*, request: SignOffRequest, by) -> SignOffRequest:
    """Remind whom it waits on, once every five working days. Raises ``Refused``."""
    today = timezone.localdate()
    check_answerable(request, today)
    last = max(step.at for step in request.steps.filter(deed__in=("asked", "passed_on", "nudged")))
    if working_days_between(timezone.localdate(last), today) < NUDGE_AFTER:
        raise Refused(f"You can send a reminder every {NUDGE_AFTER} working days. Wait a little longer.")
    note_step(request, by, "nudged")
    notify([request.assessor], f"You need to answer {request.person}’s request for {name_of(request)}.", reverse(QUEUE))
    return request


@governed(Action.FOLLOW_UP_REQUEST, on="request")
def withdraw(*, request: SignOffRequest, by) -> SignOffRequest:
    """Ask no longer. Raises ``Refused`` where it has been answered."""
    request = _held(request)
    close(request, RequestState.WITHDRAWN, "")
    release_files(request, request.assessor)
    note_step(request, by, "withdrawn")
    notify(
        [request.assessor],
        f"{request.person} withdrew the request for {name_of(request)}. You do not need to answer it.",
        reverse(QUEUE),
    )
    return request


@governed(Action.CORRECT_FACT, on="request")
def withdraw_in_error(*, request: SignOffRequest, reason: str, by) -> SignOffRequest:
    """Close a request that should never have been, for who asked: it says so and why. Raises ``Refused`` where it has been
    answered."""
    reason, request = require_reason(reason, "Enter why, so that an auditor can understand it."), _held(request)
    close(request, RequestState.WITHDRAWN, "")
    release_files(request, request.assessor)
    note_step(request, by, "in_error", reason)
    told = {request.person, request.assessor} - {by}
    notify(told, f"{by} withdrew the request for {name_of(request)} as recorded by mistake: {reason}", reverse(QUEUE))
    return request


def _held(request: SignOffRequest) -> SignOffRequest:
    """The request as it is now, with whoever it waits for now, and as nobody else changes it meanwhile."""
    rows = SignOffRequest.objects.select_for_update(of=("self",)).select_related("person", "assessor")
    return rows.get(pk=request.pk)
