"""What supervision of supervision puts on a lead's desk."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from governance.policy import Role
from nhsuk.words import how_many
from people.desk import Alike, Urgency, Waits, on_the_desk
from people.labels import on_day
from people.models import Person, Service

from .queries import chain_of, here, leaderless
from .sources import lapses_of


@on_the_desk
def chains_with_holes(person: Person, on: date) -> Iterable[Waits]:
    """Tell a lead how many supervisors have none, who lapses within ninety days, and sessions that nobody can lead."""
    for service in Service.objects.filter(pk__in=person.services_as({Role.LEAD}, on)):
        service_people = here(service, on)
        if not service_people.active:
            continue
        page = reverse("supervisionofsupervision:service", args=[service.code])
        if holes := chain_of(service_people).holes():
            n = len({person for hole in holes for person in hole.people})
            yield Waits(f"{how_many(n, 'supervisor')} {'has' if n == 1 else 'have'} no supervision of supervision", page)
        soon = [
            lapse for lapse in lapses_of(service_people.active, on) if (lapse.on - on).days <= 90 and lapse.saved_by is None
        ]
        for lapse in soon:
            who, last = service_people.people[lapse.person], on_day(lapse.on - timedelta(days=1))
            words = f"{who} must stop supervising after {last} unless they attend supervision of supervision by then"
            together = f"{{count}} supervisors must stop supervising after {last}: plan supervision of supervision"
            yield Waits(words, page, alike=Alike(together, page))
        for one in leaderless(service_people):
            slot = reverse("supervision:move", args=[one.planned.series.public_id, one.planned.slot])
            words = f"{one.planned.facilitator} cannot lead supervision of supervision on {on_day(one.planned.on)}"
            yield Waits(words, slot, when=Urgency.NOW)
