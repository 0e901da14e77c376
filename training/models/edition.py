import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import OF_RECORD, OfItsService
from governance.constraints import AppendOnly
from governance.policy import Action


class Edition(models.Model):
    """One run of a course that people of a service can take part in."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="editions")
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="editions")
    starts_on = models.DateField()
    ends_on = models.DateField()
    places = models.PositiveSmallIntegerField()
    where = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    why_cancelled = models.CharField(max_length=200, blank=True)

    class Access(OfItsService):
        seen_by = Action.VIEW_EDITION

    class Meta:
        default_permissions = ()
        ordering = ("starts_on", "pk")
        constraints = [
            models.CheckConstraint(name="training_edition_period", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(name="training_edition_places", condition=Q(places__gte=1)),
            models.UniqueConstraint(
                fields=("service", "course", "starts_on"), condition=Q(cancelled_at=None), name="training_edition_once"
            ),
        ]
        indexes = [models.Index(fields=("service", "ends_on"), name="training_edition_of")]

    def __str__(self) -> str:
        return f"{self.course}, {self.starts_on:%-d %B %Y}"


class PlaceState(models.TextChoices):
    ASKED = "asked", "Waits for approval"
    LISTED = "listed", "On the waiting list"
    BOOKED = "booked", "Booked"
    ATTENDED = "attended", "Attended"
    ABSENT = "absent", "Did not attend"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED, PlaceState.ATTENDED)


class Place(models.Model):
    """Somebody's place on an edition, from asking for it to having been there. ``listed_at`` orders the waiting list."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="taken")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="places")
    state = models.CharField(max_length=16, choices=PlaceState, default=PlaceState.ASKED)
    asked_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)

    class Access:
        belongs = OF_RECORD
        own = "person"
        seen_by = Action.VIEW_PLACE

        @staticmethod
        def in_services(services, on) -> Q:
            return Q(edition__service__in=services)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("edition", "person"), condition=Q(state__in=OPEN), name="training_place_once"),
            models.CheckConstraint(name="training_place_state", condition=Q(state__in=PlaceState.values)),
            models.CheckConstraint(
                name="training_place_listed", condition=~Q(state=PlaceState.LISTED) | Q(listed_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=("person", "state"), name="training_place_of")]


class PlaceStep(models.Model):
    """One thing that happened to a place: who did it, and why."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=16, choices=PlaceState)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [AppendOnly(name="training_place_step_append_only", merges=True)]
