"""Choosing a supervisor for one person: the best first, with a reason for everybody."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from governance.refusal import Refused
from people.models import Person, Post
from people.models.conditions import covering

from ..models import Allocation
from ..queries import Situation, situation
from ..rules.chains import closes_a_cycle
from ..rules.policy import NEEDS, PENALTIES, WITHOUT_CYCLES
from ..rules.problem import Plan
from .keys import name_of
from .planned import Obstacle, Planned
from .planner import Planner


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could supervise a person. Loads are minutes a week; ``until`` the last day of eligibility, if it is known to end."""

    supervisor: Person
    team: str
    before: int
    after: int
    capacity: int
    penalty: int
    against: tuple[str, ...]
    until: date | None


@dataclass(frozen=True)
class Choice:
    """For one person and one kind on a day: those who could supervise them, the best first, and those who cannot."""

    planner: Planner
    supervisee: Person
    standard: str

    @property
    def kind(self) -> str:
        return self.planner.here.kind

    @property
    def on(self) -> date:
        return self.planner.here.on

    @property
    def minutes(self) -> int:
        return self.planner.here.minutes(self.supervisee.pk)

    @property
    def standing(self) -> Allocation | None:
        """The pair that stands on the day, whoever the supervisor is."""
        pair = self.planner.here.pairs.get(self.supervisee.pk)
        return pair.row if pair else None

    @cached_property
    def _empty(self) -> Planned:
        """A plan that places nobody: what stands, with the person's own pair taken out."""
        return Planned(self.planner, Plan({}, 0, 0, 0, 0.0))

    @cached_property
    def candidates(self) -> list[Candidate]:
        """By what counts against them, then by load, then by name."""
        here, found = self.planner.here, []
        for key, supervisor in self.planner.supervisors.items():
            person = here.members[key].person
            if key == self.supervisee.pk or (self.standing and self.standing.supervisor_id == key) or self.obstacle(person):
                continue
            against = self.planner.reasons(self.supervisee.pk, key)
            penalty = sum(PENALTIES[why] for why in against)
            after = supervisor.used + self.minutes
            found.append(
                Candidate(
                    person,
                    here.members[key].team_name,
                    supervisor.used,
                    after,
                    supervisor.capacity,
                    penalty,
                    against,
                    here.eligible[key],
                )
            )
        return sorted(found, key=lambda c: (c.penalty, c.after / c.capacity, c.supervisor.last_name, c.supervisor.pk))

    @property
    def best(self) -> Person | None:
        return self.candidates[0].supervisor if self.candidates else None

    @cached_property
    def cannot(self) -> tuple[Obstacle, ...]:
        """Everybody else who supervises in the service, with the reason and the day it clears."""
        able = {candidate.supervisor.pk for candidate in self.candidates}
        mine = self.standing.supervisor_id if self.standing else None
        here = self.planner.here
        return tuple(
            o for o in map(self.obstacle, (here.members[k].person for k in here.supervisors if k not in able | {mine})) if o
        )

    def obstacle(self, supervisor: Person) -> Obstacle | None:
        """Why somebody cannot supervise this person on the day; nothing where they can."""
        key, here = supervisor.pk, self.planner.here
        if key == self.supervisee.pk:
            return Obstacle(supervisor, "oneself")
        able = self.planner.supervisors.get(key)
        if able is not None and not self.planner.barred(self.supervisee.pk, key):
            room = able.minutes >= self.minutes and (able.people is None or able.people > 0)
            above = self.planner.above
            if (
                able.capacity
                and room
                and not (here.kind in WITHOUT_CYCLES and closes_a_cycle(name_of(self.supervisee.pk), name_of(key), above))
            ):
                return None
        return Obstacle(supervisor, *self._empty.obstacle(self.supervisee.pk, key))


class OnlyOne(Planner):
    """A planner for one person: whoever else has nobody stays where they are."""

    def __init__(self, here: Situation, supervisee: int):
        super().__init__(here)
        self.one = supervisee

    @cached_property
    def people(self) -> list[int]:
        return [self.one]


def choice(supervisee: Person, kind: str, on: date, standard: str, among: Person | None = None) -> Choice:
    """Who could supervise somebody from a day on, in the service where they work then. Raises ``Refused``.

    ``among``: the supervisor whom it is about, who has to work there too.
    """
    if kind not in NEEDS:
        raise Refused("Choose the kind of supervision.")
    posts = (
        Post.objects.live().filter(covering(on), person=supervisee).select_related("service").order_by("-fte_hundredths", "pk")
    )
    services = {post.service_id: post.service for post in posts}
    shared = services
    if among is not None:
        theirs = set(Post.objects.live().filter(covering(on), person=among).values_list("service", flat=True))
        shared = {key: service for key, service in services.items() if key in theirs}
    if not shared:
        raise Refused("They have no post in the same service on that day. Choose somebody else, or another day.")
    here = situation(next(iter(shared.values())), kind, on, standard)
    return Choice(OnlyOne(here, supervisee.pk), supervisee, standard)
