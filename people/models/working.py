from django.db import models

from governance.constraints import NoOverlap
from governance.models import Fact
from governance.policy import Action

from .conditions import LIVE, ends_after_it_starts
from .post import AboutSomebody


class WorkingDays(Fact):
    """On which days of the week somebody works: ``days`` holds their numbers, Monday is 1, as in ``135``."""

    rivals = ("person_id",)

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="working_days")
    days = models.CharField(max_length=7)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Access(AboutSomebody):
        seen_by = Action.VIEW_PERSON

    class Meta(Fact.Meta):
        verbose_name_plural = "working days"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("people_working_days_period"),
            NoOverlap(name="people_working_days_once", same=("person_id",)),
            models.UniqueConstraint(fields=("person", "started_on"), condition=LIVE, name="people_working_days_key"),
        ]
