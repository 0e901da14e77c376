"""A service on a day with everything that its overview is worked out from."""

from datetime import date

from competencies.queries import principal
from people.models import Person, Service
from people.rules.period import add_months

from .attention import ServiceView
from .queries import gathered

MONTHS = 13
"""Months that every question looks back, at least: observations of a year, and where days without a supervisor began."""


def gathered_here(reader: Person, service: Service, on: date, since: date) -> ServiceView:
    """The service on a day for a reader, with what was so since another."""
    standard = principal()
    facts = gathered(service, standard, min(since, add_months(on, -MONTHS)), on)
    keys = {*facts.posts, *(pair.supervisor for pair in facts.pairs), *(pair.supervisee for pair in facts.pairs)}
    people = {person.pk: person for person in Person.objects.filter(pk__in=keys)}
    return ServiceView(service, on, standard, facts, people, reader)
