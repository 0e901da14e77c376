from django.db import models


class Sent(models.Model):
    """A form that was sent and had its effect. ``key`` stands for the token of its page and all that was typed; ``leads_to`` is
    where it led."""

    key = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)
    leads_to = models.CharField(max_length=500, blank=True)

    class Meta:
        default_permissions = ()
