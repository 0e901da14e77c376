"""The people of a service on a day, each with who supervises them and what comes next: those who need something first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from people.labels import on_day
from people.models import Person

from . import labels
from .models import Allocation
from .queries import CurrentPair, Situation, load_ahead, minutes_of
from .rules.policy import SOON_DAYS
from .stopping import Stop


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One person of a service.

    ``state`` is a code of ``labels.LISTED``; ``supervisor``, ``co_supervisor`` and ``following`` are names, empty where there
    is none; ``then_from`` is the first day with the following supervisor, ``last`` the last with the one of today, if that is
    known to end.
    """

    person: Person
    team: str
    pair: CurrentPair | None
    supervisor: str
    co_supervisor: str
    state: str
    following: str
    then_from: date | None
    last: date | None = None

    @property
    def then(self) -> str:
        """What comes after the supervisor of today, if anything is known of it."""
        if self.last:
            return f"until {on_day(self.last)}, then {self.following or 'no supervisor'}"
        return f"from {on_day(self.then_from)}: {self.following}" if self.following else ""

    @property
    def gap(self) -> str:
        """Why and since when somebody has no valid supervisor."""
        if self.pair is None:
            return "No supervisor"
        if not self.pair.since:
            return labels.WHY_NOT[self.pair.why]
        return f"{labels.WHY_NOT[self.pair.why]} since {on_day(self.pair.since)}"


def listed(here: Situation, stops: Iterable[Stop]) -> list[ListedPerson]:
    """Everybody who needs this supervision or has it; ``stops`` are the supervisors who are known to stop. One query."""
    following: dict[int, Allocation] = {}
    for row in sorted(here.ahead, key=lambda row: row.started_on, reverse=True):
        following[row.supervisee_id] = row
    last = {key: stop.from_day - timedelta(days=1) for stop in stops if stop.kind == here.kind for key in stop.supervisees}
    people = [_listed(here, key, following.get(key), last.get(key)) for key in {*here.to_place, *here.pairs}]
    order = list(labels.LISTED)
    return sorted(people, key=lambda entry: (order.index(entry.state), *_by_name(entry.person)))


def _by_name(person: Person) -> tuple[str, str, int]:
    return person.last_name, person.first_name, person.pk


def _listed(here: Situation, key: int, following: Allocation | None, stops_after: date | None) -> ListedPerson:
    pair, member = here.pairs.get(key), here.members[key]
    days = [day for day in (pair.row.finished_on, stops_after) if day] if pair else []
    last = min(days, default=None)
    name = _named(here, following) if following else ""
    beside = pair.row.co_supervisor if pair and pair.row.recorded_in_id == here.service.pk else None
    return ListedPerson(
        member.person, member.team_name, pair, here.supervisor_in(pair) if pair else "", str(beside or ""),
        _state(pair, last, name), name, following.started_on if following else None, last if pair and pair.valid else None,
    )  # fmt: skip


def _named(here: Situation, row: Allocation) -> str:
    """Who will supervise, by name where the pair belongs to this service: another's is not told by name."""
    ours = row.recorded_in_id == here.service.pk
    return str(here.members[row.supervisor_id].person) if ours else "Supervisor in another service"


def _state(pair: CurrentPair | None, last: date | None, following: str) -> str:
    if pair is None or not pair.valid:
        return "none"
    if last is None:
        return "current"
    return "changing" if following else "ending"


def narrowed(people: Sequence[ListedPerson], *, state: str = "", team: str = "") -> list[ListedPerson]:
    """Those in a state and of a team."""
    return [entry for entry in people if state in ("", entry.state) and team in ("", entry.team)]


@dataclass(frozen=True, slots=True)
class ListedSupervisor:
    """One supervisor of a service: minutes a week that are used and planned for, how many people, and until when they can
    supervise, in words."""

    person: Person
    team: str
    people: int
    used: int
    planned: int | None
    later: tuple[tuple[date, int], ...]
    standing: str
    needs_a_look: bool


def listed_supervisors(here: Situation) -> list[ListedSupervisor]:
    """Everybody with a job plan or eligible: first those who need a look, then by name. One query."""
    entries = [_supervisor(here, key) for key in here.supervisors]
    return sorted(entries, key=lambda entry: (not entry.needs_a_look, *_by_name(entry.person)))


def _supervisor(here: Situation, key: int) -> ListedSupervisor:
    member, rows, capacity = here.members[key], here.of.get(key, []), here.capacity.get(key)
    used, planned = sum(map(minutes_of, rows)), capacity.minutes_per_week if capacity else None
    cannot = key not in here.eligible and key not in here.provisional
    return ListedSupervisor(
        member.person, member.team_name, len(rows), used, planned, tuple(load_ahead(here, key)), _standing(here, key),
        (bool(rows) and (cannot or key in here.away)) or used > (planned or 0) or _soon(here, key),
    )  # fmt: skip


def _soon(here: Situation, key: int) -> bool:
    until = here.eligible.get(key)
    return until is not None and (until - here.on).days <= SOON_DAYS and key in here.of


def _standing(here: Situation, key: int) -> str:
    """Can somebody supervise, and until when?"""
    if away := here.away.get(key):
        words = "keeps their supervisees" if away.keeps else "their supervisees need another supervisor"
        until = f"until {on_day(away.finished_on)}" if away.finished_on else "with no end date"
        return f"Away {until}, {words}"
    if key in here.provisional:
        return "Can supervise with a co-supervisor"
    if key not in here.eligible:
        return "Cannot supervise now"
    until = here.eligible[key]
    return f"Can supervise until {on_day(until)}" if until else "Can supervise, no end date"
