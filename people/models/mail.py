from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """That something waits for a person on the site: at most one unsent for each, however much happens. It carries no content."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    queued_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("person",), condition=Q(sent_at=None), name="people_mail_unsent_once")]
