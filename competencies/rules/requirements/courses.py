"""``course_completed`` and ``cpd``: verified courses, for as long as each counts."""

from dataclasses import dataclass
from typing import ClassVar

from people.rules.period import add_up, day_or_forever, reaching, union
from training.rules.facts import CompletionFact, CourseFact
from training.rules.validity import completed_spans, in_progress_spans, valid_span

from ..facts import Career
from ..parameters import one_of, parameter, some_of, text, whole
from .finding import Account, Finding, Weighed


def weigh(completion: CompletionFact, months: int | None, day: int) -> tuple[bool, str, int | None]:
    """Does a completion of a course that matters count on the day?"""
    if completion.completed_on is None or completion.completed_on.toordinal() > day:
        if day_or_forever(completion.withdrawn_on) <= day:
            return False, "withdrawn", None
        begun = completion.started_on is not None and completion.started_on.toordinal() <= day
        return False, "in_progress" if begun else "later", None
    if not completion.verified:
        return False, "not_verified", None
    _, stop = valid_span(completion.completed_on, months)
    return (True, "counts", stop) if day < stop else (False, "expired", stop)


@dataclass(frozen=True, slots=True)
class CourseRequirement:
    """Provisional while on such a course, if the standard says so; a completed course that waits for verification is not
    met."""

    table: ClassVar[str] = "completions"

    any_of: frozenset[str] = parameter(some_of(), frozenset())
    tag: str = parameter(text, "")
    min_days: int = parameter(whole(0), 0)
    valid_months: int | None = parameter(whole(1, 1200), None)
    in_progress: str = parameter(one_of("provisional"), "")

    def check(self) -> str:
        return "" if self.any_of or self.tag else "must name courses (any_of) or a tag"

    def matches(self, course: CourseFact) -> bool:
        return (course.code in self.any_of or self.tag in course.tags) and course.days >= self.min_days

    def judge(self, career: Career) -> Finding:
        mine = [c for c in career.completions if self.matches(c.course)]
        if not mine:
            return Finding([])
        return Finding(
            union(completed_spans(mine, self.valid_months)), union(in_progress_spans(mine)) if self.in_progress else []
        )

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(Weighed(c, *self._weigh(c, day)) for c in career.completions)
        return Account(int(any(w.counts for w in weighed)), 1, "course", weighed)

    def _weigh(self, completion: CompletionFact, day: int) -> tuple[bool, str, int | None]:
        course = completion.course
        if self.matches(course):
            return weigh(completion, self.valid_months, day)
        named = course.code in self.any_of or self.tag in course.tags
        return False, "too_short" if named else "not_this_one", None


@dataclass(frozen=True, slots=True)
class DevelopmentRequirement:
    table: ClassVar[str] = "completions"

    tag: str = parameter(text)
    count: int = parameter(whole(1, 1000))
    months: int = parameter(whole(1, 1200))

    def judge(self, career: Career) -> Finding:
        spans = completed_spans([c for c in career.completions if self.tag in c.course.tags], self.months)
        return Finding(reaching(add_up((*span, 1) for span in spans), self.count))

    def account(self, career: Career, day: int) -> Account:
        weighed = tuple(
            Weighed(c, *(weigh(c, self.months, day) if self.tag in c.course.tags else (False, "not_this_one")))
            for c in career.completions
        )
        return Account(sum(w.counts for w in weighed), self.count, "courses", weighed)
