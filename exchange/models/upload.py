import uuid

from django.conf import settings
from django.db import models

from governance.belonging import OfItsService
from governance.policy import Action


class Upload(models.Model):
    """A service's files, looked through and waiting to be applied. The files lie outside the web root, under a random name,
    until they are applied or a day has passed; ``preview`` is what was found when they were looked through. With ``because``
    it withdraws what its rows name, for that reason."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    preview = models.JSONField()
    because = models.CharField(max_length=200, blank=True)

    class Access(OfItsService):
        seen_by = Action.IMPORT_FACTS

    class Meta:
        default_permissions = ()
        ordering = ("-made_at",)
