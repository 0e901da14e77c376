"""What the parties of an agreement add to its clauses: when and where they meet, and what they say of a clause."""

from django.db import models
from django.db.models import Q

from governance.constraints import Fixed
from supervision.rules.recurrence import EVERY, ON_HOLIDAY

from ..rules.meeting import ON_LEAVE, MeetingTerms
from .contract import SIGNED, Contract


class AgreedMeeting(models.Model):
    """When and where the parties meet, and what happens on leave. Where sessions are planned already these say when: then only
    ``on_leave`` is filled in. Like everybody's part it is fixed by the first signature."""

    contract = models.OneToOneField(Contract, on_delete=models.CASCADE, related_name="meeting")
    every = models.CharField(max_length=16, blank=True)
    first_on = models.DateField(null=True)
    starts_at = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    where = models.CharField(max_length=100, blank=True)
    on_holiday = models.CharField(max_length=20, blank=True)
    on_leave = models.CharField(max_length=16, default=ON_LEAVE[0])

    class Meta:
        default_permissions = ()
        constraints = [
            Fixed(name="allocations_meeting_fixed", once=SIGNED, grows=False),
            models.CheckConstraint(
                name="allocations_meeting_whole",
                condition=Q(every="", first_on=None, starts_at=None, minutes=None, where="", on_holiday="")
                | Q(every__in=EVERY, on_holiday__in=ON_HOLIDAY, minutes__gte=1, minutes__lte=480)
                & ~Q(first_on=None)
                & ~Q(starts_at=None)
                & ~Q(minutes=None),
            ),
            models.CheckConstraint(name="allocations_meeting_leave", condition=Q(on_leave__in=ON_LEAVE)),
        ]

    @property
    def terms(self) -> MeetingTerms | None:
        if not self.every or self.first_on is None or self.starts_at is None or self.minutes is None:
            return None
        return MeetingTerms(self.every, self.first_on, self.starts_at, self.minutes, self.where, self.on_holiday)


class ClauseTalk(models.Model):
    """One clause that the parties talked through: on which day, if they have in this version, and what they add to it. Fixed by
    the first signature."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="talks")
    code = models.TextField()
    talked_on = models.DateField(null=True)
    words = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            Fixed(name="allocations_talk_fixed", once=SIGNED, grows=False),
            models.UniqueConstraint(fields=("contract", "code"), name="allocations_talk_once"),
        ]
