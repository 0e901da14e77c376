import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from governance.belonging import OfItsService
from governance.constraints import AppendOnly
from governance.policy import Action


class Visit(models.Model):
    """An auditor's visit: one service, named sections about a period, a drawn sample, from an instant until an instant. One
    manager invites, another activates. It ends to the second, whatever page is open: every request asks the database's
    clock."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    auditor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    sections = models.JSONField()
    standard = models.CharField(max_length=64)
    first_on = models.DateField()
    last_on = models.DateField()
    sample = models.PositiveSmallIntegerField()
    seed = models.PositiveIntegerField()
    opens_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    activated_at = models.DateTimeField(null=True)
    activated_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Access(OfItsService):
        seen_by = Action.VIEW_VISIT

        @staticmethod
        def own(person, on) -> Q:
            return Q(auditor=person, activated_at__lte=Now(), opens_at__lte=Now(), ends_at__gt=Now())

    class Meta:
        default_permissions = ()
        ordering = ("-invited_at", "-pk")
        constraints = [
            AppendOnly(
                name="oversight_visit_append_only",
                except_for=("activated_at", "activated_by_id"),
                until="activated_at",
                merges=True,
            ),
            models.CheckConstraint(
                name="oversight_visit_period", condition=Q(last_on__gte=F("first_on"), ends_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="oversight_visit_two",
                condition=Q(activated_at=None, activated_by=None)
                | Q(activated_at__isnull=False, activated_by__isnull=False)
                & ~Q(activated_by=F("invited_by"))
                & ~Q(activated_by=F("auditor")),
            ),
        ]


class Looked(models.Model):
    """A note that the auditor opened a section, or fetched a pack, for the service to see."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="trail")
    at = models.DateTimeField()
    what = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ("-pk",)
        constraints = [AppendOnly(name="oversight_looked_append_only")]
