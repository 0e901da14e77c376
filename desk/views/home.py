"""The front page: first what its reader came for, then everything else that is theirs."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone

from governance.policy import Action, Role
from governance.views import governed_view
from people.desk import FrontPart, front_parts
from people.models import Person
from people.once import one_page

from .. import parts as parts
from ..parts.tasks import FOR_A_SERVICE, to_do, to_do_by_urgency
from .person import person_page

QUESTION = frozenset({"standard", "on", "known"})
"""Whoever asks about another day or standard at this address asks about their own eligibility."""


@governed_view(Action.VIEW_PERSON, Person, own=True)
def desk(request, person):
    if QUESTION & request.GET.keys():
        return person_page(request, person, me=True)
    today = timezone.localdate()
    with one_page():
        shown = _parts(request.user, today)
    title = next((part.title for part in shown if part.title), "Home")
    context = {
        "title": title,
        "caption": person.get_full_name(),
        "parts": shown,
        "staff": Role.STAFF in person.held_roles(today),
    }
    return render(request, "desk/home.html", context)


@governed_view(Action.VIEW_PERSON, Person, own=True)
def eligibility(request, person):
    """One's own eligibility in full: every requirement, with its evidence."""
    return person_page(request, person, me=True)


def _parts(person: Person, on: date) -> list[FrontPart]:
    """With the tasks: of whoever looks after a service at their place, of others after the first part that has a title."""
    shown = front_parts(person, on)
    if person.held_roles(on) & FOR_A_SERVICE:
        return sorted([*shown, to_do_by_urgency(person, on)], key=lambda part: part.place)
    tasks = to_do(person, on)
    first = next((place for place, part in enumerate(shown) if part.title), -1) + 1
    return [*shown[:first], *([tasks] if tasks else []), *shown[first:]]
