"""Strengths that others saw in somebody, and that were put forward."""

from ..models import StrengthSeen


def strengths_of(person: int):
    """What others saw in somebody and they put forward, newest first."""
    return StrengthSeen.objects.live().filter(person=person).select_related("said_by").order_by("-said_on", "-pk")
