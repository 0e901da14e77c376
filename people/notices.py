"""Telling people on their own desk."""

from collections.abc import Iterable

from django.utils import timezone

from .models import Notice, Person

LONGEST = 300
MOST = 20


def tell(people: Iterable[Person], text: str, href: str) -> None:
    """Each of the people once, inside the transaction of what it is about."""
    Notice.objects.bulk_create(
        Notice(person_id=key, at=timezone.now(), text=text[:LONGEST], href=href) for key in sorted({p.pk for p in people})
    )


def unseen(person: Person) -> list[Notice]:
    return list(Notice.objects.filter(person=person, seen_at=None)[:MOST])


def seen(person: Person, up_to: int) -> None:
    """The newest that was on the page, and those before it that were shown with it."""
    shown = Notice.objects.filter(person=person, seen_at=None, pk__lte=up_to).values_list("pk", flat=True)[:MOST]
    Notice.objects.filter(pk__in=list(shown)).update(seen_at=timezone.now())
