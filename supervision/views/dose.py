"""What somebody was due and received in a year, with how it was counted."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Link, Table
from people.labels import on_day
from people.models import Person

from ..cases import cases_table
from ..dose import dose_year
from ..dose_words import said_of
from ..models import Attendance, Session
from ..queries import dose_of
from ..rules.expected import Received
from ..rules.policy import TARGET
from ..rules.weeks import the_year


@governed_view(Action.VIEW_DOSE, Person)
def page(request, person):
    today = timezone.localdate()
    first, last = the_year(today)
    mine = person == request.user
    above = Link("Supervision", reverse("supervision:week")) if mine else _page_of(person)
    context = {
        "title": "Supervision you received" if mine else f"Supervision {person} received",
        "crumbs": [above],
        "first": first,
        "last": last,
        "year": dose_year(person, today),
        "doses": [(said_of(one), _periods(one)) for one in dose_of([person.pk], first, last)[person.pk]],
        "target": TARGET,
        "cases": cases_table(_sessions_of(person, request.user), today),
    }
    return render(request, "supervision/dose.html", context)


def _sessions_of(person: Person, reader: Person):
    """The sessions that the person was in as a supervisee, and that the reader may see."""
    there = Attendance.objects.live().filter(person=person).values("session")
    return permitted(Session.objects.filter(pk__in=there), to=Action.VIEW_SESSION, by=reader)


def _page_of(person: Person) -> Link:
    return Link(str(person), reverse("people:page", args=[person.public_id]))


def _periods(dose_received: Received) -> Table:
    rows = [
        (f"{on_day(one.first)} to {on_day(one.last)}", int(one.due), int(one.received)) for one in dose_received.failed[-20:]
    ]
    columns = (Column("From and to"), Column("Minutes due", numeric=True), Column("Received", numeric=True))
    title = "12 weeks with less than is due" if dose_received.dose.window else "Weeks with less than is due"
    return Table(title, columns, rows, "None in this year.")
