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
from ..forms import day_of
from ..models import FollowUp
from ..queries import PlannedSession, dose_of, planned_of, shortfalls, to_confirm, to_record
from ..rules.expected import Received, longest_without
from ..rules.policy import AMBER, TARGET
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
        "short": [_short(one) for one in shortfalls(person, today)],
        "leads": bool(supervisees_of(person, today)),
        "doses": [told(planned) for planned in dose_of([person.pk], *the_year(today))[person.pk]],
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


@governed_view(Action.VIEW_DOSE, Person)
def dose(request, person):
    """What somebody was due and received in a year, with how it was counted."""
    first, last = the_year(timezone.localdate())
    doses = dose_of([person.pk], first, last)[person.pk]
    context = {
        "title": str(person),
        "caption": "Supervision received",
        "crumbs": [Link(str(person), reverse("people:page", args=[person.public_id]))],
        "first": first,
        "last": last,
        "doses": [(told(one), _stretches(one)) for one in doses],
        "target": TARGET,
    }
    return render(request, "supervision/dose.html", context)


def told(dose_received: Received) -> dict:
    """A sentence on what was received, its denominator in it."""
    percent, worst = dose_received.percent or 0, dose_received.worst
    if dose_received.dose.window:
        said = f"{labels.lasting(int(dose_received.due))} expected, "
        said += f"{labels.lasting(int(dose_received.received))} received: {percent} %"
    else:
        unit = "weeks" if dose_received.dose.weeks else "months"
        said = f"{dose_received.expected} {unit} expected, {dose_received.held} held: {percent} %"
    return {
        "kind": labels.KINDS[dose_received.dose.kind],
        "said": said,
        "tone": "green" if percent >= TARGET else "yellow" if percent >= AMBER else "red",
        "percent": f"{percent} %",
        "worst": _worst(dose_received) if worst and worst.short else "",
        "source": dose_received.dose.source,
        "verified": dose_received.dose.verified,
    }


def _worst(dose_received: Received) -> str:
    worst = dose_received.worst
    if dose_received.dose.window:
        return (
            f"The twelve weeks with the least ended on {on_day(worst.last)}: {labels.lasting(int(worst.received))} of"
            f" {labels.lasting(int(worst.due))}."
        )
    unit = "week" if dose_received.dose.weeks else "month"
    first, last, count = longest_without(dose_received)
    return f"The longest without enough: {count} {unit}{'s' if count > 1 else ''}, from {on_day(first)} to {on_day(last)}."


def _short(one) -> str:
    """``25 minutes short by 31 May: the next session covers it``."""
    words = f"{labels.KINDS[one.kind]}: {labels.lasting(one.minutes)} short by {on_day(one.by)}"
    if one.covered_on is None:
        return f"{words}. Nothing that is planned covers it."
    return f"{words}: the session of {one.covered_on.day} {one.covered_on:%B} covers it."


def _stretches(dose_received: Received) -> Table:
    rows = [
        (f"{on_day(one.first)} to {on_day(one.last)}", int(one.due), int(one.received)) for one in dose_received.failed[-20:]
    ]
    columns = (Column("From and to"), Column("Minutes due", numeric=True), Column("Received", numeric=True))
    return Table("Where less was received than is due", columns, rows, "None in this year.")


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
    return f"Nobody leads it: {one.facilitator}'s last day is {on_day(one.led_until)}"


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
