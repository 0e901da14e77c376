"""``qualification``: a verified award of one of those named. It never expires."""

from dataclasses import dataclass
from typing import ClassVar

from people.rules.period import FOREVER
from training.rules import facts

from ..facts import Career
from ..parameters import parameter, some_of
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class QualificationRequirement:
    table: ClassVar[str] = "qualifications"

    any_of: frozenset[str] = parameter(some_of())

    def judge(self, career: Career) -> Finding:
        days = [q.awarded_on.toordinal() for q in career.qualifications if q.verified and q.qualification in self.any_of]
        return Finding([(min(days), FOREVER)] if days else [])

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(q, *self._weigh(q, day)) for q in career.qualifications)
        return Account(int(any(w.counts for w in weighed)), 1, "qualification", weighed)

    def _weigh(self, award: facts.QualificationFact, day: int) -> tuple[bool, str]:
        if award.qualification not in self.any_of:
            return False, "not_this_one"
        if not award.verified:
            return False, "not_verified"
        return (True, "counts") if award.awarded_on.toordinal() <= day else (False, "later")
