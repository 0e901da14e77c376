"""Asking for a sign-off, what became of it, and the sealed word that came out of it."""

import uuid

from django.db import models
from django.db.models import F, Q

from governance.belonging import BOTH, OfItsService
from governance.constraints import AppendOnly
from governance.models import Fact, Grant
from governance.policy import Action
from people.models.conditions import LIVE
from people.models.guards import InPost
from people.models.post import holders

from ..rules.words import HIGHEST_LEVEL
from .evidence import SignOff

SIGNED = '(SELECT s."{}" FROM "competencies_signoff" s WHERE s."id" = NEW."sign_off_id")'
"""Of the sign-off that a seal is about."""


class SelfRating(Fact):
    """How a person rates themselves in a competency, with what they say to it. Theirs, until they ask for a sign-off with it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="self_ratings")
    framework = models.CharField(max_length=64)
    competency = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=("person", "framework", "competency"), condition=LIVE, name="competencies_self_rating_key"
            ),
            models.CheckConstraint(name="competencies_self_rating_level", condition=Q(level__lte=HIGHEST_LEVEL)),
        ]


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


class RequestStep(models.Model):
    """One thing that happened to a request. ``to`` is whom it waits on afterwards, where that changed."""

    request = models.ForeignKey(SignOffRequest, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    deed = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    to = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [AppendOnly(name="competencies_request_step_append_only", merges=True)]


class Seal(models.Model):
    """What was signed, word for word, as one text that never changes, with its SHA-256 digest.

    ``content`` is JSON: the wording and the framework's version, evidence with digests, the declaration, level and comment, and
    who signed, in which role, and where they stood that day.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="seal")
    content = models.TextField()
    digest = models.CharField(max_length=64)

    class Access:
        belongs = BOTH
        own = "sign_off__person"
        seen_by = Action.VIEW_SIGN_OFF

        @staticmethod
        def in_services(services, on) -> Q:
            """Evidence goes along with the person, and stays with the service that recorded it."""
            return Q(sign_off__person__in=holders(services, on)) | Q(sign_off__recorded_in__in=services)

    class Meta:
        default_permissions = ()
        permissions = [(Action.VIEW_SIGN_OFF.value, "See it")]
        constraints = [
            AppendOnly(name="competencies_seal_append_only"),
            InPost(name="competencies_seal_in_post", who=SIGNED.format("signed_by_id"), on=SIGNED.format("signed_on")),
        ]


class SealGrant(Grant):
    """Whoever signed may see what they signed."""

    content_object = models.ForeignKey(Seal, on_delete=models.CASCADE)
