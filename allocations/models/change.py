import uuid

from django.db import models
from django.db.models import Q

from governance.belonging import OfItsService
from governance.constraints import AppendOnly
from governance.policy import Action

from ..rules.succession import ENDS


class ChangeRequest(models.Model):
    """Somebody asks for another supervisor. It never reaches the supervisor whom it is about, whatever else that person is.

    It belongs to the ``service`` in which it was asked, whose leads answer it, wherever the person works since. ``talked`` says
    whether they have talked to them, ``reason`` is a code; the ``note`` is read by the lead alone.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=32)
    talked = models.CharField(max_length=16)
    reason = models.CharField(max_length=32)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=16, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Access(OfItsService):
        own = "person"
        kept_from = "supervisor"
        seen_by = Action.VIEW_CHANGE

    class Meta:
        default_permissions = ()
        ordering = ("asked_at", "pk")
        constraints = [
            AppendOnly(
                name="allocations_change_append_only", except_for=("outcome", "closed_at"), until="closed_at", merges=True
            ),
            models.UniqueConstraint(fields=("person", "kind"), condition=Q(closed_at=None), name="allocations_change_once"),
            models.CheckConstraint(
                name="allocations_change_closed",
                condition=Q(closed_at=None, outcome="") | Q(closed_at__isnull=False, outcome__in=ENDS),
            ),
        ]


class ChangeStep(models.Model):
    """What happened to a request, when, and by whom."""

    request = models.ForeignKey(ChangeRequest, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        ordering = ("at", "pk")
        constraints = [
            AppendOnly(name="allocations_change_step_append_only", merges=True),
            models.UniqueConstraint(fields=("request", "step"), name="allocations_change_step_once"),
        ]
