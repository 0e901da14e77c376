from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """That something waits for a person on the site. It carries no content. Several that wait for one person go out as one.

    Two transactions that tell the same people wait for nothing of each other's here: a constraint would have them wait crosswise.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    queued_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        indexes = [models.Index(fields=("person",), condition=Q(sent_at=None), name="people_mail_unsent")]
