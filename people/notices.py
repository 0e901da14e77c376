"""Telling people: on their own desk, and by a mail that says only that something waits there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from governance.locks import one_at_a_time

from .models import Mail, Notice, Person

LONGEST = 300
MOST = 20


def notify(people: Iterable[Person], text: str, href: str) -> None:
    """Each of the people once, inside the transaction of what it is about. However much they are told, one mail waits to be
    sent."""
    keys, now = sorted({p.pk for p in people}), timezone.now()
    Notice.objects.bulk_create(Notice(person_id=key, at=now, text=text[:LONGEST], href=href) for key in keys)
    waiting = set(
        Mail.objects.filter(person__in=keys, sent_at=None, claimed_at=None, day=None, link=False).values_list(
            "person", flat=True
        )
    )
    Mail.objects.bulk_create(Mail(person_id=key, queued_at=now) for key in keys if key not in waiting)


@dataclass(frozen=True, slots=True)
class Told:
    """How many messages went out."""

    messages: int

    @property
    def summary(self) -> dict[str, int]:
        return {"messages": self.messages}


def tell_once(said: Iterable[tuple[Iterable[Person], str, str]]) -> Told:
    """Each text to those of its people who were never told it: for what is said again every day. Two queries, and those of
    telling."""
    one_at_a_time("tell once")
    said = [(list(people), text[:LONGEST], href) for people, text, href in said]
    known = set(Notice.objects.filter(text__in={text for _, text, _ in said}).values_list("person", "text"))
    count = 0
    for people, text, href in said:
        new = [person for person in people if (person.pk, text) not in known]
        known |= {(person.pk, text) for person in new}
        notify(new, text, href)
        count += len(new)
    return Told(count)


def unseen(person: Person) -> list[Notice]:
    return list(Notice.objects.filter(person=person, seen_at=None)[:MOST])


def seen(person: Person, up_to: int) -> None:
    """The newest that was on the page, and those before it that were shown with it."""
    shown = Notice.objects.filter(person=person, seen_at=None, pk__lte=up_to).values_list("pk", flat=True)[:MOST]
    Notice.objects.filter(pk__in=list(shown)).update(seen_at=timezone.now())
