"""What supervision puts on people's desks, and into their mails."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from people.desk import Alike, Waits, on_the_desk
from people.labels import on_day
from people.mailing import MailLine, in_the_digest, in_the_mail
from people.models import Person

from . import labels
from .links import link_for
from .models import FollowUp, Session
from .queries import PlannedSession, disputed_of, planned_of, to_confirm, to_record

SOON = timedelta(days=7)
MOST_LINKS = 5


@on_the_desk
def supervision_waits(person: Person, on: date) -> Iterable[Waits]:
    """Sessions to check, sessions to record, and what they said they would do by now."""
    for session in to_confirm(person, on):
        words = f"Check your session record: {labels.day_and_month(session.held_on)}, {labels.lasting(session.minutes)}"
        yield Waits(
            words,
            reverse("supervision:session", args=[session.pk]),
            "Confirm",
            reverse("supervision:confirm", args=[session.pk]),
            alike=Alike("Check {count} session records", reverse("supervision:week")),
        )
    for session in disputed_of(person, on):
        words = f"{_disputed_by(session)} says your record of {labels.day_and_month(session.held_on)} is not right: correct it"
        yield Waits(words, reverse("supervision:session", args=[session.pk]))
    for one in to_record(person, on):
        words = f"Record your session with {_with(one, person)} on {one.on:%A} {labels.day_and_month(one.on)}"
        page = reverse("supervision:record", args=[one.series.public_id, one.slot])
        yield Waits(words, page, alike=Alike("Record {count} sessions", reverse("supervision:week")))
    for action in FollowUp.objects.filter(owner=person, closed_at=None, due_on__lte=on + SOON):
        done = reverse("supervision:done", args=[action.public_id])
        yield Waits(f"{action.what}, by {on_day(action.due_on)}", reverse("supervision:week"), "Done", done)


@in_the_mail
def links_to_confirm(person: Person) -> Iterable[MailLine]:
    """A link for each session that waits for their word, good once. The newest five: a mail is no list."""
    for session in to_confirm(person, timezone.localdate())[-MOST_LINKS:]:
        secret = link_for(session, person)
        yield MailLine(f"Check your session record: {on_day(session.held_on)}", reverse("supervision:by_link", args=[secret]))


@in_the_digest
def days_ahead(person: Person, first: date, last: date) -> Iterable[MailLine]:
    for one in planned_of(person, first, last, first):
        if one.unled:
            yield MailLine(f"{labels.KINDS[one.series.kind]} on {on_day(one.on)}: no supervisor yet")
        elif not one.cancelled:
            when = f"{one.on:%A} {one.on.day} {one.on:%B}, {labels.at(one.starts_at)}"
            yield MailLine(f"{when}: {labels.KINDS[one.series.kind].lower()}, {labels.lasting(one.series.minutes)}")


def _disputed_by(session: Session) -> str:
    return " and ".join(str(response.person) for response in session.disputes)


def _with(one: PlannedSession, person: Person) -> str:
    """The other person by their first name, or how many there are."""
    others = [other for other in one.people() if other != person]
    if len(others) == 1:
        return others[0].first_name
    return f"{len(others)} people" if others else one.led_by or "your peers"
