"""Where a person stands under a standard on a day, in words: what the desk, the person's page, JSON and PDF all show.

What is known (``known``) is worked out first and says nothing; the words for the person and for others are two tables
(``wording``), from which ``sentences`` and ``steps`` take theirs.
"""

from dataclasses import dataclass
from datetime import date, datetime

from nhsuk.charts import TimelineChart
from nhsuk.components import Table, Tag
from people.rules.period import as_date
from training.queries import booked

from .. import labels
from ..evidence import Evidence
from ..putting_right import Records
from ..queries import careers
from ..rules.outcome import State
from ..rules.standard import Standard, Version
from ..sources import open_requests
from . import over_time
from .known import KnownStanding
from .requirements import RequirementShown, RequirementStatus
from .sentences import explanation, headline, is_new
from .steps import next_steps
from .wording import OF_THEM, TO_THEM

__all__ = ["EligibilityStatus", "RequirementStatus", "standing"]


@dataclass(frozen=True, slots=True)
class EligibilityStatus:
    """``headline`` answers the question in one sentence; ``next_steps`` are what is open, each with what to do next.

    ``new``: they can supervise, and could not four weeks ago."""

    on: date
    known_at: datetime | None
    standard: Standard
    state: State
    tag: Tag
    headline: str
    explanation: str
    next_steps: tuple[tuple[str, str], ...]
    new: bool
    until: date | None
    becoming: tuple[RequirementStatus, ...]
    staying: tuple[RequirementStatus, ...]
    version: str
    staying_version: str
    chart: TimelineChart | None
    history: Table
    waivers: Table
    absences: Table

    @property
    def certifiable(self) -> bool:
        return self.state is State.ELIGIBLE


def standing(
    person: int, standard: Standard, on: date, known_at: datetime | None = None, *, me: bool = False, puts_right: str = ""
) -> EligibilityStatus:
    """Where the person (a key) stands. ``me``: speak to them, not of them. ``puts_right``: the address at which the reader may
    put their records right, where they may; each piece of evidence then leads there."""
    known = _known(person, standard, on, known_at)
    wording, records = TO_THEM if me else OF_THEM, Records(puts_right)
    requirements = RequirementShown(known, wording, Evidence(known.career), records)
    stands = known.answer.stands
    return EligibilityStatus(
        on=on,
        known_at=known_at,
        standard=standard,
        state=known.answer.state,
        tag=labels.STATES[known.answer.state],
        headline=headline(known, wording),
        explanation=explanation(known, wording),
        next_steps=next_steps(known, wording),
        new=is_new(known),
        until=None if known.answer.until is None else as_date(known.answer.until),
        becoming=tuple(requirements.status(stand) for stand in stands if not stand.staying),
        staying=tuple(requirements.status(stand) for stand in stands if stand.staying),
        version=_named(known.judged_by),
        staying_version=_named(known.stays_by),
        chart=over_time.chart(known),
        history=over_time.history(known),
        waivers=over_time.waivers(known, records),
        absences=records.absences(known.career),
    )


def _known(person: int, standard: Standard, on: date, known_at: datetime | None) -> KnownStanding:
    """Asked as it was known earlier, it leaves out what somebody asked for and has a place on: these are not dated twice."""
    career = careers([person], known_at)[person]
    if known_at is not None:
        return KnownStanding(career, standard, on, None, [])
    return KnownStanding(career, standard, on, open_requests(person, on), booked(person, on))


def _named(version: Version) -> str:
    return f"{version.title}, version {version.version}"
