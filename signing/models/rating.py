"""How somebody rates themselves, which is theirs until they ask for a sign-off with it."""

from django.db import models
from django.db.models import Q

from competencies.rules.words import HIGHEST_LEVEL
from governance.models import Fact, guards_of_a_fact
from people.models.conditions import LIVE


class SelfRating(Fact):
    """How a person rates themselves in a competency, with what they say to it. Theirs, until they ask for a sign-off with
    it."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="self_ratings")
    framework = models.CharField(max_length=64)
    competency = models.CharField(max_length=32)
    level = models.PositiveSmallIntegerField()
    comment = models.TextField(blank=True)

    class Meta(Fact.Meta):
        db_table = "competencies_selfrating"
        constraints = [
            *guards_of_a_fact("competencies_selfrating"),
            models.UniqueConstraint(
                fields=("person", "framework", "competency"), condition=LIVE, name="competencies_self_rating_key"
            ),
            models.CheckConstraint(name="competencies_self_rating_level", condition=Q(level__lte=HIGHEST_LEVEL)),
        ]
