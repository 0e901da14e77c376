"""What a lead decides beside the pairs themselves: about absences, and about rules set aside for a time."""

from django.db import models

from governance.constraints import NoOverlap
from governance.models import Fact
from people.models.conditions import LIVE, ends_after_it_starts


class Away(Fact):
    """A supervisor is away: they keep whom they supervise now, or everybody is reassigned. Either way they are given nobody
    new."""

    about = ("supervisor_id",)
    rivals = ("supervisor_id",)

    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    keeps = models.BooleanField()
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        verbose_name_plural = "away"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("allocations_away_period"),
            NoOverlap(name="allocations_away_once", same=("supervisor_id",)),
        ]


class SetAside(Fact):
    """A soft rule that does not count for a pair until a day, for a coded reason. It ends by itself, and is then decided
    again."""

    about = ("supervisee_id",)

    supervisee = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    rule = models.CharField(max_length=32)
    reason = models.CharField(max_length=32)
    started_on = models.DateField()
    ends_on = models.DateField()

    class Meta(Fact.Meta):
        verbose_name_plural = "rules set aside"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("allocations_set_aside_period", finish="ends_on"),
            models.UniqueConstraint(
                fields=("supervisee", "supervisor", "kind", "rule", "started_on"),
                condition=LIVE,
                name="allocations_set_aside_key",
            ),
        ]
