"""Runs of courses, who has a place on them, and what is due to be refreshed."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from people.models.post import holders

from ..models import Completion, Edition, Place, PlaceState
from ..rules.validity import refresher_due

SHOWN = (PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED)


@dataclass(frozen=True, slots=True)
class OfferedEdition:
    """An edition with what is left of it; ``mine`` is the state of the reader's own place, or empty."""

    edition: Edition
    booked: int
    listed: int
    mine: str

    @property
    def left(self) -> int:
        return max(0, self.edition.places - self.booked)


def runs(editions: QuerySet[Edition], reader: int, on: date) -> list[OfferedEdition]:
    """Those of the editions that are still to begin or under way, next first. Two queries."""
    counted = editions.filter(ends_on__gte=on, cancelled_at=None).select_related("course__needs", "service")
    booked = Count("taken", filter=Q(taken__state=PlaceState.BOOKED))
    offered = counted.annotate(booked=booked, listed=Count("taken", filter=Q(taken__state=PlaceState.LISTED)))
    states = dict(Place.objects.filter(person=reader, state__in=SHOWN).values_list("edition", "state"))
    return [OfferedEdition(one, one.booked, one.listed, states.get(one.pk, "")) for one in offered.order_by("starts_on", "pk")]


def my_places(person: int, on: date) -> list[Place]:
    """What a person has asked for and is not over, next first. One query."""
    places = Place.objects.filter(person=person, state__in=SHOWN, edition__ends_on__gte=on)
    return list(places.select_related("edition__course").order_by("edition__starts_on", "pk"))


def to_decide(places: QuerySet[Place], on: date) -> list[Place]:
    """Places that wait to be approved, oldest first; and booked ones of which nobody has noted whether they were there."""
    waits = Q(state=PlaceState.ASKED) | Q(state=PlaceState.BOOKED, edition__ends_on__lt=on)
    return list(places.filter(waits).select_related("person", "edition__course").order_by("asked_at", "pk"))


@dataclass(frozen=True, slots=True)
class Booked:
    """A booked place: the course by its code, and the days from which and until which it runs."""

    course: str
    title: str
    starts_on: date
    ends_on: date


def booked(person: int, on: date) -> list[Booked]:
    """The courses on which a person has a place and that are not over, next first. One query."""
    places = Place.objects.filter(person=person, state=PlaceState.BOOKED, edition__ends_on__gte=on)
    about = ("edition__course__code", "edition__course__title", "edition__starts_on", "edition__ends_on")
    return [Booked(*row) for row in places.order_by("edition__starts_on", "pk").values_list(*about)]


@dataclass(frozen=True, slots=True)
class Refresher:
    """A course that somebody completed and should refresh by ``due``."""

    title: str
    completed_on: date
    due: date


def refreshers(person: int) -> list[Refresher]:
    """The refreshers due, one for each verified course that has one, earliest first. Two queries.

    Completing the course again refreshes it, and so does completing one that builds on it.
    """
    done = Completion.objects.live().filter(person=person).exclude(verified_on=None).exclude(completed_on=None)
    courses = {c.course_id: c.course for c in done.filter(course__refresh_months__isnull=False).select_related("course")}
    last: dict[int, date] = {}
    for course, builds_on, on in done.values_list("course", "course__needs", "completed_on"):
        for key in {course, builds_on} & courses.keys():
            last[key] = max(on, last.get(key, on))
    due = [Refresher(c.title, last[key], refresher_due(last[key], c.refresh_months)) for key, c in courses.items()]
    return sorted(due, key=lambda one: (one.due, one.title))


def staff_places(edition: Edition, on: date) -> list[Place]:
    """Everybody's place on an edition who works in its service, by state and then in order of asking. One query."""
    places = edition.taken.filter(person__in=holders([edition.service_id], on)).select_related("person")
    order = {state: place for place, state in enumerate((PlaceState.ASKED, PlaceState.BOOKED, PlaceState.LISTED))}
    return sorted(places, key=lambda one: (order.get(one.state, len(order)), one.listed_at or one.asked_at, one.pk))
