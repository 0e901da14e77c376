"""What waits for a second person: records to be made one, and second factors to be taken off."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from governance.access import permitted
from governance.policy import Action
from people.desk import Waits, on_the_desk
from people.models import Person

from .models import FactorReset, MergeProposal


@on_the_desk
def to_agree(person: Person, on: date) -> Iterable[Waits]:
    rows = MergeProposal.objects.filter(state=MergeProposal.WAITING).exclude(proposed_by=person).select_related("kept")
    for proposal in permitted(rows, to=Action.MERGE_PEOPLE, by=person):
        words = "agree that two records are of" if proposal.gone_id else "agree to another number of"
        yield Waits(f"{words[0].upper()}{words[1:]} {proposal.kept}", reverse("records:merge", args=[proposal.public_id]))
    lost = FactorReset.objects.filter(state=FactorReset.WAITING).exclude(asked_by=person).select_related("person")
    for reset in permitted(lost, to=Action.RESET_SECOND_FACTOR, by=person):
        page = reverse("records:second_factor", args=[reset.person.public_id])
        yield Waits(f"Agree that the second factor of {reset.person} is taken off", page)
