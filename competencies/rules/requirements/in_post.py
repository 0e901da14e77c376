"""``in_post``: holding a post in one of the roles on the day, of enough full-time equivalent."""

from dataclasses import dataclass
from typing import ClassVar

from people.rules.facts import PostFact
from people.rules.period import add_up, reaching, span
from people.rules.words import ROLES

from ..facts import Career
from ..parameters import hundred_thousandths, parameter, some_of
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class InPostRequirement:
    table: ClassVar[str] = "posts"

    roles: frozenset[str] = parameter(some_of(*ROLES))
    min_fte: int = parameter(hundred_thousandths, 0)

    def judge(self, career: Career) -> Finding:
        held = add_up(
            (*span(p.started_on, p.finished_on), p.fte_hundred_thousandths) for p in career.posts if p.role in self.roles
        )
        return Finding(reaching(held, max(self.min_fte, 1)))

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(post, *self._weigh(post, day)) for post in career.posts)
        have = sum(w.fact.fte_hundred_thousandths for w in weighed if w.counts)
        return Account(have, max(self.min_fte, 1), "fte_hundred_thousandths", weighed)

    def _weigh(self, post: PostFact, day: int) -> tuple[bool, str, int | None]:
        start, stop = span(post.started_on, post.finished_on)
        if post.role not in self.roles:
            return False, "other_role", None
        if day < start:
            return False, "later", None
        return (True, "counts", stop) if day < stop else (False, "ended", None)
