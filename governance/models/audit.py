from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from ..constraints import AppendOnly


class AuditEntry(models.Model):
    """One thing that somebody did. The database refuses to change or delete it; see ``governance.audit`` for the chain.

    ``by`` is empty where the operator of the server acted. ``subject`` names a record by type and key, ``summary`` holds
    counts, codes and digests: never a name, never content.
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=128, blank=True)
    summary = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    digest_before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ("number",)
        verbose_name_plural = "audit entries"
        constraints = [AppendOnly(name="governance_audit_append_only")]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
