from django.db import models
from django.db.models import F, Q

from governance.constraints import AppendOnly


class Merge(models.Model):
    """Two records of one person were merged: what named the one that is ``gone`` names the one that is ``kept`` from then on.
    ``email``: that of the one that is gone, which can be theirs from now on. The database lets a fact follow a person only
    where there is one of these rows (``governance.constraints``)."""

    gone = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="merged_into")
    email = models.EmailField(max_length=254)
    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="merges")
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            AppendOnly(name="people_merge_append_only"),
            models.CheckConstraint(name="people_merge_two", condition=~Q(gone=F("kept"))),
        ]


class FormerNumber(models.Model):
    """An employee number by which somebody was known before: imports find them by it for ever."""

    number = models.CharField(max_length=32, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="former_numbers")
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()
