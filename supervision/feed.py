"""Somebody's supervision as a calendar (RFC 5545): kinds and times alone. No name, no place, no content leaves by it.

Times are written in UTC: every session stands by itself, so no rule of a time zone has to travel with it. Worked example: ten
in the morning in England is ``20260720T090000Z`` in July and ``20261207T100000Z`` in December.
"""

from datetime import UTC, date, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from people.labels import in_a_sentence
from people.models import Person

from . import labels
from .queries import PlannedSession, planned_of

BACK, AHEAD = timedelta(days=60), timedelta(days=400)


def calendar_of(person: Person, on: date) -> bytes:
    """From sixty days ago to thirteen months ahead."""
    calendar = Calendar()
    calendar.add("prodid", "-//Solid Ground//Supervision//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Supervision")
    calendar.add("x-published-ttl", "PT1H")
    for one in planned_of(person, on - BACK, on + AHEAD, on):
        calendar.add_component(_event(one))
    return calendar.to_ical()


def _event(one: PlannedSession) -> Event:
    event = Event()
    event.add("uid", f"{one.series.public_id}-{one.slot.isoformat()}@solid-ground")
    event.add("dtstamp", timezone.now())
    event.add("dtstart", one.begins.astimezone(UTC))
    event.add("duration", timedelta(minutes=one.series.minutes))
    kind = labels.KINDS[one.series.kind]
    event.add("summary", _summary(one, kind))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event


def _summary(one: PlannedSession, kind: str) -> str:
    """What every reader of calendars shows, also those that show no status."""
    if one.cancelled:
        return f"Cancelled: {in_a_sentence(kind)}"
    return f"No supervisor yet: {in_a_sentence(kind)}" if one.unled else kind
