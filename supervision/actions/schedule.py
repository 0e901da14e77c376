"""Planning series of sessions, and what becomes of one session of them. Everybody in it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.urls import reverse
from django.utils import timezone

from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, without_patients
from people.labels import on_day
from people.models import Person, Service
from people.notices import tell
from people.queries import services_of

from .. import labels
from ..models import Change, Series, SeriesMember
from ..queries import Planned, diary
from ..rules.recurrence import EVERY, ON_HOLIDAY

LONGEST = 480
MOST_MEMBERS = 30
HELD = "This session was held and written down. Correct the record instead."


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
        """Raises ``Refused``."""
        if self.every not in EVERY or self.on_holiday not in ON_HOLIDAY:
            raise Refused("Say how often, and what happens on a bank holiday.")
        if not 1 <= self.minutes <= LONGEST:
            raise Refused(f"Enter how long it takes, from 1 to {LONGEST} minutes.")
        if self.last_on is not None and self.last_on < self.first_on:
            raise Refused("It cannot end before it begins. Choose a later last day.")
        without_patients(self.where)


@governed(Action.PLAN_SERIES, on="facilitator")
def begin_series(
    *, facilitator: Person, service: Service, kind: str, members: Iterable[Person], terms: Terms, name: str = "", by
) -> Series:
    """Plan sessions of a kind that somebody leads. Raises ``Refused``."""
    members = list(dict.fromkeys(members))
    today = timezone.localdate()
    if service.pk not in services_of(facilitator, today):
        raise Refused(f"{facilitator} has no post in {service}.")
    if any(service.pk not in services_of(member, today) for member in members):
        raise Refused(f"Choose people of {service}.")
    series = planned(service, kind, terms, members, facilitator=facilitator, name=name)
    tell([p for p in series_people(series) if p != by], f"{labels.KINDS[kind]} is planned with you.", address(series))
    return series


def planned(service: Service, kind: str, terms: Terms, members: Iterable[Person], **led) -> Series:
    """The rows of a series, once it is decided who may plan it. ``led``: ``facilitator`` or ``outside``, and ``name``. Raises ``Refused``."""
    members = list(members)
    terms.check()
    without_patients(led.get("name", ""))
    if kind not in labels.KINDS:
        raise Refused("Choose what kind of supervision it is.")
    if not members or len(members) > MOST_MEMBERS:
        raise Refused(f"Choose who is supervised: 1 to {MOST_MEMBERS} people.")
    if led.get("facilitator") in members:
        raise Refused("Who leads it cannot be supervised in it. Take them out of the list.")
    about = {name: getattr(terms, name) for name in terms.__slots__}
    series = Series.objects.create(service=service, kind=kind, **about, **led)
    SeriesMember.objects.bulk_create(SeriesMember(series=series, person=m, first_on=terms.first_on) for m in members)
    return series


@governed(Action.CHANGE_SERIES, on="series")
def end_series(*, series: Series, last_on: date, by) -> Series:
    """No session after a day. Raises ``Refused`` where it has ended by then."""
    found = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    if found.last_on is not None and found.last_on <= last_on:
        raise Refused("It has ended by then already.")
    people = series_people(found)
    stop(found, last_on, by)
    words = f"{labels.KINDS[found.kind]} that is planned with you ends on {on_day(max(last_on, found.first_on))}."
    tell([p for p in people if p != by], words, address(found))
    return found


def stop(series: Series, last_on: date, by: Person) -> None:
    """The series and its members end after a day; one that never began is cancelled on its only day."""
    last = max(last_on, series.first_on)
    Series.objects.filter(pk=series.pk).update(last_on=last)
    for member in series.members.filter(last_on=None):
        SeriesMember.objects.filter(pk=member.pk).update(last_on=max(last, member.first_on))
    if last_on < series.first_on:
        Change.objects.update_or_create(
            series=series, slot=series.first_on,
            defaults={"cancelled": "other", "moved_to": None, "starts_at": None, "stand_in": None, "at": timezone.now(), "by": by},
        )  # fmt: skip


@governed(Action.CHANGE_SERIES, on="series")
def set_members(*, series: Series, members: Iterable[Person], from_on: date, by) -> Series:
    """From a day on these people are supervised in it, and nobody else. Raises ``Refused``."""
    found = Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    wanted, now = set(members), {m.person_id: m for m in found.members.filter(last_on=None)}
    if not wanted or len(wanted) > MOST_MEMBERS or found.facilitator in wanted:
        raise Refused(f"Choose who is supervised: 1 to {MOST_MEMBERS} people, and not who leads it.")
    keys = {person.pk for person in wanted}
    if any(found.service_id not in services_of(person, from_on) for person in wanted if person.pk not in now):
        raise Refused(f"Choose people of {found.service}.")
    leave(found, [key for key in now if key not in keys], from_on)
    new = [person for person in wanted if person.pk not in now]
    SeriesMember.objects.bulk_create(SeriesMember(series=found, person=p, first_on=max(from_on, found.first_on)) for p in new)
    tell(new, f"{labels.KINDS[found.kind]} is planned with you.", address(found))
    return found


def leave(series: Series, people: Iterable[int], from_on: date) -> None:
    """These people take no part from a day on."""
    series.members.filter(last_on=None, person__in=list(people)).update(last_on=from_on - timedelta(days=1))


@governed(Action.CHANGE_SERIES, on="series")
def move_session(*, series: Series, slot: date, to: date, starts_at: time, stand_in: Person | None = None, by) -> Change:
    """One session takes place on another day or at another time, or somebody else leads it. Raises ``Refused``."""
    one = slot_of(series, slot)
    if to < timezone.localdate():
        raise Refused("Choose a day from today on.")
    if abs((to - slot).days) > 60:
        raise Refused("Choose a day within two months of when it was planned.")
    if stand_in is not None and (stand_in in one.members or series.service_id not in services_of(stand_in, to)):
        raise Refused("Choose somebody of this service to stand in, who is not supervised in it.")
    about = {"moved_to": to, "starts_at": starts_at, "stand_in": stand_in, "cancelled": ""}
    change = _changed(series, slot, about, by)
    words = f"{one.words}: the session planned for {on_day(one.on)} is on {on_day(to)} at {labels.at(starts_at)}."
    _tell_others(one, [*one.people(), *([stand_in] if stand_in else [])], words, by)
    return change


@governed(Action.CHANGE_SERIES, on="series")
def cancel_session(*, series: Series, slot: date, reason: str, by) -> Change:
    """One session does not take place, for a coded reason. Raises ``Refused``."""
    if reason not in labels.CANCELLED:
        raise Refused("Say why it does not take place.")
    one = slot_of(series, slot)
    empty = {"moved_to": None, "starts_at": None, "stand_in": None}
    change = _changed(series, slot, {"cancelled": reason, **empty}, by)
    _tell_others(one, one.people(), f"{one.words} on {on_day(one.on)} is cancelled.", by)
    return change


@governed(Action.CHANGE_SERIES, on="series")
def put_back(*, series: Series, slot: date, by) -> Series:
    """One session is again as the series has it. Raises ``Refused`` where it was not changed."""
    one = slot_of(series, slot)
    if not Change.objects.filter(series=series, slot=slot).delete()[0]:
        raise Refused("This session is as it was planned.")
    _tell_others(one, one.people(), f"{one.words}: the session of {on_day(slot)} is as it was planned.", by)
    return series


def slot_of(series: Series, slot: date) -> Planned:
    """The session of a slot as it stands, held on to. Raises ``Refused`` where there is none, or it was held."""
    Series.objects.select_for_update(of=("self",)).get(pk=series.pk)
    near = (slot - timedelta(days=70), slot + timedelta(days=70))
    rows = diary(Series.objects.filter(pk=series.pk), *near, timezone.localdate())
    found = next((one for one in rows if one.slot == slot), None)
    if found is None:
        raise Refused("There is no session of this series on that day.")
    if found.session is not None:
        raise Refused(HELD)
    return found


def _changed(series: Series, slot: date, about: dict, by) -> Change:
    said = about | {"at": timezone.now(), "by": by}
    return Change.objects.update_or_create(series=series, slot=slot, defaults=said)[0]


def _tell_others(one: Planned, people: Iterable[Person], words: str, by) -> None:
    tell([person for person in people if person != by], words, address(one.series))


def series_people(series: Series) -> list[Person]:
    """Who is in a series now or to come, the facilitator first."""
    members = [m.person for m in series.members.filter(last_on=None).select_related("person")]
    return [*([series.facilitator] if series.facilitator else []), *members]


def address(series: Series) -> str:
    return reverse("supervision:series", args=[series.public_id])
