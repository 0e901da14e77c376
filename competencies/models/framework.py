from django.db import models

from governance.constraints import AppendOnly
from governance.models import PublishedVersion, guards_of_a_version


class Framework(PublishedVersion):
    """One published version of a competency framework; the database refuses to change it. Sign-offs name a framework by its
    code, so they outlive a version."""

    class Meta(PublishedVersion.Meta):
        constraints = guards_of_a_version("competencies_framework")


class Domain(models.Model):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="domains")
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ("position",)
        constraints = [
            AppendOnly(name="competencies_domain_append_only"),
            models.UniqueConstraint(fields=("framework", "code"), name="competencies_domain_code"),
        ]


class Competency(models.Model):
    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="competencies")
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="competencies")
    code = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    looks_for = models.TextField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ("position",)
        constraints = [
            AppendOnly(name="competencies_competency_append_only"),
            models.UniqueConstraint(fields=("framework", "code"), name="competencies_competency_code"),
        ]

    @property
    def named(self) -> str:
        """``Live observation (P2)``."""
        return f"{self.title} ({self.code})"
