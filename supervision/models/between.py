"""What stands between those who were there: what they agreed, what they will do, and how they confirm. None of it is a
governance fact. ``session`` is the place of the session, which a correction keeps."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from governance.belonging import OfNoService
from governance.constraints import AppendOnly
from governance.policy import Action

from .session import of_person


def _parties(person, on) -> Q:
    """Those of a session that they led or were at, by the place that it keeps."""
    return Q(
        session__in=of_person(person)
        .annotate(keeps=Coalesce("place", "pk", output_field=models.BigIntegerField()))
        .values("keeps")
    )


class Summary(models.Model):
    """What those who were there agreed, in words that only they read: the last one counts, and none is ever changed."""

    session = models.BigIntegerField()
    words = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Access(OfNoService):
        own = staticmethod(_parties)
        seen_by = Action.READ_SUMMARY

    class Meta:
        default_permissions = ()
        verbose_name_plural = "summaries"
        ordering = ("-pk",)
        indexes = [models.Index(fields=("session",), name="supervision_summary_session")]
        constraints = [AppendOnly(name="supervision_summary_append_only", merges=True)]


class FollowUp(models.Model):
    """Something that somebody will do by a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.BigIntegerField()
    what = models.CharField(max_length=200)
    owner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)

    class Access(OfNoService):
        own = "owner"
        seen_by = Action.CLOSE_FOLLOW_UP

    class Meta:
        default_permissions = ()
        ordering = ("due_on", "pk")
        indexes = [models.Index(fields=("session",), name="supervision_follow_up_session")]


class ConfirmationLink(models.Model):
    """A way to confirm a session without signing in. Only a digest of it is kept; it is good once, until a day, for one
    person."""

    session = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    dead_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=("session", "person"), name="supervision_link_session")]


class Feed(models.Model):
    """The secret address of somebody's calendar, as a digest. A new one is the death of the old."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
