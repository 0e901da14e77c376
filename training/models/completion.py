from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from governance.models import Fact
from governance.policy import Action
from people.models.conditions import LIVE
from people.models.post import AboutSomebody


class Qualification(Fact):
    """An award. It counts once verified, and then from the day it was awarded."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="qualifications")
    qualification = models.CharField(max_length=64)
    awarded_on = models.DateField()
    awarding_body = models.CharField(max_length=200, blank=True)
    evidence_ref = models.CharField(max_length=200, blank=True)
    verified_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verified_on = models.DateField(null=True)

    class Access(AboutSomebody):
        seen_by = Action.VIEW_EVIDENCE

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=("person", "qualification", "awarded_on"), condition=LIVE, name="training_qualification_key"
            ),
        ]


class Completion(Fact):
    """A place on a course, from enrolment to completion or withdrawal. It counts once verified, from the day of completion."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="completions")
    course = models.ForeignKey("training.Course", on_delete=models.PROTECT, related_name="completions")
    started_on = models.DateField(null=True)
    completed_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    evidence_ref = models.CharField(max_length=200, blank=True)
    verified_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    verified_on = models.DateField(null=True)

    class Access(AboutSomebody):
        seen_by = Action.VIEW_EVIDENCE

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                "person", "course", Coalesce("started_on", "completed_on"), condition=LIVE, name="training_completion_key"
            ),
            models.CheckConstraint(
                name="training_completion_dated", condition=Q(started_on__isnull=False) | Q(completed_on__isnull=False)
            ),
            models.CheckConstraint(name="training_completion_one_end", condition=Q(completed_on=None) | Q(withdrawn_on=None)),
        ]
