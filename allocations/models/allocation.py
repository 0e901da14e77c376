from django.db import models
from django.db.models import F, Q

from governance.constraints import NoOverlap
from governance.models import Fact
from people.models.conditions import LIVE, ends_after_it_starts


class Allocation(Fact):
    """Who supervises whom, for one kind of supervision, from when to when. A supervisee has one of a kind at a time."""

    about = ("supervisor_id", "supervisee_id")

    supervisee = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="allocations")
    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="supervisees")
    kind = models.CharField(max_length=32)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)
    minutes_per_week = models.PositiveIntegerField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("allocations_allocation_period"),
            NoOverlap(name="allocations_allocation_once", same=("supervisee_id", "kind")),
            models.UniqueConstraint(
                fields=("supervisee", "kind", "started_on"), condition=LIVE, name="allocations_allocation_key"
            ),
            models.CheckConstraint(name="allocations_allocation_not_self", condition=~Q(supervisee=F("supervisor"))),
        ]


class Capacity(Fact):
    """How many minutes a week, and how many people at most, a supervisor can take for one kind of supervision."""

    about = ("supervisor_id",)

    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="capacities")
    kind = models.CharField(max_length=32)
    minutes_per_week = models.PositiveIntegerField()
    max_supervisees = models.PositiveIntegerField(null=True)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        verbose_name_plural = "capacities"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("allocations_capacity_period"),
            models.UniqueConstraint(
                fields=("supervisor", "kind", "started_on"), condition=LIVE, name="allocations_capacity_key"
            ),
        ]
