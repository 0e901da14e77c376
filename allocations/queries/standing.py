"""Pairs as they stand on a day: whether their supervisor still may, and if not, since when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q

from competencies.models import TimelineRun
from competencies.rules.outcome import State
from people.models import Post, Service
from people.models.conditions import covering
from people.rules.period import day_after

from ..models import Allocation, Away, SetAside
from ..rules.policy import MINUTES_PER_WEEK
from .members import in_post, live


@dataclass(frozen=True, slots=True)
class CurrentPair:
    """An allocation on the day. ``minutes`` are of a week. ``why`` is the code of what makes it invalid, empty where nothing
    does, and ``since`` the first day of that, if it is known. ``decide_by``: the last day for which a soft rule is set aside
    for it."""

    row: Allocation
    minutes: int
    why: str = ""
    since: date | None = None
    decide_by: date | None = None

    @property
    def valid(self) -> bool:
        return not self.why


def named_here(row: Allocation, service: Service) -> str:
    """Who supervises in a pair, by name where it belongs to the service."""
    return str(row.supervisor) if row.recorded_in_id == service.pk else "Supervisor in another service"


def minutes_of(allocation: Allocation) -> int:
    """What a pair takes of a week; what one person takes where the pair does not say."""
    stated = allocation.minutes_per_week
    return MINUTES_PER_WEEK[allocation.kind] if stated is None else stated


def pairs_of(
    rows: Collection[Allocation], on: date, standard: str, away: Mapping[int, Away] | None = None
) -> list[CurrentPair]:
    """Each of the allocations that cover the day, as a pair. Five queries; one less where it is known who is ``away``."""
    people = supervising(rows)
    facts = _Facts(people, on, standard, away_on(people, on) if away is None else away)
    decide_by = _decide_by(rows)
    return [
        CurrentPair(row, minutes_of(row), *facts.why(row), decide_by.get((row.supervisee_id, row.supervisor_id, row.kind)))
        for row in rows
    ]


def supervising(rows: Collection[Allocation]) -> set[int]:
    """The keys of everybody who supervises in one of the allocations, or stands beside who does."""
    return {row.supervisor_id for row in rows} | {row.co_supervisor_id for row in rows if row.co_supervisor_id}


class _Facts:
    """What is known of supervisors on a day."""

    def __init__(self, people: set[int], on: date, standard: str, away: Mapping[int, Away]):
        runs = TimelineRun.objects.filter(covering(on), person__in=people, standard=standard)
        self.states = {key: (state, start) for key, state, start in runs.values_list("person", "state", "started_on")}
        self.posted = in_post(people, on)
        posts = Post.objects.live().filter(person__in=people - self.posted, started_on__lte=on)
        self.left = dict(posts.values_list("person").annotate(last=Max("finished_on")))
        self.away = away

    def why(self, row: Allocation) -> tuple[str, date | None]:
        """The code of what makes a pair invalid, and since when; two empty answers where nothing does."""
        return next(filter(None, (self._left(row), self._away(row), self._lapsed(row))), ("", None))

    def _left(self, row: Allocation):
        if row.supervisor_id in self.posted:
            return None
        last = self.left.get(row.supervisor_id)
        since = day_after(last)
        return "supervisor_left", since and max(row.started_on, since)

    def _away(self, row: Allocation):
        away = self.away.get(row.supervisor_id)
        return ("supervisor_away", max(row.started_on, away.started_on)) if away and not away.keeps else None

    def _lapsed(self, row: Allocation):
        state, since = self.states.get(row.supervisor_id, (State.NOT_YET, None))
        if state == State.ELIGIBLE:
            return None
        if state == State.PROVISIONAL and row.co_supervisor_id:
            beside, since = self.states.get(row.co_supervisor_id, (State.NOT_YET, None))
            if beside == State.ELIGIBLE and row.co_supervisor_id in self.posted and row.co_supervisor_id not in self.away:
                return None
        return "supervisor_not_eligible", since and max(row.started_on, since)


def away_on(people: Collection[int], on: date) -> dict[int, Away]:
    """What was decided about those of the people who are away on the day."""
    return {row.supervisor_id: row for row in live(Away, on).filter(supervisor__in=people)}


def _decide_by(rows: Collection[Allocation]) -> dict[tuple[int, int, str], date]:
    """The day, of each pair, up to which a rule is set aside: the soonest of the rules, each by its latest row since the pair
    began."""
    began = {(row.supervisee_id, row.supervisor_id, row.kind): row.started_on for row in rows}
    last: dict[tuple, date] = {}
    aside = SetAside.objects.live().filter(supervisee__in={row.supervisee_id for row in rows})
    for *pair, rule, start, until in aside.values_list("supervisee", "supervisor", "kind", "rule", "started_on", "ends_on"):
        if tuple(pair) in began and start >= began[tuple(pair)]:
            last[*pair, rule] = max(until, last.get((*pair, rule), until))
    days: dict[tuple[int, int, str], date] = {}
    for (*pair, _), until in last.items():
        days[tuple(pair)] = min(until, days.get(tuple(pair), until))
    return days


def aside_on(people: Collection[int], kind: str, on: date) -> set[tuple[int, int, str]]:
    """Supervisee, supervisor and rule of what is set aside on the day."""
    rows = live_aside(on).filter(supervisee__in=people, kind=kind)
    return set(rows.values_list("supervisee", "supervisor", "rule"))


def live_aside(on: date):
    return SetAside.objects.live().filter(covering(on, finish="ends_on"))


def concerning(people: Collection[int], kind: str, on: date) -> list[Allocation]:
    """The allocations of a kind that cover the day, in which any of the people supervises or is supervised."""
    rows = live(Allocation, on).filter(Q(supervisee__in=people) | Q(supervisor__in=people), kind=kind)
    return list(rows.select_related("supervisor", "supervisee", "co_supervisor"))
