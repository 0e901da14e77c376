"""What of somebody's training waits on their desk."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from people.desk import Waits, on_the_desk
from people.labels import on_day
from people.models import Person

from .queries import refreshers

SOON = timedelta(days=90)


@on_the_desk
def to_refresh(person: Person, on: date) -> Iterable[Waits]:
    """Courses whose refresher is due soon, or was."""
    for one in refreshers(person.pk):
        if one.due <= on + SOON:
            verb = "was due" if one.due <= on else "is due"
            yield Waits(f"A refresher of “{one.title}” {verb} on {on_day(one.due)}", reverse("training:mine"))
