import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import OfItsService
from governance.constraints import AppendOnly
from governance.models import Grant
from governance.policy import Action
from people.labels import on_day


class OpenedHistory(models.Model):
    """Who supervised whom in a service, from a day to a day, opened to an auditor, who is named on it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    auditor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    finished_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Access(OfItsService):
        seen_by = Action.VIEW_HISTORY

    class Meta:
        default_permissions = ()
        ordering = ("-opened_at", "-pk")
        permissions = [(Action.VIEW_HISTORY.value, "Ask who supervised whom")]
        constraints = [
            AppendOnly(name="allocations_history_append_only", merges=True),
            models.CheckConstraint(name="allocations_history_period", condition=Q(finished_on__gte=F("started_on"))),
        ]

    @property
    def words(self) -> str:
        return f"Who supervised whom, {on_day(self.started_on)} to {on_day(self.finished_on)}"


class OpenedHistoryGrant(Grant):
    content_object = models.ForeignKey(OpenedHistory, on_delete=models.CASCADE)
