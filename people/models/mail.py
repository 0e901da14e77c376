from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """A mail that something waits for a person on the site, or their digest of a ``day``. It carries no content. Several that
    wait for one person go out as one. ``claimed_at``: since when somebody is sending it. ``link``: it brings a link to a new
    password, which is made when it is sent, so that none lies here.

    Two transactions that tell the same people wait for nothing of each other's here: a constraint would have them wait
    crosswise.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    queued_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    link = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("person", "day"), condition=~Q(day=None), name="people_mail_one_digest")]
        indexes = [models.Index(fields=("person",), condition=Q(sent_at=None), name="people_mail_unsent")]


class MailChoice(models.Model):
    """How often somebody is sent what lies ahead: every day, every week, or not at all. Without a row it is every week."""

    DAILY, WEEKLY, OFF = "daily", "weekly", "off"

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="mail_choice")
    digest = models.CharField(max_length=8)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="people_mail_choice", condition=Q(digest__in=("daily", "weekly", "off")))]
