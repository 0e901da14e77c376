"""Timelines are worked out anew for who is kept, and are not theirs who is gone."""

from people.merging import on_merge
from people.models import Person

from .models import Timeline, TimelineRun


@on_merge
def forget(kept: Person, gone: Person) -> None:
    for kind in (Timeline, TimelineRun):
        kind.objects.filter(person=gone).delete()
