from django.db import models
from django.db.models import F, Q


class Course(models.Model):
    """A course somebody can complete. ``tags`` say what it counts as: in a standard they stand for the course.

    ``needs`` is the course to have completed before; ``refresh_months`` how long after it a refresher is due, if ever. Neither
    is a rule of eligibility: those are in a standard. ``withdrawn_at``: since when it is recorded in error, and completions of
    it count for nothing.
    """

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, blank=True)
    days = models.PositiveIntegerField()
    tags = models.JSONField(default=list)
    level = models.CharField(max_length=80, blank=True)
    needs = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    refresh_months = models.PositiveSmallIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        default_permissions = ()
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(name="training_course_needs_another", condition=Q(needs=None) | ~Q(needs=F("pk"))),
        ]

    def __str__(self) -> str:
        return self.title
