"""From a service as it stands to a problem for the rules: who is placed, with whom, and what counts against each pair."""

import time
from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import cached_property

from ..queries import Situation, minutes_of
from ..rules.matching import plan
from ..rules.policy import SOON_DAYS, WITHOUT_CYCLES
from ..rules.problem import AllocationPlan, Impossible, Problem, Supervisee, Supervisor
from .keys import KEY_LENGTH, name_of

SECONDS = 20.0


class Planner:
    """One plan. ``without`` are supervisors who stop on the day, ``pins`` whom somebody must get,
    ``left_out`` those whom it does not touch, ``spared`` supervisors who keep theirs and get nobody; all are keys of people."""

    def __init__(
        self, here: Situation, *, without: Collection[int] = (), rebalance: bool = False, pins: Mapping[int, int] | None = None,
        left_out: Collection[int] = (), spared: Collection[int] = (),
    ):  # fmt: skip
        self.here, self.without, self.rebalance, self.pins = here, frozenset(without), rebalance, dict(pins or {})
        self.left_out, self.spared = frozenset(left_out), frozenset(spared)

    def with_pins(self, pins: Mapping[int, int]) -> "Planner":
        """The same plan with other pins."""
        return Planner(
            self.here, without=self.without, rebalance=self.rebalance, pins=pins, left_out=self.left_out, spared=self.spared
        )

    @cached_property
    def leaving(self) -> set[int]:
        """Those whose supervisor, or whoever stands beside that one, stops."""
        return {
            key
            for key, pair in self.here.pairs.items()
            if self.without & {pair.row.supervisor_id, pair.row.co_supervisor_id} and key in self.here.members
        }

    @cached_property
    def people(self) -> list[int]:
        """Everybody whom the plan may place, in the order of their keys."""
        keys = set(self.here.to_place) | self.leaving | self.pins.keys()
        if self.rebalance:
            keys |= {
                key
                for key, pair in self.here.pairs.items()
                if pair.valid and pair.row.supervisor_id in self.available_supervisors
            }
        return sorted(keys - self.left_out)

    @cached_property
    def supervisors(self) -> dict[int, Supervisor]:
        """What each supervisor who may take anybody has, beside the pairs that stay."""
        return {key: self._room(key) for key in sorted(self.available_supervisors)}

    @cached_property
    def available_supervisors(self) -> set[int]:
        """Those to whom the plan may give somebody."""
        return self.assignable - self.without - self.spared - self.here.away.keys()

    @property
    def assignable(self) -> set[int]:
        """Those who may be given somebody on the day."""
        return set(self.here.eligible)

    def _room(self, key: int) -> Supervisor:
        placed = set(self.people)
        stay = [row for row in self.here.of.get(key, ()) if row.supervisee_id not in placed]
        capacity = self.here.capacity.get(key)
        used = sum(minutes_of(row) for row in stay)
        most = None if capacity is None or capacity.max_supervisees is None else capacity.max_supervisees - len(stay)
        return Supervisor(name_of(key), capacity.minutes_per_week if capacity else 0, used, most)

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
        return {name_of(key): frozenset(map(name_of, some)) for key, some in self.here.above.items() if key not in placed}

    def _supervisee(self, key: int) -> Supervisee:
        pair = self.here.pairs.get(key)
        stays = pair is not None and pair.valid and pair.row.supervisor_id in self.supervisors
        costs = {name_of(other): self.reasons(key, other) for other in self.supervisors if not self.barred(key, other)}
        return Supervisee(
            name_of(key), self.here.minutes(key), costs,
            name_of(pair.row.supervisor_id) if stays else "",
            name_of(self.pins[key]) if key in self.pins else "",
        )  # fmt: skip

    def obstacle(self, key: int, other: int) -> str:
        """The code of why a supervisor may not be given somebody in this plan, however much room there is; empty where they
        may."""
        if other in self.without:
            return "stops"
        if other in self.spared:
            return "not_offered"
        if other in self.here.away:
            return "away"
        if other not in self.supervisors or key not in self.here.members:
            return "not_eligible"
        return "not_offered" if self.barred(key, other) else ""

    def barred(self, key: int, other: int) -> bool:
        return key == other or frozenset((key, other)) in self.here.apart

    def reasons(self, key: int, other: int) -> tuple[str, ...]:
        """What counts against a pair."""
        one, supervisor, until = self.here.members.get(key), self.here.members[other], self.here.eligible.get(other)
        against = []
        if one and one.team and supervisor.team and one.team != supervisor.team:
            against.append("another_team")
        if one and one.site and supervisor.site and one.site != supervisor.site:
            against.append("another_site")
        if one and other in one.line_managers:
            against.append("line_manager")
        if until is not None and until <= self.here.on + timedelta(days=SOON_DAYS):
            against.append("eligibility_ends_soon")
        if (key, other) in self.here.broke_down:
            against.append("broke_down_before")
        return tuple(why for why in against if (key, other, why) not in self.here.aside)

    def plan(self, seconds: float = SECONDS) -> AllocationPlan:
        """The plan. Raises ``Impossible`` where what is pinned cannot be."""
        for key, other in self.pins.items():
            if other not in self.supervisors or key not in self.here.members:
                raise Impossible(
                    f"{self._number(key)} cannot be supervised by {self._number(other)} on {self.here.on:%-d %B %Y}."
                )
        until = time.monotonic() + seconds
        try:
            return plan(self.problem, lambda: until - time.monotonic())
        except Impossible as impossible:
            raise Impossible(self._in_words(str(impossible))) from None

    def _in_words(self, said: str) -> str:
        """A sentence of the rules, with employee numbers for keys."""
        return " ".join(self._number(int(w)) if w.isdecimal() and len(w) == KEY_LENGTH else w for w in said.split(" "))

    def _number(self, key: int) -> str:
        member = self.here.members.get(key)
        return (member.person.employee_number or str(member.person)) if member else "a person outside this service"
