"""What a score is worth: a number in its range, or nothing where too little was answered."""

from dataclasses import dataclass
from decimal import Decimal

from .tools import Subscale


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """What somebody entered for a part: the score of their copy, and how many items they answered."""

    score: Decimal | None
    answered: int


@dataclass(frozen=True, slots=True)
class Reading:
    """``score`` is ``None`` where the part is incomplete. ``band`` is empty where no source bears any."""

    score: Decimal | None
    answered: int
    band: str = ""

    @property
    def incomplete(self) -> bool:
        return self.score is None


def read(part: Subscale, entry: MeasureEntry) -> Reading:
    """A part with too few answers is incomplete, whatever number was worked out of them: it is never filled up silently."""
    if entry.score is None or entry.answered < part.least:
        return Reading(None, entry.answered)
    band = next((band.words for band in part.bands if entry.score <= band.up_to), "")
    return Reading(entry.score, entry.answered, band)
