"""``session_minutes``: so many minutes of supervision, attended or given, within so many months."""

from dataclasses import dataclass
from typing import ClassVar

from people.rules.period import add_up, reaching
from supervision.rules.facts import SessionPart
from supervision.rules.words import SESSION_KINDS
from training.rules.validity import valid_span

from ..facts import Career
from ..parameters import one_of, parameter, some_of, whole
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class SessionMinutesRequirement:
    """Confirmed or not; a session that anybody disputes counts for nobody."""

    table: ClassVar[str] = "sessions"

    part: str = parameter(one_of("attendee", "facilitator"), key="as")
    kinds: frozenset[str] = parameter(some_of(*SESSION_KINDS))
    minutes: int = parameter(whole(1))
    months: int = parameter(whole(1, 1200))

    def judge(self, career: Career) -> Finding:
        counted = ((*valid_span(s.held_on, self.months), s.minutes) for s in career.sessions if self._refused(s) is None)
        return Finding(reaching(add_up(counted), self.minutes))

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(s, *self._weigh(s, day)) for s in career.sessions)
        return Account(sum(w.fact.minutes for w in weighed if w.counts), self.minutes, "minutes", weighed)

    def _refused(self, session: SessionPart) -> str | None:
        if session.part != self.part or session.kind not in self.kinds:
            return "not_this_one"
        return "disputed" if session.disputed else None

    def _weigh(self, session: SessionPart, day: int) -> tuple[bool, str, int | None]:
        if refused := self._refused(session):
            return False, refused, None
        start, stop = valid_span(session.held_on, self.months)
        if day < start:
            return False, "later", None
        return (True, "counts", stop) if day < stop else (False, "too_long_ago", stop)
