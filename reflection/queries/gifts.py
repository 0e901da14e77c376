"""Strengths and offers, opened."""

from django.utils import timezone

from people.models import Person

from ..models import Recognition
from ..vault import GONE, Unreadable


def opened(rows) -> list[tuple]:
    """Each row with its words."""
    return [(row, _words(row)) for row in rows.select_related("person")]


def _words(row) -> str:
    try:
        return row.content()["words"]
    except Unreadable:
        return GONE


def seen_now(person: Person) -> None:
    """Whoever opens the page has seen what is on it."""
    Recognition.objects.filter(person=person, seen_at=None).update(seen_at=timezone.now())
