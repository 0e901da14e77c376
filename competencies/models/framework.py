from django.db import models

from governance.belonging import OfNoService
from governance.constraints import AppendOnly
from governance.policy import Action


class Framework(models.Model):
    """One published version of a competency framework; the database refuses to change it. Sign-offs name a framework by its
    code, so they outlive a version."""

    code = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Access(OfNoService):
        seen_by = Action.READ_STANDARD

    class Meta:
        default_permissions = ()
        ordering = ("code", "version")
        constraints = [
            AppendOnly(name="competencies_framework_append_only"),
            models.UniqueConstraint(fields=("code", "version"), name="competencies_framework_version"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"


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
