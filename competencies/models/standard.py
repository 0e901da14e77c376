from django.db import models

from governance.models import PublishedVersion, guards_of_a_version


class StandardVersion(PublishedVersion):
    """One published version of a standard, as the JSON it was published as. The database refuses to change it."""

    effective_from = models.DateField()
    document = models.JSONField()

    class Meta(PublishedVersion.Meta):
        ordering = ("code", "effective_from")
        constraints = [
            *guards_of_a_version("competencies_standard"),
            models.UniqueConstraint(fields=("code", "effective_from"), name="competencies_standard_from"),
        ]
