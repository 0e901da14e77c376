"""What can be waived, what is, and what waits for a second person."""

from datetime import date

from django.db.models import QuerySet

from people.models import Service
from people.models.post import holders

from ..labels import title
from ..models import ProposalState, Waiver, WaiverProposal
from ..rules.standard import walk
from .careers import standards


def requirements() -> dict[str, str]:
    """The requirements and groups that a published standard asks for now, by id, in words."""
    newest = [standard.versions[-1] for standard in standards().values()]
    staying = {
        node.id: f"{title(node)}, to stay a supervisor" for v in newest if v.staying for node in walk(v.staying) if node.id
    }
    return staying | {node.id: title(node) for v in newest for node in walk(v.becoming) if node.id}


def waivers_of_service(service: Service, on: date) -> QuerySet[Waiver]:
    """Every waiver ever given to the people of a service, the newest first: an auditor asks for those that have ended too."""
    waivers = Waiver.objects.live().filter(person__in=holders([service.pk], on))
    return waivers.select_related("person", "granted_by", "proposal__proposed_by").order_by("-granted_on", "-pk")


def to_agree(proposals: QuerySet[WaiverProposal], person: int) -> QuerySet[WaiverProposal]:
    """Those of the proposals that wait for a second person and may wait for this one."""
    waiting = proposals.filter(state=ProposalState.WAITING).exclude(proposed_by=person)
    return waiting.select_related("person", "proposed_by")
