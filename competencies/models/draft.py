import hashlib
import json
import uuid

from django.conf import settings
from django.db import models

from governance.belonging import OfNoService
from governance.policy import Action

from .standard import StandardVersion


class StandardDraft(models.Model):
    """A version of a standard in the making, as the text that somebody writes. Published once, and then for good."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    published = models.OneToOneField(StandardVersion, on_delete=models.PROTECT, null=True, related_name="draft")

    class Access(OfNoService):
        seen_by = Action.DRAFT_STANDARD

    class Meta:
        default_permissions = ()
        ordering = ("-saved_at",)

    @property
    def title(self) -> str:
        """Which standard it is to be, as far as its text says so."""
        try:
            document = json.loads(self.text)
            return f"{document['title']}, version {document['version']}"
        except (ValueError, RecursionError, TypeError, KeyError):
            return "A standard without a name yet"

    @property
    def digest(self) -> str:
        """The digest of the text that somebody has before them."""
        return hashlib.sha256(self.text.encode()).hexdigest()
