"""``competency_signoff``: every competency of a set held on the day.

For each competency the sign-off that stands is the latest by ``signed_on``, whoever signed (of two on one day, the one
recorded later). It is held while it is not revoked, within ``valid_months``, of the level needed, and signed by somebody who
held one of ``signer_roles`` that day. What a revoked one superseded does not come back.
"""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from people.rules.period import FOREVER, Span, add_up, date_of, day_or_forever, months_after, reaching
from people.rules.words import ROLES

from ..facts import Career, SignOffFact
from ..parameters import parameter, some_of, text, whole
from ..signed import latest_on
from ..words import HIGHEST_LEVEL
from .finding import Account, Finding, Weighed

LEVEL = whole(0, HIGHEST_LEVEL)


def competencies(value: Any) -> frozenset[str] | None:
    """The set: ``"all"`` (``None``, until the framework fills it in) or a list of codes."""
    return None if value == "all" else some_of()(value)


def levels(value: Any) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, dict):
        raise ValueError("must be an object of competency codes and levels")
    return tuple(sorted((text(code), LEVEL(level)) for code, level in value.items()))


@dataclass(frozen=True, slots=True)
class CompetencySignOffRequirement:
    table: ClassVar[str] = "sign_offs"

    framework: str = parameter(text)
    codes: frozenset[str] | None = parameter(competencies, key="set")
    min_level: int = parameter(LEVEL)
    critical: tuple[tuple[str, int], ...] = parameter(levels, ())
    valid_months: int | None = parameter(whole(1, 1200), None)
    signer_roles: frozenset[str] = parameter(some_of(*ROLES), frozenset())

    @property
    def asked(self) -> frozenset[str]:
        """The set, once the framework has filled it in."""
        return self.codes or frozenset()

    def level_needed(self, competency: str) -> int:
        return dict(self.critical).get(competency, self.min_level)

    def judge(self, career: Career) -> Finding:
        needed = dict.fromkeys(self.asked, self.min_level) | dict(self.critical)
        if not needed:
            return Finding([(1, FOREVER)])
        by_competency = self._standing(career)
        if len(by_competency) < len(needed):
            return Finding([])
        held = [
            (*self._span(signed, following), 1)
            for competency, signed_offs in by_competency.items()
            for signed, following in zip(signed_offs, [*signed_offs[1:], None], strict=True)
            if signed.level >= needed[competency] and self._signer_counts(signed)
        ]
        return Finding(reaching(add_up(held), len(needed)))

    def account(self, career: Career, day: int) -> Account:
        latest = latest_on(self._given(career), date_of(day), attrgetter("competency"))
        weighed = [Weighed(signed, *self._weigh(signed, day)) for _, signed in sorted(latest.items())]
        seen = {w.fact.competency for w in weighed}
        missing = tuple(sorted(self.asked - seen))
        return Account(sum(w.counts for w in weighed), len(self.asked), "competencies", tuple(weighed), missing)

    def _given(self, career: Career) -> list[SignOffFact]:
        """The sign-offs of the set in the order in which they came to stand."""
        mine = [signed for signed in career.sign_offs if signed.framework == self.framework and signed.competency in self.asked]
        return sorted(mine, key=attrgetter("signed_on", "place"))

    def _standing(self, career: Career) -> dict[str, list[SignOffFact]]:
        """The same, by competency."""
        standing = defaultdict(list)
        for signed in self._given(career):
            standing[signed.competency].append(signed)
        return standing

    def _span(self, signed: SignOffFact, following: SignOffFact | None) -> Span:
        start = signed.signed_on.toordinal()
        ends = (day_or_forever(signed.revoked_on), months_after(start, self.valid_months))
        return start, min(*ends, following.signed_on.toordinal() if following else FOREVER)

    def _signer_counts(self, signed: SignOffFact) -> bool:
        return not self.signer_roles or not self.signer_roles.isdisjoint(signed.signer_roles)

    def _weigh(self, signed: SignOffFact, day: int) -> tuple[bool, str, int | None]:
        _, stop = self._span(signed, None)
        if day_or_forever(signed.revoked_on) <= day:
            return False, "revoked", stop
        if stop <= day:
            return False, "expired", stop
        if signed.level < self.level_needed(signed.competency):
            return False, "level_too_low", None
        return (True, "counts", stop) if self._signer_counts(signed) else (False, "signer_not_allowed", None)
