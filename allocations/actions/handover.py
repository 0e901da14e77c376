"""What moves with a supervisee to another supervisor: the dates that are planned. What they wrote and agreed never does."""

from datetime import date, timedelta

from django.db.models import Prefetch
from django.urls import reverse

from people.models import Person
from people.notices import notify
from people.queries import in_post
from supervision.actions.schedule import continue_series, leave, stop
from supervision.labels import KINDS
from supervision.models import Series, SeriesMember

from ..models import Allocation

SESSIONS = {"live_supervision": "live_observation"}
"""The kind of session where it is not called as the pair is."""


def dates_end(pair: Allocation, last_on: date, by: Person) -> None:
    """The sessions planned for a pair end after a day; a group goes on without the supervisee."""
    for series, alone in _planned(pair, last_on):
        if alone:
            stop(series, last_on, by)
        else:
            leave(series, [pair.supervisee_id], last_on + timedelta(days=1))


def dates_move(before: Allocation, pair: Allocation, by: Person) -> None:
    """From the first day of a pair on its sessions keep the hours and the rhythm they had with the supervisor before, as long
    as the new one has a post in that service. Both are told, and either may move or end them."""
    last_on = pair.started_on - timedelta(days=1)
    series = [
        one for one, alone in _planned(before, last_on) if alone and in_post([pair.supervisor], one.service, pair.started_on)
    ]
    kept = [continue_series(one, pair.started_on, [pair.supervisee], facilitator=pair.supervisor, by=by) for one in series]
    dates_end(before, last_on, by)
    if any(kept):
        words = (
            f"Your {KINDS[SESSIONS.get(pair.kind, pair.kind)].lower()} sessions continue at the same times. Move "
            "them if they do not suit you both."
        )
        notify([pair.supervisee, pair.supervisor], words, reverse("supervision:week"))


def _planned(pair: Allocation, last_on: date) -> list[tuple[Series, bool]]:
    """Series of a pair that go on after a day, held on to, and whether the two are alone in them."""
    kind, after = SESSIONS.get(pair.kind, pair.kind), last_on + timedelta(days=1)
    staying_in = Prefetch("members", SeriesMember.objects.running(after), to_attr="staying")
    led = Series.objects.running(after).filter(kind=kind, facilitator=pair.supervisor)
    series_planned = []
    for series in led.select_for_update(of=("self",)).prefetch_related(staying_in).order_by("pk"):
        staying = {member.person_id for member in series.staying}
        if pair.supervisee_id in staying:
            series_planned.append((series, len(staying) == 1))
    return series_planned
