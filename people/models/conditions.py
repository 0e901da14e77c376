"""Conditions that several models put to the database in the same words."""

from django.db.models import CheckConstraint, F, Q

LIVE = Q(voided_at=None)


def ends_after_it_starts(name: str, start: str = "started_on", finish: str = "finished_on") -> CheckConstraint:
    return CheckConstraint(name=name, condition=Q(**{finish: None}) | Q(**{f"{finish}__gte": F(start)}))


def covering(on, start: str = "started_on", finish: str = "finished_on", prefix: str = "") -> Q:
    """The periods that cover a day."""
    return Q(**{f"{prefix}{start}__lte": on}) & (Q(**{f"{prefix}{finish}": None}) | Q(**{f"{prefix}{finish}__gte": on}))
