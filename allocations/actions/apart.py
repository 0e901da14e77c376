"""Asking in private not to be paired with somebody."""

from django.db import IntegrityError, transaction

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused
from people.models import Person

from ..models import Apart


@governed(Action.KEEP_APART, on="person")
def keep_apart(*, person: Person, other: Person, by) -> Apart:
    """Plans and choices keep to it; nobody else is told, or can read it. Raises ``Refused``."""
    if person == other:
        raise Refused("You cannot choose yourself. Choose someone else.")
    try:
        with transaction.atomic(), recording(by=by) as book:
            return book.record([Apart(person=person, other=other)])[0]
    except IntegrityError:
        raise Refused("You have already asked not to be paired with this person.") from None


@governed(Action.KEEP_APART, on="asked")
def no_longer_apart(*, asked: Apart, by) -> Apart:
    """Take back that two are kept apart. Raises ``Refused`` where it was taken back before."""
    standing = Apart.objects.live().select_for_update().filter(pk=asked.pk).first()
    if standing is None:
        raise Refused("You have already removed this.")
    with recording(by=by) as book:
        book.void([standing], because="Removed by the person themselves.")
    return standing
