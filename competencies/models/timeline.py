from django.db import models


class Timeline(models.Model):
    """What was worked out for one person under one standard: kept up to date with the facts, and never a fact itself.

    ``lacks``: what keeps the person from becoming eligible, as runs ``[day, version, places in its tree]``.
    """

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="timelines")
    standard = models.CharField(max_length=64)
    first_on = models.DateField()
    lacks = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("person", "standard"), name="competencies_timeline_key")]


class TimelineRun(models.Model):
    """A run of one state. The runs of a person under a standard follow on each other from the first fact on, without end."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="timeline_runs")
    standard = models.CharField(max_length=64)
    state = models.CharField(max_length=16)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("person", "standard", "started_on"), name="competencies_timeline_run_key"),
        ]
