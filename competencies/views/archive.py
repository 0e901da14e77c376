"""Papers of one's own that name nobody else: for somebody who has left."""

from django.http import Http404, HttpResponse
from django.utils import timezone

from governance.policy import Action
from governance.views import governed_view
from people.leaving import last_day
from people.models import Person

from .. import documents
from ..queries import careers, principal, standards
from ..standing import EligibilityStatus, standing


def _standing(person: Person) -> EligibilityStatus:
    """Where the person stood on their last day, or stands today. Raises ``Http404`` where no standard is published."""
    today = timezone.localdate()
    on = today if person.belongs(today) else last_day(person, today) or today
    standard = standards().get(principal())
    if standard is None:
        raise Http404
    return standing(person.pk, standard=standard, on=on, known_at=None, me=False)


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


@governed_view(Action.VIEW_ARCHIVE, Person, own=True)
def statement(request, person):
    return _pdf(documents.standing_pdf(person, _standing(person), names=False), "eligibility")


@governed_view(Action.VIEW_ARCHIVE, Person, own=True)
def portfolio(request, person):
    career = careers([person.pk])[person.pk]
    return _pdf(documents.portfolio_pdf(person, career, _standing(person), names=False), "portfolio")
