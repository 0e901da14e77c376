import uuid

from django.db import models


class Work(models.Model):
    """Something long that the worker does for a person. ``said`` and ``leads_to`` are how it ended, for that person alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.JSONField()
    doing = models.CharField(max_length=100)
    queued_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    well = models.BooleanField(default=True)
    said = models.TextField(blank=True)
    leads_to = models.CharField(max_length=200)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=("person",), condition=models.Q(seen_at=None), name="people_work_unseen")]
