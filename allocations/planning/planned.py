"""A plan in people's terms: who moves and why, who is left and why, and how the loads change."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from people.models import Person
from people.rules.period import day_after

from ..queries import frees_on, minutes_of
from ..rules.chains import closes_a_cycle
from ..rules.policy import WITHOUT_CYCLES
from ..rules.problem import AllocationPlan
from .keys import name_of
from .planner import SECONDS, Planner


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a supervisor cannot take somebody, and the day on which that clears, if it is known."""

    supervisor: Person
    code: str
    clears_on: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """``before`` is the supervisor so far, valid or not; ``reasons`` are why somebody is placed, then what counts against the
    pair."""

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


@dataclass(frozen=True)
class PlanForPeople:
    """A plan in people's terms."""

    planner: Planner
    solution: AllocationPlan

    @cached_property
    def pairs(self) -> dict[int, int]:
        return {int(key): int(other) for key, other in self.solution.pairs.items()}

    @cached_property
    def moves(self) -> list[Move]:
        """Everybody who gets another supervisor than they have, by employee number."""
        here, made = self.planner.here, []
        for key, other in self.pairs.items():
            pair = here.pairs.get(key)
            before = pair.row.supervisor if pair else None
            if before is not None and before.pk == other and pair.valid:
                continue
            against = self.planner.reasons(key, other)
            one = next(e for e in self.planner.problem.supervisees if e.key == name_of(key))
            made.append(
                Move(
                    here.members[key].person,
                    before,
                    here.members[other].person,
                    one.minutes,
                    one.penalty(name_of(other)),
                    (self._why(key), *against),
                )
            )
        return sorted(made, key=lambda move: move.supervisee.employee_number or "")

    def _why(self, key: int) -> str:
        pair = self.planner.here.pairs.get(key)
        if key in self.planner.pins:
            return "pinned"
        if pair is None:
            return "no_supervisor"
        if key in self.planner.leaving:
            return "supervisor_stops"
        if self.planner.barred(key, pair.row.supervisor_id):
            return "kept_apart"
        return pair.why or "makes_room"

    @cached_property
    def unplaced(self) -> list[Unplaced]:
        here = self.planner.here
        left_out = [
            Unplaced(
                here.members[key].person, pair.row.supervisor if (pair := here.pairs.get(key)) else None, self.obstacles(key)
            )
            for key in self.planner.people
            if key not in self.pairs
        ]
        return sorted(left_out, key=lambda one: one.supervisee.employee_number or "")

    def obstacles(self, key: int) -> tuple[Obstacle, ...]:
        """The reason, for everybody who supervises in the service, why they cannot take this person in this plan."""
        here = self.planner.here
        others = sorted((k for k in here.supervisors if k != key), key=lambda k: here.members[k].person.employee_number or "")
        return tuple(Obstacle(here.members[k].person, *self.obstacle(key, k)) for k in others)

    def obstacle(self, key: int, other: int, minutes: int | None = None) -> tuple[str, date | None]:
        """``minutes``: of a week, if others than usual."""
        here = self.planner.here
        if code := self.planner.obstacle(key, other):
            return code, self._clears_on(code, other)
        if not self.planner.supervisors[other].capacity:
            return "no_job_plan", self._frees_on(key, other, minutes)
        if here.kind in WITHOUT_CYCLES and closes_a_cycle(name_of(key), name_of(other), self._above_now):
            return "circle", None
        return "full", self._frees_on(key, other, minutes)

    def _clears_on(self, code: str, other: int) -> date | None:
        here = self.planner.here
        if code == "away":
            return day_after(here.away[other].finished_on)
        return here.later.get(other) if code == "not_eligible" else None

    def _frees_on(self, key: int, other: int, minutes: int | None) -> date | None:
        """With everybody whom this plan gives to the supervisor; whoever stays does so until the last day they have."""
        here = self.planner.here
        besides, taken = set(self.planner.people) - self._stay, self._given.get(other, [])
        return frees_on(here, other, here.minutes(key) if minutes is None else minutes, besides=besides, taken=taken)

    @cached_property
    def _stay(self) -> set[int]:
        """Those whom the plan leaves with the supervisor they have."""
        pairs = self.planner.here.pairs
        return {
            key
            for key, other in self.pairs.items()
            if key in pairs and pairs[key].valid and pairs[key].row.supervisor_id == other
        }

    @cached_property
    def _given(self) -> dict[int, list[int]]:
        """Minutes of those who begin with each supervisor."""
        minutes, given = {e.key: e.minutes for e in self.planner.problem.supervisees}, defaultdict(list)
        for key, other in self.pairs.items():
            if key not in self._stay:
                given[other].append(minutes[name_of(key)])
        return given

    @cached_property
    def _above_now(self) -> dict[str, frozenset[str]]:
        above = dict(self.planner.above)
        for key, other in self.solution.pairs.items():
            above[key] = above.get(key, frozenset()) | {other}
        return above

    def load_of(self, key: int) -> tuple[int, int, int]:
        """Minutes before and after, and capacity, of one supervisor."""
        return self._loads[key]

    @cached_property
    def loads(self) -> list[tuple[Person, int, int, int]]:
        """Supervisor, minutes before, minutes after, and capacity, by name, of everybody who may take somebody."""
        people = [(self.planner.here.members[key].person, *load) for key, load in self._loads.items()]
        return sorted(people, key=lambda load: (load[0].last_name, load[0].first_name))

    @cached_property
    def _loads(self) -> dict[int, tuple[int, int, int]]:
        here = self.planner.here
        more = Counter()
        for one in self.planner.problem.supervisees:
            if other := self.solution.pairs.get(one.key):
                more[other] += one.minutes
        return {
            key: (
                sum(minutes_of(row) for row in here.of.get(key, ())),
                supervisor.used + more[supervisor.key],
                supervisor.capacity,
            )
            for key, supervisor in self.planner.supervisors.items()
        }


def planned(planner: Planner, seconds: float = SECONDS) -> PlanForPeople:
    """The plan of a planner. Raises ``Impossible`` where what is pinned cannot be."""
    return PlanForPeople(planner, planner.plan(seconds))
