from django.db import models


class Course(models.Model):
    """A course somebody can complete. ``tags`` say what it counts as: in a standard they stand for the course."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, blank=True)
    days = models.PositiveIntegerField()
    tags = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title
