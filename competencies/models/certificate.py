import uuid

from django.db import models
from django.db.models import Q

from governance.constraints import AppendOnly
from governance.policy import Action
from people.models.post import holders


class Certificate(models.Model):
    """What a paper says of a supervisor: whether it is still so is worked out whenever somebody asks, and never stored."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=201)
    standard = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    eligible_since = models.DateField()
    issued_at = models.DateTimeField()

    class Access:
        own = "person"
        seen_by = Action.VIEW_CERTIFICATE

        @staticmethod
        def in_services(services, on) -> Q:
            return Q(person__in=holders(services, on))

    class Meta:
        default_permissions = ()
        constraints = [
            AppendOnly(name="competencies_certificate_append_only"),
            models.UniqueConstraint(
                fields=("person", "standard", "version", "eligible_since", "name"), name="competencies_certificate_key"
            ),
        ]
