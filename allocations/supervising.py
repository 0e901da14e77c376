"""Who supervises whom in a service, for whoever plans supervision of supervision."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from people.models import Person, Service
from people.models.conditions import covering
from people.models.post import holders
from supervision.sources import says_whom_they_supervise
from supervisionofsupervision.sources import Supervises, says_who_supervises

from .models import Allocation, Capacity


@says_whom_they_supervise
def supervised_by(person: Person, on: date) -> Iterable[Person]:
    """In any kind of supervision, alone or beside somebody, now or to come. One query."""
    mine = Q(supervisor=person) | Q(co_supervisor=person)
    pairs = Allocation.objects.live().filter(mine).exclude(finished_on__lt=on).select_related("supervisee")
    return [pair.supervisee for pair in pairs]


@says_who_supervises
def running_pairs_and_job_plans(service: Service, on: date) -> Iterable[Supervises]:
    """Every pair on the day whose supervisor or co-supervisor works here, and every job plan for supervising. Two queries."""
    here = set(holders([service.pk], on).values_list("person", flat=True))
    pairs = Allocation.objects.live().filter(covering(on)).order_by("pk")
    for supervisor, beside, supervisee in pairs.values_list("supervisor", "co_supervisor", "supervisee"):
        for one in (supervisor, beside):
            if one in here:
                yield Supervises(one, supervisee)
    plans = Capacity.objects.live().filter(covering(on), minutes_per_week__gt=0, supervisor__in=here)
    for supervisor in plans.order_by("pk").values_list("supervisor", flat=True):
        yield Supervises(supervisor, supervisor)
