from django.db import models

from governance.constraints import AppendOnly


class VerificationStep(models.Model):
    """One thing that happened to evidence on its way to being verified: it was sent, more was asked for, it was answered.

    ``kind`` and ``place`` name the fact: a correction of it keeps its place, so the steps stay with it.
    """

    kind = models.CharField(max_length=16)
    place = models.BigIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    deed = models.CharField(max_length=16)
    note = models.TextField(blank=True)
    attachment = models.ForeignKey("people.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        indexes = [models.Index(fields=("kind", "place"), name="training_step_of")]
        constraints = [AppendOnly(name="training_verification_step_append_only", merges=True)]
