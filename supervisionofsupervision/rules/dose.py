"""How much supervision of supervision a supervisor had in a month, against an hour or a share of the supervising they gave."""

from dataclasses import dataclass

from .policy import A_MONTH, PERCENT, TOGETHER, Either


@dataclass(frozen=True, slots=True)
class DoseMonth:
    """Minutes had and given in a month, and what was due by each of the two amounts."""

    had: int
    given: int
    together: Either = TOGETHER

    @property
    def by_share(self) -> int:
        """Five percent of the supervising given, rounded up to a minute."""
        return -(-self.given * PERCENT // 100)

    @property
    def due(self) -> int:
        """The smaller of the two where either is enough, else the greater. Who gave nothing is due the hour."""
        if not self.given:
            return A_MONTH
        both = (A_MONTH, self.by_share)
        return min(both) if self.together is Either.ANY_OF else max(both)

    @property
    def enough(self) -> bool:
        return self.had >= self.due
