"""The secret address of somebody's calendar."""

import secrets
from dataclasses import dataclass

from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from people.models import Person

from ..links import digest
from ..models import Feed


@dataclass(frozen=True, slots=True)
class Address:
    """Shown once: only its digest is kept."""

    secret: str


@governed(Action.KEEP_CALENDAR, on="person")
def new_address(*, person: Person, by) -> Address:
    """A new address; the old one is dead from now on."""
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(person=person, defaults={"digest": digest(secret), "made_at": timezone.now()})
    return Address(secret)
