"""What is known of a person's training, as the rules see it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CourseFact:
    code: str
    days: int
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class QualificationFact:
    qualification: str
    awarded_on: date
    verified: bool
    row: int = 0


@dataclass(frozen=True, slots=True)
class CompletionFact:
    """A place on a course, from enrolment to completion or withdrawal."""

    course: CourseFact
    started_on: date | None
    completed_on: date | None
    withdrawn_on: date | None
    verified: bool
    row: int = 0

    @property
    def dated(self) -> date:
        """The first day, or the last where no first is known: the database has one of them."""
        return self.started_on or self.completed_on or date.max
