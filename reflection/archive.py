"""What somebody wrote for themselves, to take along when they have left."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from nhsuk.components import Link
from people.leaving import to_fetch
from people.models import Person

from .models import Sealed


@to_fetch
def belongings(person: Person, on: date) -> Iterable[Link]:
    if Sealed.any_of(person):
        yield Link("Your reflections, to read and to keep (ZIP)", reverse("reflections:take_along"))
        yield Link("Erase your reflections for ever", reverse("reflections:erase"))
