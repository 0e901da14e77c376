"""Where a person stands in each competency of a framework."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from competencies.models import Competency, SignOff
from competencies.queries.asked_for import RECORDED, competencies_of, levels_needed, months_valid
from competencies.rules.signed import SOON, counts_on, expires_on

from ..models import RequestState, Seal, SelfRating, SignOffRequest


@dataclass(frozen=True, slots=True)
class CompetencyLine:
    """One competency of a framework, and where a person stands in it."""

    competency: Competency
    signed: SignOff | None
    waiting: SignOffRequest | None
    returned: SignOffRequest | None
    rating: SelfRating | None
    needed: int
    seal: UUID | None
    ends: date
    on: date

    @property
    def counts(self) -> bool:
        """Is there a sign-off that counts on the day, at whatever level?"""
        return self.signed is not None and counts_on(self.on, self.signed.revoked_on, self.ends)

    @property
    def done(self) -> bool:
        return self.counts and self.signed.level >= self.needed

    @property
    def open(self) -> bool:
        """Can it be asked for now? What ends soon is asked for again before it does."""
        return self.waiting is None and (not self.done or self.ends - SOON <= self.on)


def items(person: int, framework: str, on: date) -> list[CompetencyLine]:
    """Every competency of the framework with what is known of the person in it. A constant number of queries."""
    signed = {s.competency: s for s in _of(SignOff.objects.live(), person, framework).order_by("signed_on", *RECORDED)}
    asked = _of(SignOffRequest.objects, person, framework).select_related("assessor").order_by("pk")
    latest = {request.competency: request for request in asked}
    ratings = {rating.competency: rating for rating in _of(SelfRating.objects.live(), person, framework)}
    needed, months = levels_needed(framework, on), months_valid(framework, on)
    ends = {code: expires_on(s.signed_on, months) for code, s in signed.items()}
    seals = dict(Seal.objects.filter(sign_off__in=[s.in_place for s in signed.values()]).values_list("sign_off", "public_id"))
    return [
        CompetencyLine(
            competency,
            signed.get(code),
            request
            if (request := latest.get(code)) and request.state == RequestState.WAITING and on <= request.expires_on
            else None,
            request if request and request.state == RequestState.SENT_BACK else None,
            ratings.get(code),
            needed.get(code, 1),
            seals.get(signed[code].in_place) if code in signed else None,
            ends.get(code, on),
            on,
        )
        for code, competency in competencies_of(framework).items()
    ]


def _of(rows, person: int, framework: str):
    return rows.filter(person=person, framework=framework)
