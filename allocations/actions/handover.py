"""What moves with a supervisee to another supervisor: the dates that are planned. What they wrote and agreed never does."""

from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from people.models import Person, Post
from people.models.conditions import covering
from people.notices import tell
from supervision.actions import Terms
from supervision.actions.schedule import leave, planned, stop
from supervision.labels import KINDS
from supervision.models import Series
from supervision.rules.recurrence import FURTHEST_SLOT, slots

from ..models import Allocation

SESSIONS = {"live_supervision": "live_observation"}
"""The kind of session where it is not called as the pair is."""


def dates_end(pair: Allocation, last_on: date, by: Person) -> list[Series]:
    """The sessions planned for a pair end after a day; a group goes on without the supervisee. Gives the series of the two alone."""
    kind = SESSIONS.get(pair.kind, pair.kind)
    running = Series.objects.filter(Q(last_on=None) | Q(last_on__gt=last_on), kind=kind, facilitator=pair.supervisor)
    alone = []
    for series in running.filter(members__person=pair.supervisee, members__last_on=None).distinct().order_by("pk"):
        if series.members.filter(last_on=None).count() > 1:
            leave(series, [pair.supervisee_id], last_on + timedelta(days=1))
        else:
            stop(series, last_on, by)
            alone.append(series)
    return alone


def dates_move(before: list[Series], pair: Allocation) -> list[Series]:
    """The same hours with the new supervisor from the first day of the pair on, as long as they have a post in that service. Both are told,
    and either may move or end them."""
    found = [made for series in before if (made := _with(series, pair))]
    if found:
        words = f"Your {KINDS[found[0].kind].lower()} goes on at the hours it had. Move them if they do not suit you both."
        tell([pair.supervisee, pair.supervisor], words, reverse("supervision:week"))
    return found


def _with(series: Series, pair: Allocation) -> Series | None:
    first = next((slot for slot, _ in slots(series.pattern, pair.started_on, pair.started_on + FURTHEST_SLOT)), None)
    if first is None or not _here(pair.supervisor, series, pair.started_on):
        return None
    terms = Terms(series.every, first, series.starts_at, series.minutes, series.last_on, series.on_holiday, series.where)
    return planned(series.service, series.kind, terms, [pair.supervisee], facilitator=pair.supervisor)


def _here(person: Person, series: Series, on: date) -> bool:
    return Post.objects.live().filter(covering(on), person=person, service=series.service_id).exists()
