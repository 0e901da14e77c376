"""What courses that are booked would do: the same judgement on the same facts, as if each were completed on its last day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from training.queries import Booked
from training.rules.facts import CompletionFact

from .rules.eligibility import timeline, waivers_of
from .rules.facts import Career
from .rules.outlook import Outlook, outlook
from .rules.standard import Standard


def as_if_completed(career: Career, booked: Sequence[Booked]) -> Career:
    """The career with each booked enrolment completed on the last day of its course, and verified."""
    ends = {(one.course, one.starts_on): one.ends_on for one in booked}
    return replace(
        career, completions=tuple(_completed(c, ends.get((c.course.code, c.started_on))) for c in career.completions)
    )


def _completed(completion: CompletionFact, on: date | None) -> CompletionFact:
    is_open = on is not None and completion.completed_on is None and completion.withdrawn_on is None
    return replace(completion, completed_on=on, verified=True) if is_open else completion


def outlook_if_completed(career: Career, standard: Standard, booked: Sequence[Booked], day: int) -> Outlook:
    """What lies ahead on a day if every booked course is completed."""
    expected = as_if_completed(career, booked)
    return outlook(timeline(expected, standard), standard, waivers_of(career), day)
