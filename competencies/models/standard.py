from django.db import models

from governance.belonging import OfNoService
from governance.constraints import AppendOnly
from governance.policy import Action


class StandardVersion(models.Model):
    """One published version of a standard, as the JSON it was published as. The database refuses to change it."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    effective_from = models.DateField()
    document = models.JSONField()
    published_at = models.DateTimeField()

    class Access(OfNoService):
        seen_by = Action.READ_STANDARD

    class Meta:
        default_permissions = ()
        ordering = ("code", "effective_from")
        constraints = [
            AppendOnly(name="competencies_standard_append_only"),
            models.UniqueConstraint(fields=("code", "version"), name="competencies_standard_version"),
            models.UniqueConstraint(fields=("code", "effective_from"), name="competencies_standard_from"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"
