import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.belonging import OF_RECORD
from governance.models import Fact
from governance.policy import Action
from people.models.conditions import LIVE

ANSWERS = ("confirmed", "disputed")


def new_reference() -> str:
    return uuid.uuid4().hex


class Session(Fact):
    """A supervision session that was held: its governance facts, and nothing of what was said.

    ``slot`` names it within its series. A correction keeps its ``place``, by which what belongs to the session finds it.
    """

    about = ("facilitator_id",)
    parts = ("attendances", "responses", "case_counts")

    reference = models.CharField(max_length=64, default=new_reference)
    kind = models.CharField(max_length=32)
    held_on = models.DateField()
    minutes = models.PositiveIntegerField()
    facilitator = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="sessions_facilitated")
    outside = models.CharField(max_length=100, blank=True)
    cases_discussed = models.PositiveIntegerField(null=True)
    series = models.ForeignKey("supervision.Series", on_delete=models.PROTECT, null=True, related_name="sessions")
    slot = models.DateField(null=True)
    private_room = models.BooleanField(null=True)
    reflection_minutes = models.PositiveSmallIntegerField(null=True)
    asked_how_they_are = models.BooleanField(null=True)

    class Access:
        belongs = OF_RECORD
        seen_by = Action.VIEW_SESSION

        @staticmethod
        def own(person, on) -> Q:
            """The sessions of one's own, corrected ones too: its page leads on to what stands there now."""
            there = Attendance.objects.filter(session=OuterRef("pk"), person=person)
            return Q(facilitator=person) | Exists(there)

        @staticmethod
        def in_services(services, on) -> Q:
            """The sessions of a series, where the series is; else where it was recorded."""
            return Q(series__service__in=services) | Q(series=None, recorded_in__in=services)

    class Meta(Fact.Meta):
        indexes = [models.Index(fields=("place",), condition=Q(place__isnull=False), name="supervision_session_place")]
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("reference",), condition=LIVE, name="supervision_session_key"),
            models.UniqueConstraint(fields=("series", "slot"), condition=LIVE, name="supervision_session_of_series"),
            models.CheckConstraint(
                name="supervision_session_slot",
                condition=Q(series=None, slot=None) | Q(series__isnull=False, slot__isnull=False),
            ),
        ]

    @property
    def led_by(self) -> str:
        return str(self.facilitator) if self.facilitator else self.outside


def of_person(person, known_at: datetime | None = None) -> QuerySet[Session]:
    """Sessions that somebody led or was at, as they are known.

    By their keys: a database that is asked who led or was there, all in one, reads every session there is.
    """
    led = Session.objects.known_at(known_at).filter(facilitator=person).values("pk")
    there = Attendance.objects.known_at(known_at).filter(person=person).values("session")
    return Session.objects.known_at(known_at).filter(pk__in=led.union(there))


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
    """What somebody said to the record of a session: confirmed or disputed. Who disputes says how it was: their version stands
    beside the record's, and is ``carried`` on to a corrected record until they answer that."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="responses")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=16)
    held_on = models.DateField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    words = models.TextField(blank=True)
    carried = models.BooleanField(default=False)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("session", "person", "answer"), condition=LIVE, name="supervision_response_key"),
            models.CheckConstraint(name="supervision_response_answer", condition=Q(answer__in=ANSWERS)),
        ]


class CaseCount(Fact):
    """How many cases were brought for one reason. Counts alone: never a patient."""

    about = ()

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="case_counts")
    trigger = models.CharField(max_length=32)
    count = models.PositiveSmallIntegerField()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("session", "trigger"), condition=LIVE, name="supervision_count_key"),
        ]
