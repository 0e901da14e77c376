"""What of the judgement is somebody's own, to fetch when they have left: where they stood, their evidence and their
certificates."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from nhsuk.components import Link
from people.labels import on_day
from people.leaving import to_fetch
from people.models import Person

from .models import Certificate
from .queries import principal


@to_fetch
def papers(person: Person, on: date) -> Iterable[Link]:
    if principal():
        yield Link("Statement of your eligibility to supervise (PDF)", reverse("my:statement"))
        yield Link("Portfolio of your evidence (PDF)", reverse("my:portfolio"))
    for paper in Certificate.objects.filter(person=person).order_by("-issued_at"):
        words = f"Supervisor certificate, eligible since {on_day(paper.eligible_since)} (PDF)"
        yield Link(words, reverse("competencies:certificate", args=[paper.public_id]))
