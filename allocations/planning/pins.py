"""What a lead has chosen within a plan: what fits is kept, and what does not is told by name, so that no choice costs the whole
plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..rules.chains import closes_a_cycle
from ..rules.policy import WITHOUT_CYCLES
from .keys import name_of
from .planner import Planner


@dataclass(frozen=True, slots=True)
class Misfit:
    """A supervisor chosen for somebody, both by their keys, with the code of why that cannot be."""

    supervisee: int
    supervisor: int
    code: str


class Room:
    """What supervisors have beside those who stay with them and those ``chosen`` for them; all are keys of people."""

    def __init__(self, planner: Planner, chosen: Mapping[int, int]):
        self.planner, self.chosen = planner, dict(chosen)
        self._supervising = frozenset().union(*planner.above.values())

    def minutes(self, key: int, other: int) -> int:
        """The minutes of a week for one more person than are chosen for the supervisor already."""
        given = sum(self.planner.here.minutes(one) for one in self._given(key, other))
        return max(0, self.planner.supervisors[other].minutes - given)

    def obstacle(self, key: int, other: int) -> str:
        """The code of why a supervisor cannot take somebody beside the others, empty where they can."""
        if code := self.planner.obstacle(key, other):
            return code
        supervisor, here = self.planner.supervisors[other], self.planner.here
        if not supervisor.capacity:
            return "no_job_plan"
        if self._may_close_a_circle(key) and closes_a_cycle(name_of(key), name_of(other), self._above(key)):
            return "circle"
        places = supervisor.people is None or supervisor.people > len(self._given(key, other))
        return "" if places and here.minutes(key) <= self.minutes(key, other) else "full"

    def _given(self, key: int, other: int) -> list[int]:
        return [one for one, chosen in self.chosen.items() if chosen == other and one != key]

    def _may_close_a_circle(self, key: int) -> bool:
        """Only who supervises somebody can: few do, so the chains are put together for few."""
        supervises = name_of(key) in self._supervising or key in self.chosen.values()
        return supervises and self.planner.here.kind in WITHOUT_CYCLES

    def _above(self, key: int) -> dict[str, frozenset[str]]:
        above = dict(self.planner.above)
        for one, other in self.chosen.items():
            if one != key:
                above[name_of(one)] = above.get(name_of(one), frozenset()) | {name_of(other)}
        return above


def without_misfits(planner: Planner) -> tuple[Planner, list[Misfit]]:
    """The planner with the choices that can be kept, all of them together, and the others. The first that was chosen goes
    first.

    Whoever is no longer chosen may stay where they are and take room there again, so the rest are looked at anew. Worked
    example: one place is left with Efua, and Ruby and Dev are both chosen for her: Ruby is kept, and for Dev she has no room.
    """
    misfits: list[Misfit] = []
    while misfits_now := _misfits(planner):
        misfits += misfits_now
        refused = {misfit.supervisee for misfit in misfits_now}
        planner = planner.with_pins({key: other for key, other in planner.pins.items() if key not in refused})
    return planner, misfits


def _misfits(planner: Planner) -> list[Misfit]:
    room, misfits = Room(planner, {}), []
    for key, other in planner.pins.items():
        if code := room.obstacle(key, other):
            misfits.append(Misfit(key, other, code))
        else:
            room.chosen[key] = other
    return misfits
