"""Planning series of sessions, and what becomes of one session of them. Everybody in it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action, Role
from governance.refusal import Refused, without_patients
from people.labels import in_a_sentence, on_day
from people.models import Person, Service
from people.notices import notify
from people.queries import in_post

from .. import labels
from ..models import Change, Series, SeriesMember
from ..queries import PlannedSession, slot_in
from ..rules.recurrence import EVERY, FURTHEST_SLOT, ON_HOLIDAY, slots
from ..rules.words import SUPPORTING
from ..sources import supervisees_of

LONGEST = 480
MOST_MEMBERS = 30
WEEK = "/supervision/"
HELD = "This session is already recorded. Correct the record instead."


@dataclass(frozen=True, slots=True)
class Terms:
    """When and how often. ``last_on`` is inclusive, ``None`` without an end."""

    every: str
    first_on: date
    starts_at: time
    minutes: int
    last_on: date | None = None
    on_holiday: str = "next_working_day"
    where: str = ""

    def check(self) -> None:
        """Refuse (``Refused``) terms that no series can have."""
        if self.every not in EVERY or self.on_holiday not in ON_HOLIDAY:
            raise Refused("Choose how often, and what happens on a bank holiday.")
        if not 1 <= self.minutes <= LONGEST:
            raise Refused(f"Enter how long it takes, from 1 to {LONGEST} minutes.")
        if self.last_on is not None and self.last_on < self.first_on:
            raise Refused("The last day is before the first session. Choose a later last day.")
        without_patients(self.where)


@governed(Action.PLAN_SERIES, on="facilitator")
def begin_series(
    *, facilitator: Person, service: Service, kind: str, members: Iterable[Person], terms: Terms, name: str = "", by
) -> Series:
    """Plan sessions of a kind that somebody leads. Raises ``Refused``."""
    members = list(dict.fromkeys(members))
    today = timezone.localdate()
    if kind == SUPPORTING:
        raise Refused("Your lead sets up supervision of supervision for a group.")
    if by != facilitator and service.pk not in by.services_as({Role.LEAD}, today):
        raise Refused(f"You do not lead {service}.")
    first_on = max(today, terms.first_on)
    if not in_post([facilitator], service, first_on):
        raise Refused(f"{facilitator} has no post in {service} on {on_day(first_on)}.")
    if by == facilitator:
        check_supervises(facilitator, members, today)
    if not in_post(members, service, first_on):
        raise Refused(f"Choose people of {service} who have a post on {on_day(first_on)}.")
    series = planned(service, kind, terms, members, facilitator=facilitator, name=name)
    notify(
        [p for p in series_people(series) if p != by],
        f"{by} planned {in_a_sentence(labels.KINDS[kind])} with you.",
        address(series),
    )
    return series


def check_supervises(facilitator: Person, members: Iterable[Person], on: date) -> None:
    """Somebody plans and writes down for those whom they supervise; for others a lead decides first who supervises them. Raises
    ``Refused``."""
    known = supervisees_of(facilitator, on)
    if strangers := [member for member in members if member not in known]:
        raise Refused(f"You do not supervise {strangers[0]}. Ask your lead to allocate them to you.")


def planned(service: Service, kind: str, terms: Terms, members: Iterable[Person], **led) -> Series:
    """The rows of a series, once it is decided who may plan it. ``led``: ``facilitator`` or ``outside``, and ``name``. Raises
    ``Refused``."""
    members = list(members)
    terms.check()
    without_patients(led.get("name", ""))
    if kind not in labels.KINDS:
        raise Refused("Choose what kind of supervision it is.")
    if not members or len(members) > MOST_MEMBERS:
        raise Refused(f"Choose who is supervised: 1 to {MOST_MEMBERS} people.")
    if led.get("facilitator") in members:
        raise Refused("The person who leads it cannot be supervised in it. Remove them from the list.")
    about = {name: getattr(terms, name) for name in terms.__slots__}
    series = Series.objects.create(service=service, kind=kind, **about, **led)
    SeriesMember.objects.bulk_create(SeriesMember(series=series, person=m, first_on=terms.first_on) for m in members)
    return series


def continue_series(series: Series, from_on: date, members: Iterable[Person], *, by: Person, **led) -> Series | None:
    """A series in the rhythm of another, which ends the day before: from a day on, with what was moved or cancelled of its
    sessions. ``None`` where no session lies ahead. ``led``: ``facilitator`` or ``outside``, and ``name``. Raises
    ``Refused``."""
    last = series.last_on
    ahead = slots(series.pattern, from_on, min(last or from_on + FURTHEST_SLOT, from_on + FURTHEST_SLOT))
    first = next((slot for slot, _ in ahead if slot >= from_on), None)
    changes = list(series.changes.filter(slot__gte=from_on).order_by("slot"))
    stop(series, from_on - timedelta(days=1), by)
    if first is None:
        return None
    terms = Terms(series.every, first, series.starts_at, series.minutes, last, series.on_holiday, series.where)
    new = planned(series.service, series.kind, terms, members, **led)
    Series.objects.filter(pk=new.pk).update(anchor_on=series.anchor_on or series.first_on)
    Change.objects.bulk_create(
        Change(
            series=new, slot=one.slot, moved_to=one.moved_to, starts_at=one.starts_at, cancelled=one.cancelled,
            planned_on=one.planned_on, at=one.at, by=one.by,
        )
        for one in changes if one.moved_to or one.cancelled
    )  # fmt: skip
    return new


@governed(Action.CHANGE_SERIES, on="series")
def end_series(*, series: Series, last_on: date, by) -> Series:
    """No session after a day. Raises ``Refused`` where it has ended by then."""
    held = Series.objects.select_for_update(of=("self",)).select_related("facilitator").get(pk=series.pk)
    _may_change(held, by)
    if held.last_on is not None and held.last_on <= last_on:
        raise Refused("These sessions already end by then.")
    people = series_people(held)
    stop(held, last_on, by)
    words = f"{by} ended your {in_a_sentence(labels.KINDS[held.kind])} sessions. The last day is {on_day(last_on)}."
    notify([p for p in people if p != by], words, address(held))
    return held


def stop(series: Series, last_on: date, by: Person) -> None:
    """The series and its members end after a day, and what was moved past it with them."""
    Series.objects.filter(pk=series.pk).update(last_on=last_on)
    leave(series, series.members.values_list("person", flat=True), last_on + timedelta(days=1))
    empty = {"moved_to": None, "starts_at": None, "stand_in": None}
    later = Change.objects.filter(series=series, moved_to__gt=last_on, slot__lte=last_on)
    later.update(cancelled="other", at=timezone.now(), by=by, **empty)


@governed(Action.CHANGE_SERIES, on="series")
def set_members(*, series: Series, members: Iterable[Person], from_on: date, by) -> Series:
    """From a day on these people are supervised in it, and nobody else. Raises ``Refused``."""
    held = Series.objects.select_for_update(of=("self",)).select_related("facilitator", "service").get(pk=series.pk)
    _may_change(held, by)
    wanted = {person.pk: person for person in members}
    if not wanted or len(wanted) > MOST_MEMBERS or held.facilitator_id in wanted:
        raise Refused(f"Choose who is supervised: 1 to {MOST_MEMBERS} people, and not who leads it.")
    now = {member.person_id: member for member in held.members.running(from_on).select_related("person")}
    new = [person for key, person in wanted.items() if key not in now]
    if not in_post(new, held.service, from_on):
        raise Refused(f"Choose people of {held.service}.")
    gone = [member.person for key, member in now.items() if key not in wanted]
    leave(held, [person.pk for person in gone], from_on)
    held.members.running(from_on).filter(person__in=wanted).update(last_on=None)
    SeriesMember.objects.bulk_create(SeriesMember(series=held, person=p, first_on=max(from_on, held.first_on)) for p in new)
    notify(new, f"{by} added you to {in_a_sentence(labels.KINDS[held.kind])}.", address(held))
    notify(
        gone,
        f"You are no longer in {in_a_sentence(labels.KINDS[held.kind])} with {held.led_by or 'your peers'}"
        f" from {on_day(from_on)}.",
        WEEK,
    )
    if held.facilitator and held.facilitator != by:
        notify(
            [held.facilitator],
            f"{by} changed who is supervised in {held.name or in_a_sentence(labels.KINDS[held.kind])}.",
            address(held),
        )
    return held


def _may_change(series: Series, by: Person) -> None:
    """A series is ended, and its people chosen, by a lead, by who leads it, or by who is in it; in a group of supervision of
    supervision nobody who is in it takes others out, and who stands in for one session changes that session. Raises
    ``Refused``."""
    today = timezone.localdate()
    lead = series.service_id in by.services_as({Role.LEAD}, today)
    member = series.kind != SUPPORTING and series.members.running(today).filter(person=by).exists()
    if not (lead or member or by == series.facilitator):
        raise Refused("Only a lead, or the person who leads these sessions, can change this.")


def leave(series: Series, people: Iterable[int], from_on: date) -> None:
    """These people take no part from a day on."""
    series.members.running(from_on).filter(person__in=list(people)).update(last_on=from_on - timedelta(days=1))


@governed(Action.CHANGE_SERIES, on="series")
def move_session(*, series: Series, slot: date, to: date, starts_at: time, stand_in: Person | None = None, by) -> Change:
    """One session takes place on another day or at another time, or somebody else leads it. Raises ``Refused``."""
    one = slot_of(series, slot)
    if to < timezone.localdate():
        raise Refused("Choose a day from today on.")
    if (to, starts_at, stand_in or series.facilitator) == (one.on, one.starts_at, one.facilitator) and not one.cancelled:
        raise Refused("The session is already planned like this. Choose another day, time or leader.")
    if abs((to - slot).days) > 60:
        raise Refused("Choose a day within two months of when it was planned.")
    if stand_in is not None and (stand_in in one.members or not in_post([stand_in], series.service, to)):
        raise Refused("Choose someone in this service who is not supervised in the session.")
    if stand_in is None and one.facilitator and not in_post([one.facilitator], series.service, to):
        raise Refused(
            f"{one.facilitator} has no post in {series.service} on {on_day(to)}. Choose another day, or who leads it instead."
        )
    about = {"moved_to": to, "starts_at": starts_at, "stand_in": stand_in, "cancelled": ""}
    change = _changed(series, slot, about, by)
    words = f"{by} moved {_in_words(one)} to {on_day(to)} at {labels.at(starts_at)}."
    _tell_others(one, [*one.people(), *([stand_in] if stand_in else [])], words, by)
    return change


@governed(Action.CHANGE_SERIES, on="series")
def cancel_session(*, series: Series, slot: date, reason: str, by) -> Change:
    """One session does not take place, for a coded reason. Raises ``Refused``."""
    if reason not in labels.CANCELLED:
        raise Refused("Choose why it is cancelled.")
    one = slot_of(series, slot)
    empty = {"moved_to": None, "starts_at": None, "stand_in": None}
    change = _changed(series, slot, {"cancelled": reason, **empty}, by)
    _tell_others(one, one.people(), f"{by} cancelled {_in_words(one)}.", by)
    return change


@governed(Action.CHANGE_SERIES, on="series")
def put_back(*, series: Series, slot: date, by) -> Series:
    """One session is again as the series has it. Raises ``Refused`` where it was not changed."""
    one = slot_of(series, slot)
    change = Change.objects.filter(series=series, slot=slot).first()
    planned_on = change.planned_on if change else None
    stands = (planned_on, series.starts_at, series.facilitator, "")
    if change is None or (one.on, one.starts_at, one.facilitator, one.cancelled) == stands:
        raise Refused("This session has not been changed.")
    if planned_on is None:
        change.delete()
    else:
        _changed(series, slot, {"moved_to": planned_on, "starts_at": None, "stand_in": None, "cancelled": ""}, by)
    _tell_others(one, one.people(), f"{by} restored {_in_words(one)} to its plan: {on_day(planned_on or slot)}.", by)
    return series


def slot_of(series: Series, slot: date) -> PlannedSession:
    """The session of a slot as it stands, held on to. Raises ``Refused`` where there is none, or it was held."""
    Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    planned = slot_in(series, slot, timezone.localdate())
    if planned is None:
        raise Refused("There is no session of this series on that day.")
    if planned.session is not None:
        raise Refused(HELD)
    return planned


def _changed(series: Series, slot: date, about: dict, by) -> Change:
    said = about | {"at": timezone.now(), "by": by}
    return Change.objects.update_or_create(series=series, slot=slot, defaults=said)[0]


def _in_words(one: PlannedSession) -> str:
    """``your session on 9 November 2026``, as it stood before it was changed."""
    return f"your session on {on_day(one.on)}"


def _tell_others(one: PlannedSession, people: Iterable[Person], words: str, by) -> None:
    notify([person for person in people if person != by], words, address(one.series))


def series_people(series: Series) -> list[Person]:
    """Who is in a series now or to come, the facilitator first."""
    members = [m.person for m in series.members.running(timezone.localdate()).select_related("person")]
    return [*([series.facilitator] if series.facilitator else []), *members]


def address(series: Series) -> str:
    return reverse("supervision:series", args=[series.public_id])
