"""Filling an empty database with a made-up country, through the same doors as a real one's facts."""

from django.db import transaction

from competencies.models import Framework, StandardVersion
from competencies.reference import publish_reference
from exchange.actions import import_everything
from exchange.report import Report
from governance.access import CONSOLE
from governance.progress import say
from people.models import Person, Service
from training.models import Course

from .country import Country
from .folder import Folder

MUST_BE_EMPTY = (Service, Person, Course, Framework, StandardVersion)


class ScaleRefused(Exception):
    """Why the database is not filled, in a sentence."""


def fill(country: Country, folder: Folder) -> Report:
    """Write the country's spreadsheets into a folder and import them. Raises ``ScaleRefused`` unless nothing is there."""
    for model in MUST_BE_EMPTY:
        if model.objects.exists():
            raise ScaleRefused(f"This database holds {model._meta.verbose_name_plural} already. Only an empty one is filled.")
    country.write(folder, say)
    with transaction.atomic():
        publish_reference(by=CONSOLE)
        return import_everything(contents=folder, by=CONSOLE)
