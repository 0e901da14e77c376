"""What a lead or manager is told of a service: how many, and what people chose to show."""

from django.shortcuts import render
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from governance.views import governed_view
from nhsuk.components import Column, Table
from people.models import Service
from people.models.post import holders

from .. import labels
from ..models import Offer, PeopleCount
from ..queries.gifts import opened


@governed_view(Action.VIEW_COUNTS, Service, key="code")
def page(request, service):
    counts = PeopleCount.objects.filter(service=service).exclude(people=None)
    rows = [(labels.quarter(one.quarter), labels.COUNTED[one.what], f"{one.people} or more") for one in counts]
    table = Table("How many", [Column("Quarter"), Column("What"), Column("People", numeric=True)], rows, labels.TOO_FEW)
    here = Offer.objects.filter(shown=True, service=service, person__in=holders([service.pk], timezone.localdate()))
    shown = permitted(here, to=Action.VIEW_OFFER, by=request.user)
    offers = [(row.person, labels.OFFERS[row.kind], words) for row, words in opened(shown.exclude(person=request.user))]
    context = {"title": "Reflection and wellbeing", "caption": str(service), "table": table, "offers": offers}
    return render(request, "reflection/service.html", context)
