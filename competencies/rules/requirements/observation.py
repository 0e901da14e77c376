"""``observation``: so many observed sessions, or distinct interventions, of a good enough score within so many months."""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar

from people.rules.period import add_up, reaching, union
from training.rules.validity import valid_span

from ..facts import Career, ObservationFact
from ..parameters import hundredths, one_of, parameter, whole
from ..words import OBSERVATION_KINDS
from .finding import Account, Finding, Weighed


@dataclass(frozen=True, slots=True)
class ObservationRequirement:
    """One without an intervention counts for no distinct one; one without a score reaches no ``min_score``."""

    table: ClassVar[str] = "observations"

    kind: str = parameter(one_of(*OBSERVATION_KINDS))
    count: int = parameter(whole(1, 1000))
    months: int = parameter(whole(1, 1200))
    distinct_by: str = parameter(one_of("intervention"), "")
    min_score: int | None = parameter(hundredths, None)

    def judge(self, career: Career) -> Finding:
        good = [o for o in career.observations if self._refused(o) is None]
        if not self.distinct_by:
            spans = [valid_span(o.observed_on, self.months) for o in good]
        else:
            of_one = defaultdict(list)
            for observed in good:
                of_one[observed.intervention].append(valid_span(observed.observed_on, self.months))
            spans = [joined for several in of_one.values() for joined in union(several)]
        return Finding(reaching(add_up((*span, 1) for span in spans), self.count))

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(o, *self._weigh(o, day)) for o in career.observations)
        counted = [w.fact.intervention for w in weighed if w.counts]
        have = len(set(counted)) if self.distinct_by else len(counted)
        return Account(have, self.count, "interventions" if self.distinct_by else "observations", weighed)

    def _refused(self, observed: ObservationFact) -> str | None:
        if observed.kind != self.kind:
            return "not_this_one"
        if self.distinct_by and not observed.intervention:
            return "no_intervention"
        if self.min_score is not None and (observed.score_hundredths is None or observed.score_hundredths < self.min_score):
            return "no_score" if observed.score_hundredths is None else "score_too_low"
        return None

    def _weigh(self, observed: ObservationFact, day: int) -> tuple[bool, str, int | None]:
        if refused := self._refused(observed):
            return False, refused, None
        start, stop = valid_span(observed.observed_on, self.months)
        if day < start:
            return False, "later", None
        return (True, "counts", stop) if day < stop else (False, "too_long_ago", stop)
