from django.db import models

from governance.constraints import NoOverlap
from governance.models import Fact
from governance.policy import Role

from .conditions import LIVE, ends_after_it_starts

GIVEN = (Role.AUDITOR, Role.EDITOR, Role.STEWARD)


class Membership(Fact):
    """A role that no post gives: an auditor of a service, or (without a service) a content editor or a steward of the standards
    for the whole country."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, null=True, related_name="memberships")
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in GIVEN])
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("people_membership_period"),
            NoOverlap(name="people_membership_once", same=("person_id", "service_id", "role"), nullable=("service_id",)),
            models.UniqueConstraint(
                fields=("person", "role", "service", "started_on"), condition=LIVE, name="people_membership_key"
            ),
        ]
