"""The guidance that the product comes with, and two services to read it in."""

import pytest
from django.core.management import call_command

from cms.models import GuidancePage, SectionPage
from tests.allocations.service import found, practitioners


@pytest.fixture
def guidance(db):
    call_command("seed_guidance", verbosity=0)
    return SectionPage.objects.get(slug="guidance")


@pytest.fixture
def services(guidance):
    """X with P1, and Y with Q1."""
    found()
    practitioners("P1")
    return guidance


@pytest.fixture
def page(guidance):
    def get(slug: str) -> GuidancePage:
        return GuidancePage.objects.get(slug=slug)

    return get
