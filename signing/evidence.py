"""What a person can put forward with a request: observations, completed courses, and strengths that others saw."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from competencies.labels import hundredths, in_a_sentence, on_day
from competencies.models import Observation, StrengthSeen
from competencies.queries.strengths import strengths_of
from training.models import Completion
from training.queries import certificates_of

from .seals.text import digest

KINDS = {"practice": "Practice observed", "supervision": "Supervision observed"}
MOST = 30


def to_put_forward(person: int, most: int | None = MOST) -> dict[str, dict[str, Any]]:
    """The newest observations, courses and strengths seen by the name they have in a form: what each is, when, and a digest of
    its content."""
    observed = Observation.objects.live().filter(person=person).order_by("-observed_on", "-pk")[:most]
    done = Completion.objects.live().filter(person=person).exclude(completed_on=None).select_related("course")
    offered = {f"observation-{o.pk}": _observation(o) for o in observed}
    courses = list(done.order_by("-completed_on", "-pk")[:most])
    papers = certificates_of([course.in_place for course in courses])
    offered |= {f"course-{c.pk}": _course(c, papers.get(c.in_place)) for c in courses}
    return offered | {f"strength-{s.pk}": _strength(s) for s in strengths_of(person)[:most]}


def digests(person: int) -> set[str]:
    """The digests of everything that could be put forward, as it is known now."""
    return {kept["digest"] for kept in to_put_forward(person, None).values()}


def chosen(person: int, names: Collection[str], link: str) -> list[dict[str, Any]]:
    """Those of them that were chosen, and a link, as they are kept with a request."""
    offered = [kept for name, kept in to_put_forward(person).items() if name in names]
    return offered + ([{"kind": "link", "what": link, "when": "", "digest": digest(link)}] if link else [])


def signed_before(by: str, on: date) -> dict[str, Any]:
    """A sign-off that somebody brings from another service: theirs to put forward, and for the assessor to accept or not."""
    return {"kind": "prior", "what": f"Signed off before by {by}", "when": on_day(on), "digest": digest(by, on)}


def _observation(row: Observation) -> dict[str, Any]:
    what = KINDS[row.kind] + (f": {in_a_sentence(row.intervention)}" if row.intervention else "")
    what += f", {row.instrument}" if row.instrument else ""
    what += f", scored {hundredths(row.score_hundredths)}" if row.score_hundredths is not None else ""
    what += f", by {row.observer}" if row.observer else ""
    content = (row.in_place, row.kind, row.observed_on, row.intervention, row.instrument, row.score_hundredths, row.observer)
    return {"kind": "observation", "what": what, "when": on_day(row.observed_on), "digest": digest(*content)}


def _strength(row: StrengthSeen) -> dict[str, Any]:
    what = f"{'Noted by themselves' if row.said_by_id == row.person_id else f'Seen by {row.said_by}'}: {row.words}"
    return {"kind": "strength", "what": what, "when": on_day(row.said_on), "digest": digest(row.in_place, row.words)}


def _course(row: Completion, paper: UUID | None) -> dict[str, Any]:
    """With the certificate that was sent for it: whoever is asked may open it."""
    content = (row.in_place, row.course.code, row.started_on, row.completed_on, row.evidence_ref)
    return {
        "kind": "course",
        "what": row.course.title + ("" if row.verified_on else " (not verified)"),
        "when": on_day(row.completed_on),
        "digest": digest(*content),
    } | ({"file": str(paper)} if paper else {})
