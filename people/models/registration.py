from django.db import models

from governance.models import Fact

from .conditions import LIVE, ends_after_it_starts


class Registration(Fact):
    """An entry on the register of a professional body."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="registrations")
    body = models.CharField(max_length=32)
    number = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("people_registration_period", "valid_from", "valid_to"),
            models.UniqueConstraint(fields=("person", "body", "valid_from"), condition=LIVE, name="people_registration_key"),
        ]
