"""Choosing a supervisor for one person: the best first, with a reason for everybody."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from governance.policy import POLICY, Action
from governance.refusal import Refused
from people.models import Absence, Person, Post
from people.models.conditions import covering
from people.rules.facts import FULL_TIME
from people.rules.period import day_after

from ..models import Allocation
from ..queries import Situation, has_room, situation
from ..rules.chains import closes_a_cycle
from ..rules.policy import MINUTES_PER_WEEK, NEEDS, PENALTIES, PEOPLE_PER_FTE, SOFT, SOON_DAYS, WITHOUT_CYCLES
from ..rules.problem import AllocationPlan, Supervisor
from .keys import name_of
from .planned import Obstacle, PlanForPeople
from .planner import Planner


@dataclass(frozen=True, slots=True)
class SupervisorCandidate:
    """Somebody who could supervise a person. Loads are minutes a week; ``until`` the last day of eligibility, if it is known to
    end.

    ``provisional``: only beside somebody; ``shared``: the numbers of the days on which both work; ``before_on``: the last day
    of the last pair that these two were; ``absent``: away on the day without anything decided about it, until ``back_after``.
    """

    supervisor: Person
    team: str
    site: str
    before: int
    after: int
    capacity: int
    penalty: int
    against: tuple[str, ...]
    until: date | None
    lasts: bool
    provisional: bool
    days: str
    shared: str
    before_on: date | None
    absent: bool = False
    back_after: date | None = None

    @property
    def soft(self) -> tuple[str, ...]:
        """The rules that would have to be set aside for a time."""
        return tuple(rule for rule in self.against if rule in SOFT)


@dataclass(frozen=True)
class SupervisorChoice:
    """The choice for one person and one kind on a day: those who could supervise them, the best first, and those who cannot."""

    planner: "OnlyOne"
    supervisee: Person
    standard: str
    asked: int | None = None

    @property
    def kind(self) -> str:
        return self.planner.here.kind

    @property
    def on(self) -> date:
        return self.planner.here.on

    @property
    def minutes(self) -> int:
        """What was asked for, or what the pair so far has, or what one person takes."""
        here = self.planner.here
        return self.asked if self.asked is not None else here.minutes(self.supervisee.pk) or MINUTES_PER_WEEK[here.kind]

    @property
    def led_by(self) -> str:
        """Who supervises them now, as this service may know it; nobody where they have nobody."""
        here, pair = self.planner.here, self.planner.here.pairs.get(self.supervisee.pk)
        return here.supervisor_in(pair) if pair else ""

    @property
    def standing(self) -> Allocation | None:
        """The pair that stands on the day, whoever the supervisor is."""
        pair = self.planner.here.pairs.get(self.supervisee.pk)
        return pair.row if pair else None

    @cached_property
    def _empty(self) -> PlanForPeople:
        """A plan that places nobody: what stands, with the person's own pair taken out."""
        return PlanForPeople(self.planner, AllocationPlan({}, 0, 0, 0, 0.0))

    @cached_property
    def candidates(self) -> list[SupervisorCandidate]:
        """Those who may by themselves, then those who may beside somebody; each by what counts against them, by load, by
        name."""
        here, mine = self.planner.here, self.standing.supervisor_id if self.standing else None
        able = [key for key in self.planner.supervisors if key not in (self.supervisee.pk, mine)]
        able_now = [self._candidate(key) for key in able if not self.obstacle(here.members[key].person)]
        return sorted(
            able_now, key=lambda c: (c.provisional, c.penalty, c.after / c.capacity, c.supervisor.last_name, c.supervisor.pk)
        )

    def _candidate(self, key: int) -> SupervisorCandidate:
        here, supervisor = self.planner.here, self.planner.supervisors[key]
        member, provisional = here.members[key], key in here.provisional
        until = (here.provisional if provisional else here.eligible)[key]
        against = self.planner.reasons(self.supervisee.pk, key)
        return SupervisorCandidate(
            member.person, member.team_name, member.site, supervisor.used, supervisor.used + self.minutes, supervisor.capacity,
            sum(PENALTIES.get(why, 0) for why in against), against, until,
            until is None or until > self.on + timedelta(days=SOON_DAYS), provisional, member.days,
            "".join(day for day in member.days if day in here.members[self.supervisee.pk].days), self.planner.together.get(key),
            key in self.planner.absent, self.planner.absent.get(key),
        )  # fmt: skip

    @property
    def best(self) -> Person | None:
        first = next(iter(self.candidates), None)
        return first.supervisor if first and not first.provisional else None

    def candidate(self, supervisor: Person) -> SupervisorCandidate | None:
        return next((c for c in self.candidates if c.supervisor == supervisor), None)

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
        if able is not None and not self.planner.barred(self.supervisee.pk, key) and self._has_room(key, able):
            above = self.planner.above
            if not (here.kind in WITHOUT_CYCLES and closes_a_cycle(name_of(self.supervisee.pk), name_of(key), above)):
                return None
        return Obstacle(supervisor, *self._empty.obstacle(self.supervisee.pk, key, self.minutes))

    def _has_room(self, key: int, able: Supervisor) -> bool:
        """On the day, and on each later one on which another pair or another job plan of the supervisor's begins."""
        if not able.capacity or able.minutes < self.minutes or (able.people is not None and able.people < 1):
            return False
        later = day_after(self.on)
        return later is None or has_room(self.planner.here, key, self.minutes, later, besides=self.supervisee.pk)


class OnlyOne(Planner):
    """A planner for one person: whoever else has nobody stays where they are. Who may only supervise beside somebody is offered
    too."""

    def __init__(self, here: Situation, supervisee: int):
        super().__init__(here)
        self.one = supervisee

    @cached_property
    def people(self) -> list[int]:
        return [self.one]

    @property
    def assignable(self) -> set[int]:
        return super().assignable | self.here.provisional.keys()

    def reasons(self, key: int, other: int) -> tuple[str, ...]:
        """Also whether this would be more people than a supervisor's hours are advised to have."""
        against, many = super().reasons(key, other), (key, other, "too_many")
        fte, others = self.here.members[other].fte, sum(row.supervisee_id != key for row in self.here.of.get(other, ()))
        over = (others + 1) * FULL_TIME > PEOPLE_PER_FTE * fte
        return (*against, "too_many") if over and many not in self.here.aside else against

    @cached_property
    def absent(self) -> dict[int, date | None]:
        """Who is away on the day, and the last day of it, if it is known."""
        rows = Absence.objects.live().filter(covering(self.here.on), person__in=self.supervisors)
        return dict(rows.order_by("finished_on").values_list("person", "finished_on"))

    @cached_property
    def together(self) -> dict[int, date | None]:
        """Whom the person was supervised by before, and the last day of it."""
        rows = Allocation.objects.live().filter(supervisee=self.one, finished_on__lt=self.here.on).order_by("finished_on")
        return dict(rows.values_list("supervisor", "finished_on"))


def choice(
    supervisee: Person,
    kind: str,
    on: date,
    standard: str,
    *,
    by: Person,
    among: Person | None = None,
    minutes: int | None = None,
) -> SupervisorChoice:
    """Who could supervise somebody from a day on, in a service where they work then and ``by`` decides. Raises ``Refused``.

    ``among``: the supervisor whom it is about, who has to work there too; ``minutes``: of a week, if others than usual.
    """
    if kind not in NEEDS:
        raise Refused("Choose the kind of supervision.")
    posts = (
        Post.objects.live()
        .filter(covering(on), person=supervisee)
        .select_related("service")
        .order_by("-fte_hundred_thousandths", "pk")
    )
    decides = by.services_as(POLICY[Action.ALLOCATE].in_service, timezone.localdate())
    services = {post.service_id: post.service for post in posts if post.service_id in decides}
    shared = services
    if among is not None:
        theirs = set(Post.objects.live().filter(covering(on), person=among).values_list("service", flat=True))
        shared = {key: service for key, service in services.items() if key in theirs}
    if not shared:
        raise Refused("They do not work in the same service on that day. Choose someone else or another day.")
    here = situation(next(iter(shared.values())), kind, on, standard, look_ahead=True)
    return SupervisorChoice(OnlyOne(here, supervisee.pk), supervisee, standard, minutes)
