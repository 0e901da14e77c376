"""Whom an allocation keeps from signing somebody off."""

from datetime import date

from people.models.conditions import covering
from signing.sources import bar

from .models import Allocation


@bar
def supervisees(person: int, candidates: set[int], on: date) -> dict[int, str]:
    """Nobody's competencies are signed off by somebody whom they supervise."""
    theirs = Allocation.objects.live().filter(covering(on), supervisor=person, supervisee__in=candidates)
    return dict.fromkeys(
        theirs.values_list("supervisee", flat=True),
        "Supervisees cannot sign off their own supervisor. Choose another assessor.",
    )
