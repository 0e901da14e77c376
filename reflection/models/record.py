"""What somebody writes for themselves, and what of it they let one other person read."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from allocations.models import Allocation
from governance.belonging import OfNoService
from governance.policy import Action
from people.models import Person
from people.models.conditions import covering
from people.models.post import Post
from supervision.models import SeriesMember

from ..rules.sharing import AFTER_THE_PAIR
from ..rules.words import WELLBEING
from .sealed import Sealed
from .tool import Tool


class NobodyElse(OfNoService):
    """Access to what its owner alone knows of."""

    seen_by = Action.KEEP_REFLECTION


class Record(Sealed):
    """Something written with a tool about a day: a draft until it is finished. ``revision`` counts how often it was kept, so
    that a second tab does not write over the first."""

    owner_field = "author"

    author = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="reflections")
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=0)

    class Access(NobodyElse):
        own = "author"

    class Meta(Sealed.Meta):
        ordering = ("-on", "-pk")


def still_a_pair(on) -> Q:
    """The shares of which this is so: does the one supervise the other on a day, in a pair or a group, or did they until
    lately? A pair that begins after the day of the share opens nothing again."""
    since, shared = on - AFTER_THE_PAIR, OuterRef("shared_on")
    lately = Q(finished_on=None) | Q(finished_on__gte=since)
    pairs = Allocation.objects.live().filter(lately, started_on__lte=shared)
    in_series = SeriesMember.objects.filter(Q(last_on=None) | Q(last_on__gte=since), first_on__lte=shared).filter(
        Q(series__last_on=None) | Q(series__last_on__gte=since)
    )
    either_way = (("reader", "author"), ("author", "reader"))
    still = Q(pk__in=())
    for over, under in either_way:
        still |= Exists(pairs.filter(supervisor=OuterRef(over), supervisee=OuterRef(under)))
        still |= Exists(in_series.filter(series__facilitator=OuterRef(over), person=OuterRef(under)))
    return still


class Share(models.Model):
    """A door to one record for one named reader. With ``whole`` they read it; without, they see that there is one: its day, its
    tool and how long it is. It closes when its author takes it back, and where the two were a pair, 28 days after they no
    longer are."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="shares")
    author = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    reader = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    whole = models.BooleanField()
    as_a_pair = models.BooleanField()
    shared_at = models.DateTimeField()
    shared_on = models.DateField()
    taken_back_at = models.DateTimeField(null=True)

    class Access(OfNoService):
        seen_by = Action.READ_SHARED

        @staticmethod
        def own(person, on) -> Q:
            return Q(reader=person) & open_doors(on)

    class Meta:
        default_permissions = ()
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=("record", "reader"), condition=Q(taken_back_at=None), name="reflection_share_once"),
            models.CheckConstraint(name="reflection_share_not_self", condition=~Q(author=models.F("reader"))),
        ]


def open_doors(on) -> Q:
    """The shares that can be read on a day: not taken back, about nobody's wellbeing, the reader still in post, and the two
    still a pair where they were one, else still colleagues in one service."""
    posts = Post.objects.live()
    lately = Q(finished_on=None) | Q(finished_on__gte=on - AFTER_THE_PAIR)
    authors = posts.filter(lately, started_on__lte=on, person=OuterRef(OuterRef("author"))).values("service")
    reads = posts.filter(covering(on), person=OuterRef("reader"))
    colleagues = Q(as_a_pair=False) & Exists(reads.filter(service__in=authors))
    pair = Q(as_a_pair=True) & Exists(reads) & still_a_pair(on)
    return Q(taken_back_at=None) & ~Q(record__tool__about=WELLBEING) & (colleagues | pair)


class ShareReading(models.Model):
    """When somebody read what was shared with them, for its author to see."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="readings")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ("-pk",)


class Reminder(models.Model):
    """A note that somebody is asked on their desk, some months after a measure, whether to look again."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="+")
    months = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    over_at = models.DateTimeField(null=True)

    class Access(NobodyElse):
        own = "person"

    class Meta:
        default_permissions = ()
        ordering = ("due_on", "pk")
