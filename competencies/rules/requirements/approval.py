"""``approval``: an approval of this kind, still valid and not withdrawn."""

from dataclasses import dataclass
from typing import ClassVar

from people.rules.period import Span, day_or_forever, union
from training.rules.validity import valid_span

from .. import facts
from ..facts import Career
from ..parameters import parameter, text, whole
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class ApprovalRequirement:
    table: ClassVar[str] = "approvals"

    kind: str = parameter(text)
    valid_months: int | None = parameter(whole(1, 1200), None)

    def judge(self, career: Career) -> Finding:
        return Finding(union(self._span(a) for a in career.approvals if a.kind == self.kind))

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(a, *self._weigh(a, day)) for a in career.approvals)
        return Account(int(any(w.counts for w in weighed)), 1, "approval", weighed)

    def _span(self, approval: facts.ApprovalFact) -> Span:
        start, stop = valid_span(approval.approved_on, self.valid_months)
        return start, min(stop, day_or_forever(approval.withdrawn_on))

    def _weigh(self, approval: facts.ApprovalFact, day: int) -> tuple[bool, str, int | None]:
        start, stop = self._span(approval)
        if approval.kind != self.kind:
            return False, "not_this_one", None
        if day < start:
            return False, "later", None
        if day < stop:
            return True, "counts", stop
        return False, "withdrawn" if day_or_forever(approval.withdrawn_on) <= day else "expired", stop
