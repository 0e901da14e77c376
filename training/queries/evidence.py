"""Evidence of training on its way to being verified."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from people.models import Person

from .. import labels
from ..models import Completion, Qualification, VerificationStep

REFUSED = "Refused: "
SHOWN = Q(voided_at=None) | Q(void_reason__startswith=REFUSED)
KINDS = {"course": Completion, "qualification": Qualification}


@dataclass(frozen=True, slots=True)
class SentCertificate:
    """One certificate: what it is of, from which day, and what happened to it last."""

    kind: str
    fact: Completion | Qualification
    what: str
    dated: date
    steps: tuple[VerificationStep, ...] = ()

    @property
    def last(self) -> VerificationStep | None:
        return self.steps[-1] if self.steps else None

    @property
    def asked_for_more(self) -> bool:
        return self.last is not None and self.last.deed == "more"

    @property
    def refused(self) -> bool:
        return self.fact.voided_at is not None

    @property
    def verified(self) -> bool:
        return self.fact.verified_on is not None

    @property
    def person(self) -> Person:
        return self.fact.person


def sent(completions: QuerySet[Completion], qualifications: QuerySet[Qualification]) -> list[SentCertificate]:
    """What has been completed or awarded among the rows, oldest first, with its steps; what was refused too. Three queries."""
    done = completions.filter(SHOWN).exclude(completed_on=None).select_related("person", "course")
    courses = [("course", c, c.course.title, c.completed_on) for c in done]
    awarded = qualifications.filter(SHOWN).select_related("person")
    awards = [("qualification", q, labels.title(q.qualification), q.awarded_on) for q in awarded]
    certificates = sorted(courses + awards, key=lambda one: (one[3], one[1].pk))
    steps = _steps((kind, fact.in_place) for kind, fact, *_ in certificates)
    return [
        SentCertificate(kind, fact, what, on, tuple(steps.get((kind, fact.in_place), ())))
        for kind, fact, what, on in certificates
    ]


def to_verify(completions: QuerySet[Completion], qualifications: QuerySet[Qualification]) -> list[SentCertificate]:
    """What waits to be verified by somebody else than whom it is about; what waits on the person themselves is left out."""
    waits = {"verified_on": None, "voided_at": None}
    return [one for one in sent(completions.filter(**waits), qualifications.filter(**waits)) if not one.asked_for_more]


def asked_back(person: int) -> list[SentCertificate]:
    """The certificates that a person has sent and of which more was asked for."""
    mine = {"person": person, "verified_on": None, "voided_at": None}
    certificates = sent(Completion.objects.filter(**mine), Qualification.objects.filter(**mine))
    return [one for one in certificates if one.asked_for_more]


def mine(person: int) -> list[SentCertificate]:
    return sent(Completion.objects.filter(person=person), Qualification.objects.filter(person=person))


def certificates_of(places: Iterable[int]) -> dict[int, UUID]:
    """The certificate that was sent last, by the place of a completion. One query."""
    rows = VerificationStep.objects.filter(kind="course", place__in=list(places)).exclude(attachment=None).order_by("pk")
    return dict(rows.values_list("place", "attachment__public_id"))


def _steps(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[VerificationStep]]:
    steps: dict[tuple[str, int], list[VerificationStep]] = {}
    places = set(places)
    rows = VerificationStep.objects.filter(place__in={place for _, place in places}).select_related("by", "attachment")
    for step in rows:
        if (step.kind, step.place) in places:
            steps.setdefault((step.kind, step.place), []).append(step)
    return steps
