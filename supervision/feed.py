"""Somebody's supervision as a calendar (RFC 5545): kinds and times alone. No name, no place, no content leaves by it."""

from datetime import date, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from people.models import Person

from . import labels
from .queries import Planned, planned_of

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def calendar_of(person: Person, on: date) -> bytes:
    """From sixty days ago to a little more than a year ahead. Every session stands by itself, at its hour in England."""
    found = Calendar()
    found.add("prodid", "-//Solid Ground//Supervision//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", "Supervision")
    found.add("x-published-ttl", "PT1H")
    for one in planned_of(person, on - BACK, on + AHEAD, on):
        found.add_component(_event(one))
    found.add_missing_timezones()
    return found.to_ical()


def _event(one: Planned) -> Event:
    event = Event()
    event.add("uid", f"{one.series.public_id}-{one.slot.isoformat()}@solid-ground")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", one.begins)
    event.add("duration", timedelta(minutes=one.series.minutes))
    event.add("summary", labels.KINDS[one.series.kind])
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
