"""``time_in_role``: so many months served in a role. Once met it stays met."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from people.rules import tenure
from people.rules.facts import FULL_TIME, PostFact
from people.rules.period import FOREVER, months_after
from people.rules.words import ABSENCE_KINDS, ROLES

from ..facts import Career
from ..parameters import flag, parameter, some_of, whole
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class TimeInRoleRequirement:
    table: ClassVar[str] = "posts"

    roles: frozenset[str] = parameter(some_of(*ROLES))
    min_months: int = parameter(whole(1, 1200))
    include_training: bool = parameter(flag, True)
    pro_rata_fte: bool = parameter(flag, False)
    pause_for: frozenset[str] = parameter(some_of(*ABSENCE_KINDS, empty=True), frozenset())
    continuous: bool = parameter(flag, False)

    @property
    def clock(self) -> tenure.Clock:
        return tenure.Clock(self.roles, self.include_training, self.pro_rata_fte, self.pause_for, self.continuous)

    def judge(self, career: Career) -> Finding:
        start = tenure.met_from(career.posts, career.absences, self.clock, self.min_months)
        return Finding([(start, FOREVER)] if start < FOREVER else [])

    def account(self, career: Career, day: int) -> Account:
        """Whole days served before the day, of those from the first day to its anniversary; of a continuous rule, in the run
        that is under way."""
        on = date.fromordinal(day)
        run = self.counted_run(career, day)
        first = tenure.first_day(run)
        need = months_after(first, self.min_months) - first if first is not None else 0
        have = _days_served(run, day)
        weighed = tuple(Weighed(post, *self._weigh(post, on)) for post in career.posts)
        return Account(min(have, need), need, "days", weighed)

    def months_served(self, career: Career, day: int) -> int:
        """Whole months that the same days make, counted from the first day; no more than are asked for."""
        run = self.counted_run(career, day)
        first = tenure.first_day(run)
        if first is None:
            return 0
        have = _days_served(run, day)
        return max(months for months in range(self.min_months + 1) if months_after(first, months) - first <= max(have, 0))

    def counted_run(self, career: Career, day: int) -> list[tenure.Stretch]:
        """The stretches that the account adds up: the first run that reached the months by the day, else the one under way."""
        runs = tenure.runs_of(tenure.stretches(career.posts, career.absences, self.clock), continuous=self.continuous)
        reached = [run for run in runs if tenure.reached(run, self.min_months) <= day]
        begun = [run for run in runs if run[0].start <= day]
        return (reached or begun[-1:] or [[]])[0]

    def _weigh(self, post: PostFact, on: date) -> tuple[bool, str]:
        if post.role not in self.roles:
            return False, "other_role"
        if not self.clock.looks_at(post):
            return False, "training_not_counted"
        return (True, "counts") if post.started_on < on else (False, "later")


def _days_served(run: list[tenure.Stretch], day: int) -> int:
    """Whole days of a run before the day."""
    return sum((min(s.stop, day) - s.start) * s.weight for s in run if s.start < day) // FULL_TIME
