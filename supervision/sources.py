"""Whom somebody supervises: known to those who lie above, who say it by registering."""

from collections.abc import Callable, Iterable
from datetime import date

from people.models import Person

Source = Callable[[Person, date], Iterable[Person]]
_sources: list[Source] = []


def says_whom_they_supervise(source: Source) -> Source:
    """Have ``source`` asked whom somebody supervises on a day, or will."""
    _sources.append(source)
    return source


def supervisees_of(person: Person, on: date) -> list[Person]:
    """The supervisees by name, each once."""
    people = {one.pk: one for source in _sources for one in source(person, on)}
    return sorted(people.values(), key=lambda one: (one.last_name, one.first_name, one.pk))
