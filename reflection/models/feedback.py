"""What supervisees say to their supervisor about the supervision."""

from django.db import models
from django.db.models import F, Q

from governance.belonging import OfNoService
from governance.policy import Action

from .record import NobodyElse
from .sealed import Sealed


class Feedback(Sealed):
    """What one supervisee answered about one supervisor in a quarter: their last word in it counts. Without ``named`` it is
    heard only among five or more; with it, the supervisor reads it as theirs. What ``was_named`` in the quarter is never among
    the five."""

    owner_field = "author"

    author = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    supervisor = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    quarter = models.DateField()
    named = models.BooleanField()
    was_named = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Access(NobodyElse):
        own = "author"

    class Meta(Sealed.Meta):
        ordering = ("-quarter", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("author", "supervisor", "quarter"), name="reflection_feedback_once"),
            models.CheckConstraint(name="reflection_feedback_not_self", condition=~Q(author=F("supervisor"))),
        ]


class Together(models.Model):
    """What several said in a quarter that is over, put together once and for all: the band of each line. ``people`` are digests
    of who they were, kept so that no later quarter can be taken from this one."""

    supervisor = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    quarter = models.DateField()
    bands = models.JSONField()
    people = models.JSONField()

    class Access(OfNoService):
        own = "supervisor"
        seen_by = Action.READ_FEEDBACK

    class Meta:
        default_permissions = ()
        ordering = ("-quarter",)
        constraints = [models.UniqueConstraint(fields=("supervisor", "quarter"), name="reflection_together_once")]
