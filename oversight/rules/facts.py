"""What a service's figures are worked out of: everything that was so over a stretch of time, as it is known now."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from supervision.rules.expected import Around

Period = tuple[date, date | None]


def covers(periods: Sequence[Period], on: date) -> bool:
    return any(start <= on and (finish is None or on <= finish) for start, finish in periods)


@dataclass(frozen=True, slots=True)
class PairPeriod:
    """``place`` names it; ``beside`` is the co-supervisor's key. ``ours``: it belongs to the service, rather than to another in
    which one of the two works as well."""

    place: int
    supervisee: int
    supervisor: int
    beside: int | None
    kind: str
    start: date
    finish: date | None
    ours: bool = True

    def on(self, day: date) -> bool:
        return self.start <= day and (self.finish is None or day <= self.finish)


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session that was held. ``reflection``: minutes kept for it, where that was said. ``key`` is its place, ``row`` the row
    that stands in it now. ``asked``: somebody other than its writer is to confirm it; ``confirmed_on`` the day on which all
    had. ``imported``: it came in a file, so nobody here was asked anything about it."""

    key: int
    row: int
    kind: str
    on: date
    minutes: int
    facilitator: int | None
    people: tuple[int, ...]
    asked: bool
    confirmed_on: date | None
    disputed: bool
    entered_late: int = 0
    reflection: int | None = None
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement that all its parties had signed on a day, until it is to be looked at again."""

    since: date
    review_on: date


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Somebody's word that a person has reached a level in a competency, which has not been revoked."""

    person: int
    competency: str
    by: int
    on: date


@dataclass(frozen=True, slots=True)
class SupervisorRequest:
    """Somebody asked for another supervisor. ``met_on``: the first session with the new one, if there was one."""

    on: date
    reason: str
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Due:
    """Something that somebody said they would do by a day."""

    by: date
    done_on: date | None


@dataclass(frozen=True)
class ServiceFacts:
    """People are keys. ``supervised`` are the periods in which somebody's role is supervised; ``posts`` those in any post here;
    ``employed`` those in any post anywhere, of supervisors; ``eligible`` and ``provisional`` the periods of their states;
    ``away`` those in which all whom they supervise are to be reassigned."""

    supervised: Mapping[int, Sequence[Period]]
    posts: Mapping[int, Sequence[Period]]
    employed: Mapping[int, Sequence[Period]]
    eligible: Mapping[int, Sequence[Period]]
    provisional: Mapping[int, Sequence[Period]]
    away: Mapping[int, Sequence[Period]]
    pairs: Sequence[PairPeriod]
    sessions: Sequence[HeldSession]
    around: Mapping[int, Around]
    observed: Mapping[int, Sequence[tuple[date, str]]]
    signed: Mapping[int, Sequence[Signed]]
    asked: Sequence[SupervisorRequest] = ()
    due: Sequence[Due] = ()
    sign_offs: Sequence[SignedOff] = ()
    lapsed: Mapping[int, Sequence[Period]] = field(default_factory=dict)
    _valid: dict[tuple[str, date], dict[int, PairPeriod]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _sessions_by_person(self) -> dict[int | None, list[HeldSession]]:
        by_person = defaultdict(list)
        for session in self.sessions:
            for one in {*session.people, session.facilitator}:
                by_person[one].append(session)
        return {one: sorted(rows, key=lambda session: session.on) for one, rows in by_person.items()}

    @cached_property
    def _pairs_by_supervisee(self) -> dict[int, list[PairPeriod]]:
        by_supervisee = defaultdict(list)
        for pair in self.pairs:
            by_supervisee[pair.supervisee].append(pair)
        return dict(by_supervisee)

    def of_person(self, person: int) -> Sequence[HeldSession]:
        """The sessions that somebody was in or led, by day."""
        return self._sessions_by_person.get(person, ())

    def pairs_of(self, person: int) -> Sequence[PairPeriod]:
        """Those in which somebody is supervised."""
        return self._pairs_by_supervisee.get(person, ())

    def able(self, person: int, on: date) -> bool:
        """Could they supervise alone on a day: in post, eligible, and not away with everybody reassigned?"""
        return (
            covers(self.employed.get(person, ()), on)
            and covers(self.eligible.get(person, ()), on)
            and not covers(self.away.get(person, ()), on)
        )

    def valid(self, pair: PairPeriod, on: date) -> bool:
        """Does the pair stand on the day: may its supervisor, or, where only beside somebody, may both?"""
        if self.able(pair.supervisor, on):
            return True
        if pair.beside is None or not self.able(pair.beside, on):
            return False
        beside = covers(self.employed.get(pair.supervisor, ()), on) and covers(self.provisional.get(pair.supervisor, ()), on)
        return beside and not covers(self.away.get(pair.supervisor, ()), on)

    def valid_pairs(self, kind: str, on: date) -> dict[int, PairPeriod]:
        """The pair of each supervisee that stands on a day."""
        if (kind, on) not in self._valid:
            running = (pair for pair in self.pairs if pair.kind == kind and pair.on(on))
            self._valid[kind, on] = {pair.supervisee: pair for pair in running if self.valid(pair, on)}
        return self._valid[kind, on]

    def in_post(self, on: date) -> list[int]:
        """Those with a post here on the day."""
        return [person for person, periods in self.posts.items() if covers(periods, on)]

    def in_need(self, on: date) -> list[int]:
        """Those whose role is supervised on the day."""
        return [person for person, periods in self.supervised.items() if covers(periods, on)]

    def supervising(self, on: date) -> list[int]:
        """Those who supervise somebody on the day, in any kind, and are in post."""
        supervisors = {pair.supervisor for pair in self.pairs if pair.on(on)}
        return sorted(person for person in supervisors if covers(self.posts.get(person, ()), on))


def since_when(periods: Sequence[Period], on: date) -> date | None:
    """The first day of the unbroken stretch of periods that a day lies in; nothing where none covers it.

    Worked example: a post to 28 February, one from 1 March, and one from 2 November: in June since the first began, in December
    since 2 November.
    """
    began = min((start for start, finish in periods if start <= on and (finish is None or on <= finish)), default=None)
    if began is None:
        return None
    before = [
        start for start, finish in periods if start < began and finish is not None and finish >= began - timedelta(days=1)
    ]
    return since_when(periods, began - timedelta(days=1)) if before else began


def days_back(on: date, weeks: int) -> date:
    """The first day of so many weeks that end with a day."""
    return on - timedelta(weeks=weeks) + timedelta(days=1)
