"""What this package puts on people's desks: only what they alone may know."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Max, Q
from django.urls import reverse

from people.desk import Waits, on_the_desk
from people.labels import on_day
from people.models import Person
from people.models.post import Post

from .models import Recognition, Record, Reminder
from .queries import shared_with

BEFORE_LEAVING = timedelta(days=28)


@on_the_desk
def reflection_waits(person: Person, on: date) -> Iterable[Waits]:
    """What others share and the reader has not opened; strengths that somebody saw; measures to look at again; what to take
    along."""
    for door in shared_with(person, on).filter(readings=None):
        words = (
            f"{door.author} has shared a reflection with you"
            if door.whole
            else f"{door.author} has shared that they wrote a reflection"
        )
        yield Waits(words, reverse("reflections:shared", args=[door.public_id]))
    if new := Recognition.objects.filter(person=person, seen_at=None).count():
        words = "A colleague recorded a strength of yours" if new == 1 else f"Colleagues recorded {new} strengths of yours"
        yield Waits(words, reverse("reflections:strengths"))
    for one in Reminder.objects.filter(person=person, over_at=None, due_on__lte=on).select_related("tool")[:1]:
        words = f"{one.months} months since you last used “{one.tool.title}”. Use it again?"
        let_go = reverse("reflections:let_go", args=[one.public_id])
        yield Waits(words, reverse("reflections:tool", args=[one.tool.code]), "Not this time", let_go)
    yield from _leaving(person, on)


def _leaving(person: Person, on: date) -> Iterable[Waits]:
    posts = Post.objects.live().filter(Q(finished_on=None) | Q(finished_on__gte=on), person=person)
    if posts.filter(finished_on=None).exists():
        return
    last = posts.aggregate(last=Max("finished_on"))["last"]
    if last and last <= on + BEFORE_LEAVING and Record.objects.filter(author=person).exists():
        yield Waits(f"Your post ends on {on_day(last)}: take your reflections with you", reverse("reflections:all"))
