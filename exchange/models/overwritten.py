from django.conf import settings
from django.db import models

from governance.constraints import AppendOnly


class Overwritten(models.Model):
    """What stood in a record that an import changed in place: the name of a person, a team, a course or a service.
    ``withdrawn_at``: since when that change is recorded in error, and this stands again."""

    record = models.CharField(max_length=64)
    key = models.BigIntegerField()
    attribute = models.CharField(max_length=64)
    before = models.TextField()
    after = models.TextField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        verbose_name_plural = "overwritten"
        indexes = [models.Index(fields=("record", "key"), name="exchange_overwritten_record")]
        constraints = [
            AppendOnly(name="exchange_overwritten_append_only", except_for=("withdrawn_at",), until="withdrawn_at", merges=True)
        ]
