"""What somebody who has left can still fetch."""

from django.shortcuts import render
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view

from ..leaving import archive_of, begins_on, fetches_until, last_day
from ..models import Person


@governed_view(Action.VIEW_ARCHIVE, Person, own=True)
def archive(request, person):
    today = timezone.localdate()
    about = {
        "title": "What is yours",
        "left_on": None if person.belongs(today) else last_day(person, today),
        "begins_on": begins_on(person, today),
        "until": fetches_until(person, today),
        "links": archive_of(person, today),
    }
    return render(request, "people/archive.html", about)
