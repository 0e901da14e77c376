from django.db import models

from governance.belonging import OfItsService
from governance.policy import Action


class PeopleCount(models.Model):
    """How many people of a service wrote something in a quarter that is over, as it was counted then: to the five below."""

    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    quarter = models.DateField()
    what = models.CharField(max_length=16)
    people = models.PositiveIntegerField(null=True)

    class Access(OfItsService):
        seen_by = Action.VIEW_COUNTS

    class Meta:
        default_permissions = ()
        ordering = ("-quarter", "what")
        constraints = [models.UniqueConstraint(fields=("service", "quarter", "what"), name="reflection_count_once")]
