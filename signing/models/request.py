"""Asking for a sign-off, and what became of it."""

import uuid

from django.db import models
from django.db.models import F, Q

from competencies.models import SignOff
from governance.belonging import OfItsService
from governance.constraints import AppendOnly
from governance.models import Grant
from governance.policy import Action


class RequestState(models.TextChoices):
    WAITING = "waiting"
    SIGNED = "signed"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


class SignOffRequest(models.Model):
    """One competency that a person asks somebody to sign off. It waits on one named assessor at a time.

    ``first_asked`` is whom the person chose, ``assessor`` whom it waits on now: a deputy's name does not replace the other.
    ``evidence`` lists what the person put forward, as it was then, each with the digest of its content.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sign_off_requests")
    framework = models.CharField(max_length=64)
    framework_version = models.PositiveIntegerField()
    competency = models.CharField(max_length=32)
    self_level = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)
    evidence = models.JSONField(default=list)
    first_asked = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="requests_to_answer")
    asked_at = models.DateTimeField()
    expires_on = models.DateField()
    state = models.CharField(max_length=16, choices=RequestState.choices, default=RequestState.WAITING)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, null=True, related_name="request")

    class Access(OfItsService):
        own = "person"
        seen_by = Action.VIEW_REQUEST

    class Meta:
        db_table = "competencies_signoffrequest"
        default_permissions = ()
        permissions = [
            (Action.VIEW_REQUEST.value, "See it"),
            (Action.ANSWER_REQUEST.value, "Answer it"),
            (Action.PASS_ON_REQUEST.value, "Pass it on"),
        ]
        ordering = ("asked_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("person", "framework", "competency"), condition=Q(state="waiting"), name="competencies_request_once"
            ),
            models.CheckConstraint(name="competencies_request_not_self", condition=~Q(person=F("assessor"))),
            models.CheckConstraint(name="competencies_request_reason", condition=~Q(state="sent_back", answer="")),
            models.CheckConstraint(name="competencies_request_signed", condition=Q(state="signed") ^ Q(sign_off__isnull=True)),
        ]


class SignOffRequestGrant(Grant):
    """Who is named on a request: those whom it has waited on may see it, the one it waits on may answer it."""

    content_object = models.ForeignKey(SignOffRequest, on_delete=models.CASCADE)

    class Meta(Grant.Meta):
        db_table = "competencies_signoffrequestgrant"


class RequestStep(models.Model):
    """One thing that happened to a request. ``to`` is whom it waits on afterwards, where that changed."""

    request = models.ForeignKey(SignOffRequest, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    deed = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "competencies_requeststep"
        default_permissions = ()
        ordering = ("pk",)
        constraints = [AppendOnly(name="competencies_request_step_append_only", merges=True)]
