"""From a service as it stands to a plan for it, with the reasons: the rules decide, this asks and tells."""

import time
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from people.models import Person

from .queries import Situation, frees_on, minutes_of
from .rules.chains import closes_a_cycle
from .rules.matching import plan
from .rules.policy import SOON_DAYS, WITHOUT_CYCLES
from .rules.problem import Impossible, Plan, Problem, Supervisee, Supervisor

SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a supervisor cannot take somebody, and the day on which that clears, if it is known."""

    supervisor: Person
    code: str
    clears_on: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """``before`` is the supervisor so far, valid or not; ``reasons`` are why somebody is placed, then what counts against the pair."""

    supervisee: Person
    before: Person | None
    after: Person
    minutes: int
    penalty: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unplaced:
    supervisee: Person
    before: Person | None
    obstacles: tuple[Obstacle, ...]


class Planner:
    """One plan. ``without`` are supervisors who stop on the day, ``pins`` whom somebody must get; all are keys of people."""

    def __init__(
        self, here: Situation, *, without: Collection[int] = (), rebalance: bool = False, pins: Mapping[int, int] | None = None,
        excluded: Collection[tuple[int, int]] = (),
    ):  # fmt: skip
        self.here, self.without, self.rebalance, self.pins = here, frozenset(without), rebalance, dict(pins or {})
        self.excluded = frozenset(excluded)

    @cached_property
    def leaving(self) -> set[int]:
        """Those whose supervisor stops."""
        return {
            key for key, pair in self.here.pairs.items() if pair.row.supervisor_id in self.without and key in self.here.members
        }

    @cached_property
    def people(self) -> list[int]:
        """Everybody whom the plan may place, in the order of their keys."""
        found = set(self.here.to_place) | self.leaving | self.pins.keys()
        if self.rebalance:
            found |= {key for key, pair in self.here.pairs.items() if pair.valid}
        return sorted(found)

    @cached_property
    def supervisors(self) -> dict[int, Supervisor]:
        """What each supervisor who may take anybody has, beside the pairs that stay."""
        placed = set(self.people)
        found = {}
        for key in sorted(self.here.eligible.keys() - self.without):
            stay = [row for row in self.here.of.get(key, ()) if row.supervisee_id not in placed]
            capacity = self.here.capacity.get(key)
            used = sum(minutes_of(row) for row in stay)
            most = None if capacity is None or capacity.max_supervisees is None else capacity.max_supervisees - len(stay)
            found[key] = Supervisor(_name(key), capacity.minutes_per_week if capacity else 0, used, most)
        return found

    @cached_property
    def problem(self) -> Problem:
        return Problem(
            tuple(self.supervisors.values()),
            tuple(self._supervisee(key) for key in self.people),
            self.above if self.here.kind in WITHOUT_CYCLES else {},
            self.here.kind in WITHOUT_CYCLES,
        )

    @cached_property
    def above(self) -> dict[str, frozenset[str]]:
        """Who stays above whom, whatever the plan does."""
        placed = set(self.people)
        return {_name(key): frozenset(map(_name, some)) for key, some in self.here.above.items() if key not in placed}

    def _supervisee(self, key: int) -> Supervisee:
        pair = self.here.pairs.get(key)
        stays = pair is not None and pair.valid and pair.row.supervisor_id in self.supervisors and self.rebalance
        costs = {_name(other): self.reasons(key, other) for other in self.supervisors if not self._barred(key, other)}
        return Supervisee(
            _name(key), self.here.minutes(key), costs,
            _name(pair.row.supervisor_id) if stays and _name(pair.row.supervisor_id) in costs else "",
            _name(self.pins[key]) if key in self.pins else "",
        )  # fmt: skip

    def _barred(self, key: int, other: int) -> bool:
        return key == other or frozenset((key, other)) in self.here.apart or (key, other) in self.excluded

    def reasons(self, key: int, other: int) -> tuple[str, ...]:
        """What counts against a pair."""
        one, supervisor, until = self.here.members.get(key), self.here.members[other], self.here.eligible.get(other)
        found = []
        if one and one.team and supervisor.team and one.team != supervisor.team:
            found.append("another_team")
        if one and one.site and supervisor.site and one.site != supervisor.site:
            found.append("another_site")
        if one and other in one.line_managers:
            found.append("line_manager")
        if until is not None and until <= self.here.on + timedelta(days=SOON_DAYS):
            found.append("eligibility_ends_soon")
        if (key, other) in self.here.broke_down:
            found.append("broke_down_before")
        return tuple(found)

    def made(self, seconds: float = SECONDS) -> "Planned":
        """The plan. Raises ``Impossible`` where what is pinned cannot be."""
        for key, other in self.pins.items():
            if other not in self.supervisors or key not in self.here.members:
                raise Impossible(
                    f"{self._number(key)} cannot be supervised by {self._number(other)} on {self.here.on:%-d %B %Y}."
                )
        until = time.monotonic() + seconds
        try:
            return Planned(self, plan(self.problem, lambda: until - time.monotonic()))
        except Impossible as impossible:
            raise Impossible(self._in_words(str(impossible))) from None

    def _in_words(self, said: str) -> str:
        """A sentence of the rules, with employee numbers for keys."""
        return " ".join(self._number(int(w)) if w.isdecimal() and len(w) == KEY_LENGTH else w for w in said.split(" "))

    def _number(self, key: int) -> str:
        member = self.here.members.get(key)
        return (member.person.employee_number or str(member.person)) if member else "somebody outside this service"


KEY_LENGTH = 12


def _name(key: int) -> str:
    """A person's key as the rules sort it."""
    return f"{key:0{KEY_LENGTH}}"


@dataclass(frozen=True)
class Planned:
    """A plan in people's terms."""

    planner: Planner
    found: Plan

    @cached_property
    def pairs(self) -> dict[int, int]:
        return {int(key): int(other) for key, other in self.found.pairs.items()}

    @cached_property
    def moves(self) -> list[Move]:
        """Everybody who gets another supervisor than they have, by employee number."""
        here, found = self.planner.here, []
        for key, other in self.pairs.items():
            pair = here.pairs.get(key)
            before = pair.row.supervisor if pair else None
            if before is not None and before.pk == other and pair.valid:
                continue
            against = self.planner.reasons(key, other)
            one = next(e for e in self.planner.problem.supervisees if e.key == _name(key))
            found.append(
                Move(
                    here.members[key].person,
                    before,
                    here.members[other].person,
                    one.minutes,
                    one.penalty(_name(other)),
                    (self._why(key), *against),
                )
            )
        return sorted(found, key=lambda move: move.supervisee.employee_number or "")

    def _why(self, key: int) -> str:
        pair = self.planner.here.pairs.get(key)
        if key in self.planner.pins:
            return "pinned"
        if pair is None:
            return "no_supervisor"
        if pair.row.supervisor_id in self.planner.without:
            return "supervisor_stops"
        return "makes_room" if pair.valid else "supervisor_not_eligible"

    @cached_property
    def unplaced(self) -> list[Unplaced]:
        here = self.planner.here
        found = [
            Unplaced(
                here.members[key].person, pair.row.supervisor if (pair := here.pairs.get(key)) else None, self.obstacles(key)
            )
            for key in self.planner.people
            if key not in self.pairs
        ]
        return sorted(found, key=lambda one: one.supervisee.employee_number or "")

    def obstacles(self, key: int) -> tuple[Obstacle, ...]:
        """For everybody who supervises in the service, why they cannot take this person in this plan."""
        here = self.planner.here
        others = sorted((k for k in here.supervisors if k != key), key=lambda k: here.members[k].person.employee_number or "")
        return tuple(Obstacle(here.members[k].person, *self._obstacle(key, k)) for k in others)

    def _obstacle(self, key: int, other: int) -> tuple[str, date | None]:
        here, supervisor = self.planner.here, self.planner.supervisors.get(other)
        if other in self.planner.without:
            return "stops", None
        if supervisor is None:
            return "not_eligible", here.later.get(other)
        if self.planner._barred(key, other):
            return "not_offered", None
        if not supervisor.capacity:
            return "no_job_plan", None
        if here.kind in WITHOUT_CYCLES and closes_a_cycle(_name(key), _name(other), self._above_now):
            return "circle", None
        return "full", frees_on(here, other, here.minutes(key))

    @cached_property
    def _above_now(self) -> dict[str, frozenset[str]]:
        above = dict(self.planner.above)
        for key, other in self.found.pairs.items():
            above[key] = above.get(key, frozenset()) | {other}
        return above

    @cached_property
    def loads(self) -> list[tuple[Person, int, int, int]]:
        """Supervisor, minutes before, minutes after, and capacity, by name, of everybody who may take somebody."""
        here = self.planner.here
        more = Counter()
        for one in self.planner.problem.supervisees:
            if other := self.found.pairs.get(one.key):
                more[other] += one.minutes
        found = []
        for key, supervisor in self.planner.supervisors.items():
            before = sum(minutes_of(row) for row in here.of.get(key, ()))
            found.append((here.members[key].person, before, supervisor.used + more[supervisor.key], supervisor.capacity))
        return sorted(found, key=lambda load: (load[0].last_name, load[0].first_name))
