import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q

from governance.belonging import OfItsService
from governance.policy import Action

from ..rules.recurrence import EVERY, ON_HOLIDAY, Pattern
from ..rules.words import SESSION_KINDS
from .running import RunningQuerySet

STOOD_IN = timedelta(days=56)
"""For so long whoever stood in can still write down what they led."""


class Series(models.Model):
    """Sessions that are planned: who meets for what, when, and how often.

    A schedule is a plan and no fact: it may be changed, and what was held is a ``Session``. ``starts_at`` is by the clock on
    the wall in England. A facilitator from outside has a name and no account; a group of peers has neither. ``anchor_on``: the
    first day of the rhythm, where the series goes on in that of an older one. One that ended before it began has a last day
    before the first.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=100, blank=True)
    facilitator = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="series_facilitated")
    outside = models.CharField(max_length=100, blank=True)
    every = models.CharField(max_length=16)
    first_on = models.DateField()
    last_on = models.DateField(null=True)
    anchor_on = models.DateField(null=True)
    on_holiday = models.CharField(max_length=20, default="next_working_day")
    starts_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=100, blank=True)

    objects = RunningQuerySet.as_manager()

    class Access(OfItsService):
        seen_by = Action.VIEW_SERIES

        @staticmethod
        def own(person, on) -> Q:
            """The series of who leads it, who is in it on the day or will be, and who stood in for who leads it lately, or
            will."""
            member = SeriesMember.objects.running(on).filter(series=OuterRef("pk"), person=person)
            stands_in = Change.objects.filter(series=OuterRef("pk"), stand_in=person, moved_to__gte=on - STOOD_IN)
            return Q(facilitator=person) | Exists(member) | Exists(stands_in)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "series"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="supervision_series_every", condition=Q(every__in=EVERY, on_holiday__in=ON_HOLIDAY)),
            models.CheckConstraint(name="supervision_series_kind", condition=Q(kind__in=SESSION_KINDS)),
            models.CheckConstraint(name="supervision_series_one", condition=Q(facilitator=None) | Q(outside="")),
            models.CheckConstraint(name="supervision_series_length", condition=Q(minutes__gte=1, minutes__lte=480)),
        ]

    @property
    def pattern(self) -> Pattern:
        return Pattern(self.every, self.anchor_on or self.first_on, self.last_on, self.on_holiday, self.first_on)

    @property
    def led_by(self) -> str:
        return str(self.facilitator) if self.facilitator else self.outside


class SeriesMember(models.Model):
    """Somebody who is supervised in a series, from when to when. Who left before they began has a last day before the first."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="series")
    first_on = models.DateField()
    last_on = models.DateField(null=True)

    objects = RunningQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("series", "person"), condition=Q(last_on=None), name="supervision_member_once"),
        ]


class Change(models.Model):
    """One session of a series that is moved or cancelled. ``slot`` is the day that the rule gives, and names it. ``planned_on``
    is the day that a plan gave it instead, to which it comes back."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="changes")
    slot = models.DateField()
    moved_to = models.DateField(null=True)
    starts_at = models.TimeField(null=True)
    stand_in = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    cancelled = models.CharField(max_length=32, blank=True)
    planned_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("series", "slot"), name="supervision_change_once"),
            models.CheckConstraint(
                name="supervision_change_one",
                condition=Q(cancelled="") | Q(moved_to=None, starts_at=None, stand_in=None),
            ),
        ]
