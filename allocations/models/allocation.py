from django.db import models
from django.db.models import F, Q

from governance.belonging import OfNoService, OfWhereRecorded
from governance.constraints import NoOverlap
from governance.models import Fact
from governance.policy import Action
from people.models.conditions import LIVE, ends_after_it_starts

from .guards import OnlyWhileEligible


class Allocation(Fact):
    """Who supervises whom, for one kind of supervision, from when to when. A supervisee has one of a kind at a time.

    ``co_supervisor`` stands beside a supervisor who is only provisionally eligible. Reasons are codes of ``labels``, and
    ``standard`` is what the supervisor was eligible by; all are empty where a spreadsheet brought the row.
    """

    about = ("supervisor_id", "supervisee_id")
    rivals = ("supervisee_id", "kind")

    supervisee = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="allocations")
    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="supervisees")
    kind = models.CharField(max_length=32)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)
    minutes_per_week = models.PositiveIntegerField(null=True)
    start_reason = models.CharField(max_length=32, blank=True)
    end_reason = models.CharField(max_length=32, blank=True)
    against_advice = models.CharField(max_length=32, blank=True)
    co_supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    standard = models.CharField(max_length=64, blank=True)

    class Access(OfWhereRecorded):
        own = "supervisee"
        seen_by = Action.VIEW_ALLOCATION

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("allocations_allocation_period"),
            NoOverlap(name="allocations_allocation_once", same=("supervisee_id", "kind")),
            OnlyWhileEligible(name="allocations_allocation_eligible"),
            models.UniqueConstraint(
                fields=("supervisee", "kind", "started_on"), condition=LIVE, name="allocations_allocation_key"
            ),
            models.CheckConstraint(name="allocations_allocation_not_self", condition=~Q(supervisee=F("supervisor"))),
            models.CheckConstraint(
                name="allocations_allocation_beside",
                condition=Q(co_supervisor=None) | ~Q(co_supervisor=F("supervisor")) & ~Q(co_supervisor=F("supervisee")),
            ),
        ]


class Capacity(Fact):
    """How many minutes a week, and how many people at most, a supervisor can take for one kind of supervision."""

    about = ("supervisor_id",)
    rivals = ("supervisor_id", "kind")

    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="capacities")
    kind = models.CharField(max_length=32)
    minutes_per_week = models.PositiveIntegerField()
    max_supervisees = models.PositiveIntegerField(null=True)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Access(OfWhereRecorded):
        own = "supervisor"
        seen_by = Action.VIEW_ALLOCATION

    class Meta(Fact.Meta):
        verbose_name_plural = "capacities"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("allocations_capacity_period"),
            models.UniqueConstraint(
                fields=("supervisor", "kind", "started_on"), condition=LIVE, name="allocations_capacity_key"
            ),
        ]


class Apart(Fact):
    """Somebody's word, in private, that they must not be paired with somebody. Nobody but them reads it; plans keep to it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Access(OfNoService):
        own = "person"
        seen_by = Action.KEEP_APART

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("person", "other"), condition=LIVE, name="allocations_apart_once"),
            models.CheckConstraint(name="allocations_apart_not_self", condition=~Q(person=F("other"))),
        ]
