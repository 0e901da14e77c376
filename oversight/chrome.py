"""The way back from a page of the service."""

from django.urls import reverse

from nhsuk.components import Link
from people.models import Service


def crumbs(service: Service, *, register: bool = False) -> list[Link]:
    """The service overview, and the register where the page is one of those under it."""
    above = [("desk", "Service overview"), *([("register", "Register of supervisors")] if register else [])]
    return [Link(words, reverse(f"oversight:{name}", args=[service.code])) for name, words in above]
