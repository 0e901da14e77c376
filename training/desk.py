"""What of somebody's training, and of others' whose evidence they verify, waits on their desk."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from governance.access import permitted
from governance.policy import Action
from nhsuk.words import how_many
from people.desk import TaskGroup, Urgency, Waits, lists_tasks, on_the_desk
from people.labels import on_day
from people.models import Person

from .models import Completion, Place, PlaceState, Qualification
from .queries import SentCertificate, asked_back, refreshers, to_decide, to_verify

SOON = timedelta(days=90)


@on_the_desk
def to_refresh(person: Person, on: date) -> Iterable[Waits]:
    """Courses whose refresher is due soon, or was."""
    for one in refreshers(person.pk):
        if one.due <= on + SOON:
            verb = "was due" if one.due <= on else "is due"
            yield Waits(f"Your refresher of “{one.title}” {verb} on {on_day(one.due)}", reverse("training:mine"))


@lists_tasks
def certificates_and_places(person: Person, on: date) -> Iterable[TaskGroup]:
    """What somebody verifies and decides for others, and what more is asked of them."""
    sent = to_verify(
        permitted(Completion.objects.all(), to=Action.VERIFY_EVIDENCE, by=person),
        permitted(Qualification.objects.all(), to=Action.VERIFY_EVIDENCE, by=person),
    )
    places = to_decide(permitted(Place.objects.all(), to=Action.DECIDE_PLACE, by=person), on)
    yield _to_decide("Certificates to verify", tuple(map(_certificate, sent)), "certificate", "to verify", "certificates")
    yield _to_decide("Course places to decide", tuple(map(_place, places)), "course place", "to decide", "places")
    yield TaskGroup(
        "Certificates that need more from you", tuple(_asked_back(one) for one in asked_back(person.pk)), in_full=True
    )


def _to_decide(title: str, lines: tuple[Waits, ...], each: str, verb: str, name: str) -> TaskGroup:
    """What somebody decides for others, with the list of all of it (``name``)."""
    counted = how_many(len(lines), f"{each} {verb}", f"{each}s {verb}")
    return TaskGroup(title, lines, counted, list_at=reverse(f"training:{name}"), when=Urgency.HOUSEKEEPING)


def _certificate(certificate: SentCertificate) -> Waits:
    sent = f", sent {on_day(timezone.localdate(certificate.last.at))}" if certificate.last else ""
    detail = f"{on_day(certificate.dated)}{sent}"
    return Waits(f"{certificate.person}: {certificate.what}", _address(certificate), detail=detail)


def _place(place: Place) -> Waits:
    edition = place.edition
    detail = (
        f"record whether they attended. It ended on {on_day(edition.ends_on)}"
        if place.state == PlaceState.BOOKED
        else f"from {on_day(edition.starts_on)}, asked on {on_day(timezone.localdate(place.asked_at))}"
    )
    return Waits(f"{place.person}: {edition.course}", reverse("training:place", args=[place.public_id]), detail=detail)


def _asked_back(certificate: SentCertificate) -> Waits:
    last = certificate.last
    return Waits(certificate.what, _address(certificate), detail=f"{last.by} says: {last.note}")


def _address(certificate: SentCertificate) -> str:
    return reverse(f"training:{certificate.kind}", args=[certificate.fact.pk])
