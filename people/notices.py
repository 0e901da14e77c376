"""Telling people: on their own desk, and by a mail that says only that something waits there."""

from collections.abc import Iterable

from django.utils import timezone

from .models import Mail, Notice, Person

LONGEST = 300
MOST = 20


def tell(people: Iterable[Person], text: str, href: str) -> None:
    """Each of the people once, inside the transaction of what it is about. However much they are told, one mail waits to be sent."""
    keys, now = sorted({p.pk for p in people}), timezone.now()
    Notice.objects.bulk_create(Notice(person_id=key, at=now, text=text[:LONGEST], href=href) for key in keys)
    Mail.objects.bulk_create([Mail(person_id=key, queued_at=now) for key in keys], ignore_conflicts=True)


def unseen(person: Person) -> list[Notice]:
    return list(Notice.objects.filter(person=person, seen_at=None)[:MOST])


def seen(person: Person, up_to: int) -> None:
    """The newest that was on the page, and those before it that were shown with it."""
    shown = Notice.objects.filter(person=person, seen_at=None, pk__lte=up_to).values_list("pk", flat=True)[:MOST]
    Notice.objects.filter(pk__in=list(shown)).update(seen_at=timezone.now())
