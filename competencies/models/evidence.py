from django.db import models
from django.db.models import F, Q

from governance.models import Fact
from people.models.conditions import LIVE, ends_after_it_starts

from ..rules.words import HIGHEST_LEVEL


class SignOff(Fact):
    """Somebody's word that a person has reached a level in a competency. Nobody signs off themselves."""

    in_order = True

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sign_offs")
    framework = models.CharField(max_length=64)
    competency = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField()
    signed_on = models.DateField()
    signed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="sign_offs_given")
    revoked_on = models.DateField(null=True)
    comment = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=("person", "framework", "competency", "signed_on", "signed_by"),
                condition=LIVE,
                name="competencies_sign_off_key",
            ),
            models.CheckConstraint(name="competencies_sign_off_level", condition=Q(level__lte=HIGHEST_LEVEL)),
            models.CheckConstraint(name="competencies_sign_off_not_self", condition=~Q(person=F("signed_by"))),
        ]


class Observation(Fact):
    """A practice or supervision session that was watched. ``observer`` is free text; a score is kept in whole hundredths."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=32)
    observed_on = models.DateField()
    intervention = models.CharField(max_length=100, blank=True)
    instrument = models.CharField(max_length=100, blank=True)
    score_hundredths = models.PositiveIntegerField(null=True)
    observer = models.CharField(max_length=200, blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(
                fields=("person", "kind", "observed_on", "intervention", "observer"),
                condition=LIVE,
                name="competencies_observation_key",
            ),
        ]


class Approval(Fact):
    """Leave given by somebody else, such as a line manager or a panel."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="approvals")
    kind = models.CharField(max_length=64)
    approved_on = models.DateField()
    approved_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    withdrawn_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.UniqueConstraint(fields=("person", "kind", "approved_on"), condition=LIVE, name="competencies_approval_key"),
            models.CheckConstraint(name="competencies_approval_not_self", condition=~Q(person=F("approved_by"))),
        ]


class Waiver(Fact):
    """One requirement or group that passes for a while, for a reason. It always ends, and nobody grants it to themselves."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="waivers")
    requirement = models.CharField(max_length=64)
    granted_on = models.DateField()
    ends_on = models.DateField()
    granted_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.TextField()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("competencies_waiver_period", "granted_on", "ends_on"),
            models.UniqueConstraint(
                fields=("person", "requirement", "granted_on"), condition=LIVE, name="competencies_waiver_key"
            ),
            models.CheckConstraint(name="competencies_waiver_not_self", condition=~Q(person=F("granted_by"))),
        ]


class StrengthSeen(Fact):
    """A strength or a success that somebody saw in a person, in words that the person put forward themselves. ``said_by`` may
    be the person."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="strengths_seen")
    said_on = models.DateField()
    said_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    words = models.TextField()

    class Meta(Fact.Meta):
        verbose_name_plural = "strengths seen"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(name="competencies_strength_words", condition=~Q(words="")),
        ]


class NotObserved(Fact):
    """An observation that was due and could not take place, with the reason. It counts for nothing: it is there to be
    reported."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="not_observed")
    kind = models.CharField(max_length=32)
    planned_on = models.DateField()
    because = models.CharField(max_length=400)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(name="competencies_not_observed_why", condition=~Q(because="")),
            models.UniqueConstraint(
                fields=("person", "kind", "planned_on"), condition=LIVE, name="competencies_not_observed_key"
            ),
        ]
