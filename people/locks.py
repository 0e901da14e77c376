"""Holding on to people, so that what is decided about them at once happens one after the other."""

from collections.abc import Iterable

from .models import Person


def hold(*people: Person) -> None:
    """Whatever else holds on to any of these people waits for this transaction. Always in one order, so that no two wait
    crosswise."""
    hold_by_key(person.pk for person in people)


def hold_by_key(people: Iterable[int]) -> None:
    keys = set(people)
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
