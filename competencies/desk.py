"""What of the judgement waits on somebody's desk: waivers that a second person agrees to."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from nhsuk.words import how_many
from people.desk import TaskGroup, Waits, lists_tasks
from people.labels import on_day
from people.models import Person

from .models import WaiverProposal
from .queries.waivers import to_agree


@lists_tasks
def waivers(person: Person, on: date) -> Iterable[TaskGroup]:
    proposals = permitted(WaiverProposal.objects.all(), to=Action.AGREE_WAIVER, by=person)
    lines = tuple(_waiver(proposal) for proposal in to_agree(proposals, person.pk))
    counted = how_many(len(lines), "waiver to agree to", "waivers to agree to")
    yield TaskGroup("Waivers to agree to", lines, counted)


def _waiver(proposal: WaiverProposal) -> Waits:
    return Waits(
        f"{proposal.person}, until {on_day(proposal.ends_on)}",
        reverse("competencies:waiver", args=[proposal.public_id]),
        detail=f"proposed by {proposal.proposed_by} on {on_day(timezone.localdate(proposal.proposed_at))}",
    )
