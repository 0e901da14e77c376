"""What is known on a day of the year ahead. Six queries, and those of the judgement of whoever may come to supervise."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from allocations.models import Away, Capacity
from allocations.rules.policy import NEEDS
from competencies.models import TimelineRun
from competencies.rules.outcome import State
from competencies.supporting import eligible_ahead
from people.models import Absence, Post, Service
from training.models import Qualification

from ..rules.facts import Period
from ..rules.forecast import LONG_AWAY, KnownFacts
from ..rules.indicators import CASE


def known(service: Service, standard: str, on: date) -> KnownFacts:
    posts, supervised = defaultdict(list), defaultdict(list)
    still = Q(finished_on=None) | Q(finished_on__gte=on)
    rows = Post.objects.live().filter(still, service=service).order_by("started_on", "pk")
    for person, job, start, finish in rows.values_list("person", "role", "started_on", "finished_on"):
        posts[person].append((start, finish))
        if job in NEEDS[CASE.kind]:
            supervised[person].append((start, finish))
    runs = TimelineRun.objects.filter(still, person__in=posts, standard=standard, state=State.ELIGIBLE)
    ahead = eligible_ahead(set(runs.values_list("person", flat=True)), on)
    plans = defaultdict(list)
    job_plans = Capacity.objects.live().filter(still, supervisor__in=posts, kind=CASE.kind).order_by("started_on", "pk")
    for person, start, finish, minutes in job_plans.values_list("supervisor", "started_on", "finished_on", "minutes_per_week"):
        plans[person].append((start, finish, minutes))
    awarded = Qualification.objects.live().filter(person__in=supervised, awarded_on__lte=on).order_by("awarded_on", "pk")
    qualified = dict(awarded.values_list("person", "awarded_on"))
    return KnownFacts(
        posts=dict(posts),
        supervised=dict(supervised),
        supported={person: person_ahead.supported for person, person_ahead in ahead.items()},
        planned={person: person_ahead.planned for person, person_ahead in ahead.items()},
        plans=dict(plans),
        qualified=qualified,
        away=_away(set(posts), still),
    )


def _away(people: set[int], still: Q) -> dict[int, list[Period]]:
    """Absences of those people that are long, and those about which a lead has decided."""
    away: dict[int, list[Period]] = defaultdict(list)
    absences = Absence.objects.live().filter(still, person__in=people).values_list("person", "started_on", "finished_on")
    decided = Away.objects.live().filter(still, supervisor__in=people).values_list("supervisor", "started_on", "finished_on")
    for person, start, finish in (*absences, *decided):
        if finish is None or finish - start >= LONG_AWAY:
            away[person].append((start, finish))
    return dict(away)
