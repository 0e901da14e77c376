"""Which guidance is for whoever reads: what everybody reads, less what their service has set aside, and their service's own."""

from itertools import groupby

from django.utils import timezone

from .labels import TOPICS
from .models import GuidancePage
from .models.workflow import edits


def services_of(person) -> set[int]:
    """In which they hold anything today; of an editor of one service, too."""
    if not person.is_authenticated:
        return set()
    return {service for _, service in person.held(timezone.localdate()) if service is not None}


def guidance_for(person):
    return GuidancePage.objects.for_services(services_of(person)).order_by("title")


def open_to(person):
    """What opens where something leads to it; their service's own before what everybody reads."""
    return GuidancePage.objects.open_to(services_of(person)).order_by("service", "title")


def edited_by(person, pages) -> list:
    """Those of ``pages`` that this person looks after."""
    return [page for page in pages if edits(person, page)]


def by_topic(person) -> list[tuple[str, list[GuidancePage]]]:
    """The parts of the guidance in their order, each with its pages."""
    place = {topic: number for number, topic in enumerate(TOPICS)}
    pages = sorted(guidance_for(person), key=lambda page: place[page.topic])
    return [(TOPICS[topic], list(rows)) for topic, rows in groupby(pages, key=lambda page: page.topic)]


def may_read(person, service: int | None) -> bool:
    """A service's own pages are for its people; whoever is of the whole country (editors, stewards) reads them too."""
    if service is None:
        return True
    held = person.held(timezone.localdate()) if person.is_authenticated else ()
    return any(of in (service, None) for _, of in held)
