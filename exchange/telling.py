"""Telling those whom a correction concerns."""

from django.urls import reverse
from django.utils import timezone

from governance.access import CONSOLE
from governance.policy import Role
from people.models import Person, Post, Service
from people.models.conditions import covering
from people.notices import notify
from people.queries import holding

from .effects import Effects
from .records import ShownFact


def tell_about(person: Person, done: ShownFact, effects: Effects, words: str, *, by: Person, service: Service) -> None:
    """The person, everybody for whom something changes, and the leads of the service."""
    today = timezone.localdate()
    about = f"{done.what} ({done.when})" if done.when else done.what
    notify([person] if person.pk != by.pk else [], f"{by} {words}: {about}. Ask them if this is not right.", reverse("my:desk"))
    others = Person.objects.filter(pk__in=effects.people - {person.pk, by.pk})
    notify(others, f"A record about {person} was corrected. It changes what you can do.", reverse("my:desk"))
    leads = {lead for lead in holding(Role.LEAD, [service.pk], today) if lead.pk not in (by.pk, person.pk)}
    for sentence in effects.sentences[:3]:
        notify(leads, f"{by} {words} of {person}. {sentence}", reverse("people:page", args=[person.public_id]))


def tell_about_files(effects: Effects, *, by) -> None:
    """Everybody whose records files took back, and the leads of those for whom that changes something."""
    today, desk, count = timezone.localdate(), reverse("my:desk"), len(effects.people)
    who = "The operator" if by is CONSOLE else str(by)
    words = f"{who} withdrew records about you that were made by mistake"
    others = effects.concerned - {by.pk}
    notify(Person.objects.filter(pk__in=others & effects.people), f"{words}, and what you may do has changed.", desk)
    notify(Person.objects.filter(pk__in=others - effects.people), f"{words}. Ask your manager if this is not right.", desk)
    services = Post.objects.live().filter(covering(today), person__in=effects.people).values_list("service", flat=True)
    leads = [lead for lead in holding(Role.LEAD, set(services), today) if lead.pk != by.pk]
    whose = "one person" if count == 1 else f"{count} people"
    notify(leads, f"{who} withdrew records that were made by mistake. What {whose} may do has changed.", desk)
