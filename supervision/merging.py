"""A calendar has one address; in one series somebody is once."""

from people.merging import on_merge
from people.models import Person

from .models import Feed, SeriesMember


@on_merge
def once(kept: Person, gone: Person) -> None:
    Feed.objects.filter(person=gone).delete()
    there = SeriesMember.objects.filter(person=kept, last_on=None).values("series")
    SeriesMember.objects.filter(person=gone, last_on=None, series__in=there).delete()
