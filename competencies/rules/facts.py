"""What is known of what a person can do, and everything the engine needs to know of one person: a career."""

from dataclasses import dataclass
from datetime import date

from people.rules.facts import AbsenceFact, PostFact, RegistrationFact
from people.rules.period import FOREVER
from supervision.rules.facts import SessionPart
from training.rules.facts import CompletionFact, QualificationFact


@dataclass(frozen=True, slots=True)
class SignOffFact:
    """``place`` orders sign-offs of one day as they were recorded; ``signer_roles`` are those held on the day of signing."""

    framework: str
    competency: str
    level: int
    signed_on: date
    revoked_on: date | None
    signer_roles: frozenset[str]
    place: int
    row: int = 0


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """``score_hundredths``: 450 is a score of 4.50; ``None`` where none was given."""

    kind: str
    observed_on: date
    intervention: str
    score_hundredths: int | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class ApprovalFact:
    kind: str
    approved_on: date
    withdrawn_on: date | None
    row: int = 0


@dataclass(frozen=True, slots=True)
class WaiverFact:
    """One requirement or group, named by its id, that passes from ``granted_on`` to ``ends_on`` (inclusive, never open)."""

    requirement: str
    granted_on: date
    ends_on: date
    row: int = 0


@dataclass(frozen=True, slots=True)
class Career:
    """All facts about one person. Rows superseded or not yet recorded are simply not here."""

    posts: tuple[PostFact, ...] = ()
    absences: tuple[AbsenceFact, ...] = ()
    qualifications: tuple[QualificationFact, ...] = ()
    completions: tuple[CompletionFact, ...] = ()
    registrations: tuple[RegistrationFact, ...] = ()
    sign_offs: tuple[SignOffFact, ...] = ()
    observations: tuple[ObservationFact, ...] = ()
    approvals: tuple[ApprovalFact, ...] = ()
    waivers: tuple[WaiverFact, ...] = ()
    sessions: tuple[SessionPart, ...] = ()

    def starts(self) -> dict[str, int]:
        """The day on which the first row is dated, for each table with a row of this person: from then on nothing in it is
        unknown."""
        tables = (
            ("posts", [p.started_on for p in self.posts]),
            ("absences", [a.started_on for a in self.absences]),
            ("qualifications", [q.awarded_on for q in self.qualifications]),
            ("completions", [c.dated for c in self.completions]),
            ("registrations", [r.valid_from for r in self.registrations]),
            ("sign_offs", [s.signed_on for s in self.sign_offs]),
            ("observations", [o.observed_on for o in self.observations]),
            ("approvals", [a.approved_on for a in self.approvals]),
            ("waivers", [w.granted_on for w in self.waivers]),
            ("sessions", [s.held_on for s in self.sessions]),
        )
        return {table: min(dates).toordinal() for table, dates in tables if dates}


def first_fact(starts: dict[str, int]) -> int:
    """The day of the earliest row of any table; ``FOREVER`` for a person of whom nothing is known."""
    return min(starts.values(), default=FOREVER)
