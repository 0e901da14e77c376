"""Who lapses for want of supervision of supervision, and which planned session would save them: the same judgement on the same
facts, as if what is planned were held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse

from governance.guidance import address
from governance.policy import Role
from nhsuk.words import in_a_list
from people.desk import Waits, on_the_desk
from people.labels import on_day
from people.models import Person
from people.queries import holding, services_of
from people.rules.period import as_date
from supervision.models import Series
from supervision.queries import diary
from supervision.rules.facts import SessionPart
from supervision.rules.words import SUPPORTING
from supervisionofsupervision.sources import Lapse, says_who_lapses

from .models import TimelineRun
from .queries import careers, principal, standard
from .rules.eligibility import timeline
from .rules.facts import Career
from .rules.outcome import State
from .rules.standard import Standard

AHEAD = timedelta(days=200)
KEPT_IN_SIGHT = timedelta(days=120)
PLENTY = 10_000
"""Minutes that would be enough under any rule."""
YEAR_AHEAD, EVERY = timedelta(days=430), timedelta(days=28)
Period = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class EligibilityAhead:
    """When somebody may supervise, as the judgement would say: ``supported`` with all the supervision of supervision that a
    rule can ask for, ``planned`` with the sessions that are planned with them, as if these were held."""

    supported: tuple[Period, ...]
    planned: tuple[Period, ...]


@says_who_lapses
def lapses(people: Collection[int], on: date) -> Iterable[Lapse]:
    """Soonest first, within two hundred days. Queries do not grow with the people."""
    judged = standard(principal())
    if judged is None or not people:
        return []
    planned = _planned(people, on)
    lapsing = [
        lapse
        for key, career in careers(people, judged=judged).items()
        if (lapse := _lapse(key, career, judged, planned[key], on))
    ]
    return sorted(lapsing, key=lambda one: (one.on, one.person))


def eligible_ahead(people: Collection[int], on: date) -> dict[int, EligibilityAhead]:
    """The time ahead in which each of the people may supervise, of those who do on a day or come to it within the year. Queries
    do not grow with the people."""
    judged = standard(principal())
    if judged is None or not people:
        return {}
    planned = _planned(people, on, YEAR_AHEAD)
    enough = [(on + EVERY * number, PLENTY) for number in range(YEAR_AHEAD // EVERY)]
    ahead_of = {
        key: EligibilityAhead(*(_eligible(_with(career, sessions), judged, on) for sessions in (enough, planned[key])))
        for key, career in careers(people, judged=judged).items()
    }
    return {key: ahead for key, ahead in ahead_of.items() if ahead.supported or ahead.planned}


def _eligible(career: Career, judged: Standard, on: date) -> tuple[Period, ...]:
    states = timeline(career, judged).states
    ends = [as_date(start - 1) for start, _ in states[1:]] + [None]
    runs = [(as_date(start), end) for (start, state), end in zip(states, ends, strict=True) if state is State.ELIGIBLE]
    return tuple(run for run in runs if run[1] is None or run[1] >= on)


@on_the_desk
def what_keeps_them(person: Person, on: date) -> Iterable[Waits]:
    """Tell a supervisor who would lapse within four months which session keeps them one; where none is planned with them, who
    can put them into a group."""
    if not _ends_soon(person, on):
        return
    for lapse in lapses([person.pk], on):
        if lapse.on > on + KEPT_IN_SIGHT:
            continue
        without = f"without it you may not supervise from {on_day(lapse.on)}"
        if lapse.saved_by:
            month = f"{reverse('supervision:month')}?on={lapse.saved_by.isoformat()}"
            yield Waits(f"Come to supervision of supervision on {on_day(lapse.saved_by)}: {without}", month)
        else:
            leads = in_a_list(map(str, holding(Role.LEAD, services_of(person, on), on))) or "your service manager"
            asked = f"Ask {leads} to put you in a group for supervision of supervision"
            yield Waits(f"{asked}: {without}", address("supervision-of-supervision"))


def _ends_soon(person: Person, on: date) -> bool:
    """Is the end of their eligibility, as it is stored, in sight? One query, for the many whose is not."""
    runs = TimelineRun.objects.filter(person=person, standard=principal(), state=State.ELIGIBLE, started_on__lte=on)
    return runs.filter(finished_on__range=(on, on + KEPT_IN_SIGHT)).exists()


def _planned(people: Collection[int], on: date, ahead: timedelta = AHEAD) -> dict[int, list[tuple[date, int]]]:
    """What each has planned from tomorrow on: days and minutes."""
    rows = Series.objects.filter(kind=SUPPORTING, members__person__in=people).distinct()
    planned: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for one in diary(rows, on + timedelta(days=1), on + ahead, on):
        if one.goes_ahead:
            for member in one.members:
                planned[member.pk].append((one.on, one.series.minutes))
    return planned


def _lapse(person: int, career: Career, judged: Standard, planned: Sequence[tuple[date, int]], on: date) -> Lapse | None:
    ends = _ends(career, judged, on)
    if ends is None or ends > on + AHEAD:
        return None
    if _ends(_with(career, [(ends - timedelta(days=1), PLENTY)]), judged, on) == ends:
        return None
    for count in range(1, len(planned) + 1):
        later = _ends(_with(career, planned[:count]), judged, on)
        if later is None or later > ends:
            return Lapse(person, ends, planned[count - 1][0], _ends(_with(career, planned), judged, on))
    return Lapse(person, ends)


def _ends(career: Career, judged: Standard, on: date) -> date | None:
    """The day on which somebody who may supervise on a day lapses next; nothing where they may not, or no end is known."""
    day, state = on.toordinal(), None
    for start, then in timeline(career, judged).states:
        if start <= day:
            state = then
        elif then is State.LAPSED:
            return as_date(start) if state is State.ELIGIBLE else None
        elif then is not State.ELIGIBLE:
            return None
    return None


def _with(career: Career, sessions: Sequence[tuple[date, int]]) -> Career:
    parts = tuple(SessionPart(SUPPORTING, on, minutes, "attendee", False) for on, minutes in sessions)
    return replace(career, sessions=(*career.sessions, *parts))
