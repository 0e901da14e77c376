"""Waivers: proposed by one person, agreed to by another, for a reason and never for good."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action, Role
from governance.refusal import Refused, require_reason
from people.belonging import service_for
from people.labels import on_day
from people.models import Person
from people.notices import notify
from people.queries import holding, services_of

from ..models import ProposalState, Waiver, WaiverProposal
from ..queries.waivers import requirements

LONGEST = timedelta(days=366)
WHY = "Enter why, so that an auditor can understand it."


@governed(Action.PROPOSE_WAIVER, on="person")
def propose_waiver(*, person: Person, requirement: str, ends_on: date, reason: str, by) -> WaiverProposal:
    """Ask a second person to let a requirement pass for a while. Raises ``Refused``."""
    today = timezone.localdate()
    reason = require_reason(reason, WHY)
    if requirement not in requirements():
        raise Refused("No standard asks for this now. Choose one of those in the list.")
    if not today <= ends_on <= today + LONGEST:
        raise Refused("A waiver ends within a year. Choose its last day.")
    proposal = WaiverProposal(
        person=person,
        service_id=service_for(person, by=by),
        requirement=requirement,
        ends_on=ends_on,
        reason=reason,
        proposed_by=by,
        proposed_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        raise Refused("This waiver has been proposed already. Another lead or manager needs to agree to it.") from None
    here = services_of(person, today)
    others = {*holding(Role.LEAD, here, today), *holding(Role.MANAGER, here, today)} - {person, by}
    notify(others, f"{by} proposes a waiver for {person}. You need to agree or decline.", reverse("my:waiting"))
    return proposal


@governed(Action.AGREE_WAIVER, on="proposal")
def agree_waiver(*, proposal: WaiverProposal, by) -> Waiver:
    """Agree to what somebody else proposed: it is waived from today, and ends by itself. Raises ``Refused``."""
    held = _waiting(proposal, by)
    today = timezone.localdate()
    if held.ends_on < today:
        raise Refused("The last day of this waiver has passed. Decline it, and ask for a new proposal.")
    waiver = Waiver(
        person=held.person, requirement=held.requirement, granted_on=today, ends_on=held.ends_on, granted_by=by,
        reason=held.reason,
    )  # fmt: skip
    try:
        with transaction.atomic(), recording(by=by) as book:
            book.record([waiver])
    except IntegrityError:
        raise Refused("This has been waived today already.") from None
    _decide(held, ProposalState.AGREED, by, waiver=waiver)
    notify([held.person, held.proposed_by], _words(held, "is waived until", held.ends_on), reverse("my:desk"))
    return waiver


@governed(Action.AGREE_WAIVER, on="proposal")
def decline_waiver(*, proposal: WaiverProposal, reason: str, by) -> WaiverProposal:
    """Do not agree to a waiver, and say why. Raises ``Refused``, without a reason too."""
    held = _waiting(proposal, by)
    _decide(held, ProposalState.DECLINED, by, answer=require_reason(reason, WHY))
    notify([held.proposed_by], f"{by} did not agree to the waiver for {held.person}.", reverse("my:waiting"))
    return held


def _waiting(proposal: WaiverProposal, by) -> WaiverProposal:
    """The proposal, locked, if it waits and ``by`` is a second person."""
    held = WaiverProposal.objects.select_for_update().get(pk=proposal.pk)
    if held.state != ProposalState.WAITING:
        raise Refused("This has been decided already. Nothing was changed.")
    if held.proposed_by_id == by.pk:
        raise Refused("You proposed this waiver. Another lead or manager needs to decide.")
    return held


def _decide(held: WaiverProposal, state: ProposalState, by, **more) -> None:
    WaiverProposal.objects.filter(pk=held.pk).update(state=state, decided_by=by, decided_at=timezone.now(), **more)


def _words(held: WaiverProposal, verb: str, day: date) -> str:
    return f"{requirements().get(held.requirement, held.requirement)} {verb} {on_day(day)}."
