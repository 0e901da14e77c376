import uuid

from django.db import models

from governance.models import Fact, Grant
from governance.policy import Action

from .post import AboutSomebody


class Attachment(Fact):
    """A file that somebody put forward as evidence about themselves. The bytes lie outside the web root under a random name.

    A fact like any other: it is not taken away from under what was decided with it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Access(AboutSomebody):
        seen_by = Action.VIEW_ATTACHMENT

    class Meta(Fact.Meta):
        permissions = [(Action.VIEW_ATTACHMENT.value, "See it")]


class AttachmentGrant(Grant):
    """Whoever is asked to decide with a file may see it."""

    content_object = models.ForeignKey(Attachment, on_delete=models.CASCADE)
