"""What is known on a day of the year ahead. Four queries, and those of who lapses for want of supervision of supervision."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from allocations.models import Capacity
from allocations.rules.policy import NEEDS
from competencies.models import TimelineRun
from competencies.rules.outcome import State
from people.models import Post, Service
from supervisionofsupervision.sources import lapses_of
from training.models import Qualification

from ..rules.facts import Period
from ..rules.forecast import Known
from ..rules.indicators import CASE


def known(service: Service, standard: str, on: date) -> Known:
    posts, supervised = defaultdict(list), defaultdict(list)
    still = Q(finished_on=None) | Q(finished_on__gte=on)
    rows = Post.objects.live().filter(still, service=service).order_by("started_on", "pk")
    for person, job, start, finish in rows.values_list("person", "role", "started_on", "finished_on"):
        posts[person].append((start, finish))
        if job in NEEDS[CASE.kind]:
            supervised[person].append((start, finish))
    eligible: dict[int, list[Period]] = defaultdict(list)
    runs = TimelineRun.objects.filter(still, person__in=posts, standard=standard, state=State.ELIGIBLE).order_by("started_on")
    for person, start, finish in runs.values_list("person", "started_on", "finished_on"):
        eligible[person].append((start, finish))
    plans = defaultdict(list)
    job_plans = Capacity.objects.live().filter(still, supervisor__in=posts, kind=CASE.kind).order_by("started_on", "pk")
    for person, start, finish, minutes in job_plans.values_list("supervisor", "started_on", "finished_on", "minutes_per_week"):
        plans[person].append((start, finish, minutes))
    awarded = Qualification.objects.live().filter(person__in=supervised, awarded_on__lte=on).order_by("awarded_on", "pk")
    qualified = dict(awarded.values_list("person", "awarded_on"))
    wanting = {lapse.person: lapse.on for lapse in lapses_of(set(eligible), on)}
    return Known(dict(posts), dict(supervised), dict(eligible), dict(plans), qualified, wanting)
