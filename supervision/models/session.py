from django.db import models
from django.db.models import Q

from governance.models import Fact
from people.models.conditions import LIVE

ANSWERS = ("confirmed", "disputed")


class Session(Fact):
    """A supervision session that was held: its governance facts, and nothing of what was said."""

    about = ("facilitator_id",)

    reference = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    held_on = models.DateField()
    minutes = models.PositiveIntegerField()
    facilitator = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sessions_facilitated")
    cases_discussed = models.PositiveIntegerField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("reference",), condition=LIVE, name="supervision_session_key"),
        ]


class Attendance(Fact):
    """Somebody who was there. It stands as long as its session does."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attendances")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("session", "person"), condition=LIVE, name="supervision_attendance_key"),
        ]


class Response(Fact):
    """What somebody said to the record of a session: confirmed or disputed."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="responses")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=16)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("session", "person", "answer"), condition=LIVE, name="supervision_response_key"),
            models.CheckConstraint(name="supervision_response_answer", condition=Q(answer__in=ANSWERS)),
        ]
