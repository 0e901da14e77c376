"""Telling those whom a correction concerns."""

from django.urls import reverse
from django.utils import timezone

from governance.policy import Role
from people.models import Person, Service
from people.notices import tell
from people.queries import holding

from .effects import Effects
from .records import Shown


def tell_about(person: Person, done: Shown, effects: Effects, words: str, *, by: Person, service: Service) -> None:
    """The person, everybody for whom something changes, and the leads of the service."""
    today = timezone.localdate()
    about = f"{done.what} ({done.when})" if done.when else done.what
    tell([person] if person.pk != by.pk else [], f"{by} {words}: {about}. Ask them if this is not right.", reverse("my:desk"))
    others = Person.objects.filter(pk__in=effects.people - {person.pk, by.pk})
    tell(others, f"A record about {person} was put right, and what you may do has changed.", reverse("my:desk"))
    leads = {lead for lead in holding(Role.LEAD, [service.pk], today) if lead.pk not in (by.pk, person.pk)}
    for sentence in effects.sentences[:3]:
        tell(leads, f"{by} {words} of {person}. {sentence}", reverse("people:page", args=[person.public_id]))
