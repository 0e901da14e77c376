"""Guidance that must be looked at again, on the desk of whoever edits it."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from governance.policy import Role
from people.desk import Waits, on_the_desk
from people.models import Person

from .models import GuidancePage
from .readers import edited_by

AHEAD = timedelta(days=28)


def due_by(on: date):
    """Published pages whose review is due within four weeks, or was."""
    return GuidancePage.objects.live().filter(review_by__lte=on + AHEAD).order_by("review_by", "title")


@on_the_desk
def to_review(person: Person, on: date) -> Iterable[Waits]:
    if Role.EDITOR in person.held_roles(on) and (count := len(edited_by(person, due_by(on)))):
        yield Waits(
            f"{count} guidance {'page is' if count == 1 else 'pages are'} due for review", reverse("guidance_to_review")
        )
