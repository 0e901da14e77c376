"""What oversight puts among people's tasks: visits that wait for a second manager."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from people.desk import Waits, on_the_desk
from people.models import Person

from .models import Visit


@on_the_desk
def visits(person: Person, on: date) -> Iterable[Waits]:
    rows = Visit.objects.filter(ends_at__gt=timezone.now()).select_related("service", "auditor")
    for visit in permitted(rows.filter(activated_at=None).exclude(invited_by=person), to=Action.ACTIVATE_VISIT, by=person):
        yield Waits(f"Approve the visit of {visit.auditor}", reverse("oversight:visit", args=[visit.public_id]))
