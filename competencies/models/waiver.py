import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import OfItsService
from governance.policy import Action

from .evidence import Waiver


class ProposalState(models.TextChoices):
    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"


class WaiverProposal(models.Model):
    """A waiver that one person proposes and another must agree to. Until then nothing is waived."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="waiver_proposals")
    requirement = models.CharField(max_length=64)
    ends_on = models.DateField()
    reason = models.TextField()
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=16, choices=ProposalState.choices, default=ProposalState.WAITING)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    waiver = models.OneToOneField(Waiver, on_delete=models.PROTECT, null=True, related_name="proposal")

    class Access(OfItsService):
        own = "person"
        seen_by = Action.VIEW_WAIVER

    class Meta:
        default_permissions = ()
        ordering = ("proposed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("person", "requirement"), condition=Q(state="waiting"), name="competencies_waiver_proposal_once"
            ),
            models.CheckConstraint(name="competencies_waiver_proposal_not_self", condition=~Q(person=F("proposed_by"))),
            models.CheckConstraint(
                name="competencies_waiver_proposal_two",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("person")),
            ),
            models.CheckConstraint(
                name="competencies_waiver_proposal_agreed", condition=Q(state="agreed") ^ Q(waiver__isnull=True)
            ),
        ]
