"""The front page: what needs somebody who does something for others, and where everybody else stands."""

from django.shortcuts import render
from django.utils import timezone

from governance.policy import Action, Role
from governance.views import governed_view
from people import notices
from people.desk import tasks_of, waiting_for
from people.models import Person

from .person import person_page

FOR_OTHERS = frozenset({Role.LEAD, Role.MANAGER, Role.AUDITOR, Role.EDITOR})
"""Whose desk begins with what they do for others; their own eligibility is one step away."""


@governed_view(Action.VIEW_PERSON, Person, own=True)
def desk(request, person):
    today = timezone.localdate()
    groups = tasks_of(request.user, today)
    tasks = {
        "counted": [group.counted for group in groups if group.counted],
        "in_full": [group for group in groups if group.in_full],
        "also": waiting_for(request.user, today),
        "notices": notices.unseen(person),
    }
    held = person.held_roles(today)
    if held & FOR_OTHERS and not request.GET:
        about = {"title": f"Today, {person.first_name}", "person": person, "me": True, "staff": Role.STAFF in held}
        return render(request, "desk/home.html", about | tasks)
    return person_page(request, person, me=True, **tasks)
