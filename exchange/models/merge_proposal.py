import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import OfItsService
from governance.policy import Action


class MergeProposal(models.Model):
    """A proposal that two records are of one person (``gone`` becomes part of ``kept``), or that somebody has another employee
    ``number`` now. One person of a service proposes it, another agrees."""

    of_two_records = True

    WAITING, DONE, DECLINED = "waiting", "done", "declined"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=32, blank=True)
    because = models.CharField(max_length=200)
    proposed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=16, default=WAITING)
    decided_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Access(OfItsService):
        seen_by = Action.MERGE_PEOPLE

        @staticmethod
        def own(person, on) -> Q:
            return Q(kept=person) | Q(gone=person)

    class Meta:
        default_permissions = ()
        ordering = ("-proposed_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("kept",), condition=Q(state="waiting"), name="exchange_merge_once"),
            models.CheckConstraint(name="exchange_merge_what", condition=Q(gone=None) ^ Q(number="")),
            models.CheckConstraint(name="exchange_merge_two", condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by"))),
        ]
