import uuid

from django.db import models

from governance.constraints import AppendOnly
from governance.policy import Action
from people.models.post import AboutSomebody


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

    class Access(AboutSomebody):
        seen_by = Action.VIEW_CERTIFICATE

    class Meta:
        default_permissions = ()
        constraints = [
            AppendOnly(name="competencies_certificate_append_only", merges=True),
            models.UniqueConstraint(
                fields=("person", "standard", "version", "eligible_since", "name"), name="competencies_certificate_key"
            ),
        ]
