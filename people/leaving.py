"""Who has left: until when they may fetch what is theirs, and what that is.

Whoever holds no role on a day has left (or is between two posts, or has not begun yet): they read no name of anybody and write
nothing, but fetch what is their own for a time. Worked example with twelve months (``ARCHIVE_MONTHS``): last day 20 November
2026, so until 20 November 2027. While a next post is recorded the time does not run out.

What there is to fetch lies in several parts of the house: each registers what it has.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.conf import settings
from django.db.models import Max

from nhsuk.components import Link

from .models import Membership, Person, Post
from .rules.period import add_months

Source = Callable[[Person, date], Iterable[Link]]
_sources: list[Source] = []


def to_fetch(source: Source) -> Source:
    """Have ``source`` asked what somebody who has left can fetch: links to files of their own."""
    _sources.append(source)
    return source


def archive_of(person: Person, on: date) -> list[Link]:
    return [link for source in _sources for link in source(person, on)]


Closer = Callable[[Person], None]
_closers: list[Closer] = []


def on_closing(closer: Closer) -> Closer:
    """Have ``closer`` called when an account is closed, to end what lets somebody in without signing in."""
    _closers.append(closer)
    return closer


def end_ways_in(person: Person) -> None:
    """Whatever lets somebody in, signed in or not, does so no longer."""
    for closer in _closers:
        closer(person)


def nobodys(person: Person) -> str:
    """An address that no mail reaches, for a record that nobody signs in with any more: theirs can be somebody else's."""
    return f"{person.public_id}@nobody.invalid"


def last_day(person: Person, on: date) -> date | None:
    """The last day before ``on`` on which the person had a post or a membership; nothing where they never had one."""
    ends = [
        rows.live().filter(person=person, finished_on__lt=on).aggregate(last=Max("finished_on"))["last"]
        for rows in (Post.objects, Membership.objects)
    ]
    return max(filter(None, ends), default=None)


def begins_on(person: Person, on: date) -> date | None:
    """The first day of a post that is still to begin."""
    return (
        Post.objects.live()
        .filter(person=person, started_on__gt=on)
        .order_by("started_on")
        .values_list("started_on", flat=True)
        .first()
    )


def fetches_until(person: Person, on: date) -> date:
    """The last day on which somebody without a role may fetch what is theirs."""
    if begins_on(person, on):
        return date.max
    last = last_day(person, on)
    return add_months(last, settings.ARCHIVE_MONTHS) if last else date.min
