"""One's own week and month, and what was due and received."""

from calendar import monthrange
from datetime import timedelta

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Lines, Link, Table
from people.labels import on_day
from people.models import Person

from .. import labels
from ..dose import dose_year
from ..dose_words import said_of, said_of_short
from ..forms import day_of
from ..models import FollowUp
from ..queries import PlannedSession, dose_of, planned_of, shortfalls, to_confirm, to_record
from ..rules.weeks import the_year
from ..sidebar import sidebar_notes
from ..sources import supervisees_of

A_WEEK = timedelta(days=7)


@governed_view(Action.VIEW_PERSON, Person, own=True)
def week(request, person):
    """What the reader has this week, the days in order, and what waits for them."""
    today = timezone.localdate()
    day = day_of(request.GET.get("on", ""), today)
    monday = day - timedelta(days=day.weekday())
    planned = planned_of(person, monday, monday + timedelta(days=6), today)
    days = [monday + timedelta(days=passed) for passed in range(7)]
    shown = [
        (day, [one for one in planned if one.on == day])
        for day in days
        if day.weekday() < 5 or any(p.on == day for p in planned)
    ]
    doses = dose_of([person.pk], *the_year(today))[person.pk]
    context = {
        "title": "My supervision this week" if monday <= today < monday + A_WEEK else f"My supervision from {on_day(monday)}",
        "days": [(day, [line(one, person) for one in held]) for day, held in shown],
        "today": today,
        "before": monday - A_WEEK,
        "after": monday + A_WEEK,
        "month": monday,
        "confirm": to_confirm(person, today),
        "record": [line(one, person) for one in to_record(person, today) if one.on < monday],
        "follow_ups": FollowUp.objects.filter(owner=person, closed_at=None),
        "sidebar_notes": sidebar_notes(person, today),
        "short": [said_of_short(one, today) for one in shortfalls(person, today)],
        "leads": bool(supervisees_of(person, today)),
        "doses": [said_of(dose) for dose in doses],
        "year": dose_year(person, today) if doses else None,
    }
    return render(request, "supervision/week.html", context)


@governed_view(Action.VIEW_PERSON, Person, own=True)
def month(request, person):
    """The same for a month, as a list that fits a phone."""
    today = timezone.localdate()
    first = day_of(request.GET.get("on", ""), today).replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows = [
        (f"{one.on:%a} {one.on.day}", labels.at(one.starts_at), what(one), with_whom(one, person), labels.STATES[one.state])
        for one in planned_of(person, first, last, today)
    ]
    columns = [Column(title) for title in ("Day", "At", "What", "With", "State")]
    context = {
        "title": f"My supervision in {first:%B} {first.year}",
        "table": Table("Sessions", columns, rows, "Nothing is planned or was held in this month.", caption_hidden=True),
        "before": first - timedelta(days=1),
        "after": last + timedelta(days=1),
        "week": today if first <= today <= last else first,
    }
    return render(request, "supervision/month.html", context)


def what(one: PlannedSession) -> Link:
    if one.session:
        return Link(one.words, reverse("supervision:session", args=[one.session.pk]))
    if one.state == labels.TO_RECORD:
        return Link(one.words, reverse("supervision:record", args=[one.series.public_id, one.slot]))
    return Link(one.words, reverse("supervision:series", args=[one.series.public_id]))


def with_whom(one: PlannedSession, person: Person):
    others = [str(other) for other in one.people() if other != person]
    others += [one.series.outside] if one.series.outside and not one.facilitator else []
    if one.unled:
        others.insert(0, nobody_leads(one))
    return Lines(tuple(others)) if len(others) <= 3 else f"{len(others)} people"


def nobody_leads(one: PlannedSession) -> str:
    return f"No supervisor: {one.facilitator}'s last day is {on_day(one.led_until)}"


def line(one: PlannedSession, person: Person) -> dict:
    """A session as a line of the diary: what can be done with it comes first."""
    key = [one.series.public_id, one.slot]
    return {
        "at": labels.at(one.starts_at),
        "day": one.on,
        "words": one.words,
        "lasting": labels.lasting(one.session.minutes if one.session else one.series.minutes),
        "with": with_whom(one, person),
        "where": one.series.where,
        "tag": labels.STATES[one.state],
        "why": labels.CANCELLED.get(one.cancelled, ""),
        "moved": one.moved,
        "session": one.session,
        "record": reverse("supervision:record", args=key) if one.state == labels.TO_RECORD else "",
        "move": reverse("supervision:move", args=key) if one.session is None else "",
        "cancel": reverse("supervision:cancel", args=key) if one.session is None and not one.cancelled else "",
        "series": reverse("supervision:series", args=[one.series.public_id]),
    }
