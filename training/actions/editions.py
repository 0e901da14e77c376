"""Planning the dates of a course for a service, and calling them off."""

from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.models import Person, Service
from people.notices import notify

from ..models import Course, Edition, PlaceState
from .places import HOLDING, give_up, held

MOST_PLACES = 500


@governed(Action.PLAN_EDITION, on="service")
def plan_edition(
    *, service: Service, course: Course, starts_on: date, ends_on: date, places: int, where: str = "", by
) -> Edition:
    """Offer a run of a course to the people of a service. Raises ``Refused``."""
    if ends_on < starts_on:
        raise Refused("This ends before it starts. Correct one of the two dates.")
    if ends_on < timezone.localdate():
        raise Refused("These dates have passed. People who completed the course send their certificate.")
    if not 1 <= places <= MOST_PLACES:
        raise Refused(f"Offer between 1 and {MOST_PLACES} places.")
    given = {"starts_on": starts_on, "ends_on": ends_on, "places": places, "where": without_patients(where)}
    try:
        with transaction.atomic():
            return Edition.objects.create(service=service, course=course, **given)
    except IntegrityError:
        raise Refused("Dates of this course that start on that day are planned already. Open them instead.") from None


@governed(Action.RUN_EDITION, on="edition")
def cancel_edition(*, edition: Edition, reason: str, by) -> Edition:
    """Call a run off: everybody with a place, or waiting for one, is told why. Raises ``Refused``."""
    reason = require_reason(reason, "Enter why it will not take place.")[:200]
    edition = held(edition)
    if edition.ends_on < timezone.localdate():
        raise Refused("These dates have passed, so you cannot cancel them.")
    Edition.objects.filter(pk=edition.pk).update(cancelled_at=timezone.now(), why_cancelled=reason)
    places = edition.taken.filter(state__in=HOLDING).select_related("person")
    concerned: list[Person] = [place.person for place in places]
    for place in places:
        give_up(place, edition, PlaceState.WITHDRAWN, reason, by=by)
    notify(concerned, f"“{edition.course}” will not take place: {reason}", reverse("training:mine"))
    return edition
