"""How many cases were brought for which reason, month by month. Counts alone: never a patient."""

from collections import Counter, defaultdict
from datetime import date

from django.db.models import QuerySet

from people.rules.period import add_months

from ..models import CaseCount, Session

MONTHS = 6


def cases_by_month(sessions: QuerySet[Session], today: date) -> dict[date, Counter[str]]:
    """The counts by trigger of each of the last six months in which there are any, the newest month first. One query."""
    first = add_months(today.replace(day=1), 1 - MONTHS)
    rows = CaseCount.objects.live().filter(session__in=sessions.filter(voided_at=None, held_on__gte=first, held_on__lte=today))
    by_month: dict[date, Counter[str]] = defaultdict(Counter)
    for held_on, trigger, count in rows.values_list("session__held_on", "trigger", "count"):
        by_month[held_on.replace(day=1)][trigger] += count
    return dict(sorted(by_month.items(), reverse=True))
