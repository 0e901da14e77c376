"""What the judgement asks of signing: whom somebody has asked, and what is sealed."""

from collections.abc import Collection
from datetime import date

from competencies.sources import OpenRequests, says_what_is_sealed, says_whom_was_asked

from .models import RequestState, Seal, SignOffRequest


@says_whom_was_asked
def whom_asked(person: int, on: date) -> dict[str, OpenRequests]:
    """The requests of somebody by framework: whom they have asked and what came back, or ended unanswered by the day. One
    query."""
    rows = SignOffRequest.objects.filter(person=person).order_by("pk")
    latest = {
        (framework, code): (RequestState.SENT_BACK if state == RequestState.WAITING and ends < on else state, f"{first} {last}")
        for framework, code, state, ends, first, last in rows.values_list(
            "framework", "competency", "state", "expires_on", "assessor__first_name", "assessor__last_name"
        )
    }
    return {
        framework: OpenRequests(
            {code: name for (f, code), (state, name) in latest.items() if f == framework and state == RequestState.WAITING},
            frozenset(code for (f, code), (state, _) in latest.items() if f == framework and state == RequestState.SENT_BACK),
        )
        for framework in {framework for framework, _ in latest}
    }


@says_what_is_sealed
def digests(sign_offs: Collection[int]) -> dict[int, str]:
    """The digest of the seal, by the key of a sign-off. One query."""
    return dict(Seal.objects.filter(sign_off__in=sign_offs).values_list("sign_off", "digest"))
