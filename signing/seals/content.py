"""What goes under the seal of a sign-off: everything that an auditor would ask about it in ten years."""

from typing import Any

from django.utils import timezone

from competencies.models import Competency, SignOff, TimelineRun
from competencies.rules.levels import LEVELS
from people.labels import role

from ..models import SignOffRequest
from .text import DECLARATION


def content_of(request: SignOffRequest, signed: SignOff, wording: Competency, roles: frozenset[str]) -> dict[str, Any]:
    day = signed.signed_on
    return {
        "person": _name(request.person),
        "competency": wording_of(wording),
        "framework": {"code": request.framework, "title": wording.framework.title, "version": wording.framework.version},
        "asked": {
            "on": timezone.localdate(request.asked_at).isoformat(),
            "of": _name(request.first_asked),
            "self_rating": request.self_level,
            "comment": request.comment,
            "evidence": request.evidence,
        },
        "signed": {
            "on": day.isoformat(),
            "level": signed.level,
            "comment": signed.comment,
            "by": _name(signed.signed_by),
            "in_place_of": "" if signed.signed_by_id == request.first_asked_id else str(request.first_asked),
            "roles": sorted(role(name) for name in roles),
            "eligibility": _eligibility(signed),
            "declaration": DECLARATION,
        },
        "levels": {str(level): LEVELS[level] for level in sorted({request.self_level, signed.level})},
    }


def wording_of(competency: Competency) -> dict[str, str]:
    return {"code": competency.code, "title": competency.title, "looks_for": competency.looks_for}


def _name(person) -> dict[str, str]:
    return {"name": person.get_full_name(), "employee_number": person.employee_number or ""}


def _eligibility(signed: SignOff) -> dict[str, str]:
    """Where whoever signs stood that day, by standard."""
    day = signed.signed_on
    runs = TimelineRun.objects.filter(person=signed.signed_by, started_on__lte=day).order_by("standard", "started_on")
    return dict(runs.values_list("standard", "state"))
