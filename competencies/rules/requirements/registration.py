"""``registration``: on the register of one of the bodies on the day."""

from dataclasses import dataclass
from typing import ClassVar

from people.rules import facts
from people.rules.period import span, union

from ..facts import Career
from ..parameters import parameter, some_of
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class RegistrationRequirement:
    table: ClassVar[str] = "registrations"

    bodies: frozenset[str] = parameter(some_of())

    def judge(self, career: Career) -> Finding:
        return Finding(union(span(r.valid_from, r.valid_to) for r in career.registrations if r.body in self.bodies))

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(r, *self._weigh(r, day)) for r in career.registrations)
        return Account(int(any(w.counts for w in weighed)), 1, "registration", weighed)

    def _weigh(self, registration: facts.RegistrationFact, day: int) -> tuple[bool, str, int | None]:
        start, stop = span(registration.valid_from, registration.valid_to)
        if registration.body not in self.bodies:
            return False, "not_this_one", None
        if day < start:
            return False, "later", None
        return (True, "counts", stop) if day < stop else (False, "expired", stop)
