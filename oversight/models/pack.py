import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import OfItsService
from governance.constraints import AppendOnly
from governance.policy import Action


class Pack(models.Model):
    """An evidence pack that was made: what was asked, and the digest of its manifest, by which the paper can be told from a
    forgery.

    The files lie outside the database, and may be gone when their time is over; that it was issued stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    standard = models.CharField(max_length=64)
    first_on = models.DateField()
    last_on = models.DateField()
    sample = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Access(OfItsService):
        seen_by = Action.VIEW_PACK

    class Meta:
        default_permissions = ()
        ordering = ("-made_at", "-pk")
        constraints = [
            AppendOnly(name="oversight_pack_append_only", merges=True),
            models.CheckConstraint(name="oversight_pack_period", condition=Q(last_on__gte=F("first_on"))),
        ]

    @property
    def summary(self) -> dict[str, str]:
        """What the log keeps: by it a paper can be found there."""
        return {"manifest": self.digest}
