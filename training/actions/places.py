"""Taking a place on a run of a course: asking, approving, the waiting list, withdrawing, and having been there.

An edition is held on to while a place on it changes hands, so the last place goes to one person. A booked place is an
enrolment among the facts, dated from the first day of the course; giving it up before then takes it back.
"""

from contextlib import suppress

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.facts import recording
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.models import Person
from people.models.post import holders
from people.notices import notify

from ..models import Completion, Edition, Place, PlaceState, PlaceStep

HOLDING = (PlaceState.ASKED, PlaceState.LISTED, PlaceState.BOOKED)
MINE = "training:mine"


@governed(Action.ASK_FOR_PLACE, on="edition")
def ask_for_place(*, edition: Edition, by: Person) -> Place:
    """Ask for a place for oneself; a lead or manager approves it. Raises ``Refused``."""
    edition = held(edition)
    today = timezone.localdate()
    if edition.starts_on < today:
        raise Refused("This course has started. Choose later dates.")
    if why := lacks_before(edition, by):
        raise Refused(why)
    try:
        with transaction.atomic():
            place = Place.objects.create(edition=edition, person=by, asked_at=timezone.now())
    except IntegrityError:
        raise Refused("You have asked for this place already.") from None
    _step(place, PlaceState.ASKED, by=by)
    return place


@governed(Action.DECIDE_PLACE, on="place")
def approve_place(*, place: Place, by) -> Place:
    """Book the place, or put it on the waiting list where none is left. Raises ``Refused``."""
    edition = held(place.edition)
    place = _in(place, PlaceState.ASKED)
    if edition.ends_on < timezone.localdate():
        raise Refused("This course is over. Decline the request.")
    if edition.taken.filter(state=PlaceState.BOOKED).count() < edition.places:
        return _book(place, edition, by=by)
    return _put_on_the_list(place, edition, by=by)


@governed(Action.DECIDE_PLACE, on="place")
def decline_place(*, place: Place, reason: str, by) -> Place:
    """Say no, and why. Raises ``Refused``."""
    reason = require_reason(reason, "Enter why you decline.")
    edition = held(place.edition)
    place = _in(place, PlaceState.ASKED, PlaceState.LISTED)
    give_up(place, edition, PlaceState.DECLINED, reason, by=by)
    notify([place.person], f"{by} declined your place on “{edition.course}”: {reason}", reverse(MINE))
    return place


@governed(Action.WITHDRAW_PLACE, on="place")
def withdraw_place(*, place: Place, reason: str = "", by) -> Place:
    """Give a place up; the first on the waiting list takes it. Raises ``Refused``."""
    without_patients(reason)
    edition = held(place.edition)
    place = _in(place, *HOLDING)
    if place.state == PlaceState.BOOKED and edition.ends_on < timezone.localdate():
        raise Refused("This course is over. A lead or manager records whether you attended.")
    give_up(place, edition, PlaceState.WITHDRAWN, reason, by=by)
    if place.person_id != by.pk:
        notify([place.person], f"{by} removed your place on “{edition.course}”.", reverse(MINE))
    move_up(edition, by=by)
    return place


@governed(Action.DECIDE_PLACE, on="place")
def note_attendance(*, place: Place, attended: bool, by) -> Place:
    """Note, once it is over, whether somebody was there. Whoever was sends their certificate. Raises ``Refused``."""
    edition = held(place.edition)
    place = _in(place, PlaceState.BOOKED)
    if edition.ends_on >= timezone.localdate():
        raise Refused("This course is not over yet.")
    if attended:
        _step(place, PlaceState.ATTENDED, by=by)
        notify([place.person], f"You attended “{edition.course}”. Send the certificate, so that it counts.", reverse(MINE))
    else:
        give_up(place, edition, PlaceState.ABSENT, "", by=by)
    return place


def lacks_before(edition: Edition, person: Person) -> str:
    """Why somebody cannot take part yet, in a sentence; empty where they can."""
    needed = edition.course.needs
    if needed is None:
        return ""
    live = Completion.objects.live().filter(person=person, course=needed)
    if live.filter(completed_on__lte=edition.starts_on).exists():
        return ""
    booked = Place.objects.filter(person=person, state=PlaceState.BOOKED, edition__course=needed)
    if booked.filter(edition__ends_on__lt=edition.starts_on).exists():
        return ""
    return f"“{needed}” comes first. Complete it, or book it for before these dates."


def held(edition: Edition) -> Edition:
    """The edition, locked until this is over. Raises ``Refused`` where it was called off."""
    edition_held = Edition.objects.select_for_update(of=("self",)).select_related("course__needs").get(pk=edition.pk)
    if edition_held.cancelled_at is not None:
        raise Refused(f"These dates are cancelled: {edition_held.why_cancelled}")
    return edition_held


def give_up(place: Place, edition: Edition, state: PlaceState, note: str, *, by) -> None:
    """End somebody's hold on a place, and the enrolment that went with it."""
    if place.state == PlaceState.BOOKED:
        _end_enrolment(place, edition, by=by)
    _step(place, state, note, by=by)


def move_up(edition: Edition, *, by) -> None:
    """Give places that are free to the first on the waiting list who still work there. Whom it cannot be given to, because they
    are on record for that day already, is passed over: they stop nobody else."""
    if edition.starts_on < timezone.localdate():
        return
    staff = holders([edition.service_id], timezone.localdate())
    waiting = edition.taken.filter(state=PlaceState.LISTED, person__in=staff).select_related("person")
    free = edition.places - edition.taken.filter(state=PlaceState.BOOKED).count()
    for place in waiting.order_by("listed_at", "pk"):
        if free <= 0:
            return
        with suppress(Refused):
            _book(place, edition, by=by)
            free -= 1


def _book(place: Place, edition: Edition, *, by) -> Place:
    enrolment = Completion(person_id=place.person_id, course=edition.course, started_on=edition.starts_on)
    try:
        with transaction.atomic(), recording(by=by) as book:
            book.record([enrolment])
    except IntegrityError:
        raise Refused("They are on record for this course from that day already. Decline the request.") from None
    _step(place, PlaceState.BOOKED, by=by)
    notify([place.person], f"Your place on “{edition.course}” is booked.", reverse(MINE))
    return place


def _put_on_the_list(place: Place, edition: Edition, *, by) -> Place:
    place.listed_at = timezone.now()
    Place.objects.filter(pk=place.pk).update(listed_at=place.listed_at)
    _step(place, PlaceState.LISTED, by=by)
    notify([place.person], f"“{edition.course}” is full. You are on the waiting list.", reverse(MINE))
    return place


def _end_enrolment(place: Place, edition: Edition, *, by) -> None:
    """Take back an enrolment that has not begun; one that has ends today, or with the course."""
    open_now = Completion.objects.live().filter(
        person=place.person_id, course=edition.course, started_on=edition.starts_on, completed_on=None, withdrawn_on=None
    )
    today = timezone.localdate()
    with recording(by=by) as book:
        for enrolment in open_now:
            if edition.starts_on > today:
                book.void([enrolment], because="The place was given up.")
            else:
                book.amend(enrolment, because="The place was given up.", withdrawn_on=min(today, edition.ends_on))


def _in(place: Place, *states: PlaceState) -> Place:
    """The place as it is now. Raises ``Refused`` unless it is in one of the states."""
    place_now = Place.objects.select_related("person").get(pk=place.pk)
    if place_now.state not in states:
        raise Refused(f"This place has changed since you opened it: {place_now.get_state_display().lower()}. Nothing was done.")
    return place_now


def _step(place: Place, state: PlaceState, note: str = "", *, by) -> None:
    place.state = state
    Place.objects.filter(pk=place.pk).update(state=state)
    PlaceStep.objects.create(place=place, at=timezone.now(), by_id=by.pk, state=state, note=note[:400])
