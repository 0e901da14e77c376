from django.db import models
from django.db.models import Q

from governance.belonging import WITH_THE_PERSON
from governance.constraints import NoOverlap
from governance.models import Fact

from .. import labels
from ..rules.facts import FULL_TIME
from .conditions import LIVE, ends_after_it_starts

MOST_FTE = FULL_TIME * 3 // 2


class Post(Fact):
    """One post of one assignment: what the role clock, the register and a person's rights are read from."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="posts")
    assignment_number = models.CharField(max_length=40)
    service = models.ForeignKey("people.Service", on_delete=models.PROTECT, related_name="posts")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, null=True, related_name="posts")
    role = models.CharField(max_length=32)
    stage = models.CharField(max_length=16, blank=True)
    band = models.CharField(max_length=8, blank=True)
    fte_hundred_thousandths = models.PositiveIntegerField()
    started_on = models.DateField()
    finished_on = models.DateField(null=True)
    line_manager = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("people_post_period"),
            NoOverlap(name="people_post_once", same=("assignment_number",)),
            models.UniqueConstraint(fields=("assignment_number", "started_on"), condition=LIVE, name="people_post_key"),
            models.CheckConstraint(
                name="people_post_fte", condition=Q(fte_hundred_thousandths__gt=0, fte_hundred_thousandths__lte=MOST_FTE)
            ),
        ]
        indexes = [
            models.Index(fields=("service", "started_on"), condition=LIVE, name="people_post_service"),
        ]

    @property
    def role_words(self) -> str:
        return labels.role(self.role)


def holders(services, on) -> models.QuerySet:
    """The keys of people with a post in one of the services on the day, or one that is still to begin."""
    posts = Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=on), service__in=services)
    return posts.values("person")


class AboutSomebody:
    """Access to records about one person: theirs, and of the services where they have a post."""

    belongs = WITH_THE_PERSON
    own = "person"

    @staticmethod
    def in_services(services, on) -> Q:
        return Q(person__in=holders(services, on))


class Absence(Fact):
    """Time away. Its kind is not shown to peers."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=32)
    started_on = models.DateField()
    finished_on = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("people_absence_period"),
            models.UniqueConstraint(fields=("person", "kind", "started_on"), condition=LIVE, name="people_absence_key"),
        ]
