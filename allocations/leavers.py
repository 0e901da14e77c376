"""Who leaves a service soon, and what of theirs would be left open: for the lead's desk while there is still time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from people.models import Person, Post, Service
from signing.models import RequestState, SignOffRequest
from supervision.models import Series, SeriesMember

from .models import Allocation, Party, Signature

Counted = tuple[str, str]
WORDS: dict[str, Counted] = {
    "supervised": ("supervisor of theirs is booked beyond that day", "supervisors of theirs are booked beyond that day"),
    "to_answer": ("sign-off request waits for them", "sign-off requests wait for them"),
    "asked": ("sign-off request of theirs is open", "sign-off requests of theirs are open"),
    "unsigned": ("agreement is not signed by them", "agreements are not signed by them"),
    "led": ("series of sessions that they lead goes on", "series of sessions that they lead go on"),
    "in_series": ("series of sessions that they are in goes on", "series of sessions that they are in go on"),
}
"""What can be left open, in the words for one and for several."""


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody whose last day in a service is known. ``left_open`` counts what of theirs goes on after it, by the keys of
    ``WORDS``."""

    person: Person
    last_day: date
    left_open: Counter[str]

    @property
    def sentence(self) -> str:
        return ", ".join(f"{n} {WORDS[what][n != 1]}" for what in WORDS if (n := self.left_open[what]))


LastDays = dict[int, tuple[Person, date]]
"""By a person's key, who it is and their last day."""


def last_days(service: Service, on: date, within: timedelta) -> LastDays:
    """People with a post in a service on a day, by key, whose last post there ends within a time. One query."""
    ends: dict[int, tuple[Person, date | None]] = {}
    for post in Post.objects.live().filter(service=service).exclude(finished_on__lt=on).select_related("person").order_by("pk"):
        before = ends.get(post.person_id, (post.person, date.min))[1]
        ends[post.person_id] = (post.person, None if None in (before, post.finished_on) else max(before, post.finished_on))
    return {key: (person, last) for key, (person, last) in ends.items() if last and last <= on + within}


def leavers(service: Service, ends: LastDays) -> list[Leaver]:
    """Those who leave something open, the soonest first. A constant number of queries."""
    if not ends:
        return []
    counts: dict[int, Counter[str]] = {key: Counter() for key in ends}
    for key, what in _left_open(service, ends):
        counts[key][what] += 1
    leaving = [Leaver(person, last, counts[key]) for key, (person, last) in ends.items() if counts[key]]
    return sorted(leaving, key=lambda leaver: (leaver.last_day, leaver.person.last_name, leaver.person.pk))


def _left_open(service: Service, ends: LastDays) -> Iterable[tuple[int, str]]:
    def outlasts_the_post(key: int, finish: date | None) -> bool:
        return finish is None or finish > ends[key][1]

    pairs = Allocation.objects.live().filter(supervisee__in=ends, recorded_in=service)
    yield from (
        (key, "supervised") for key, end in pairs.values_list("supervisee", "finished_on") if outlasts_the_post(key, end)
    )
    requests = SignOffRequest.objects.filter(state=RequestState.WAITING, service=service)
    for assessor, person in requests.filter(Q(assessor__in=ends) | Q(person__in=ends)).values_list("assessor", "person"):
        yield from ((key, what) for key, what in ((assessor, "to_answer"), (person, "asked")) if key in ends)
    signed = set(Signature.objects.filter(person__in=ends).values_list("contract", "person"))
    parties = Party.objects.filter(person__in=ends, contract__service=service, contract__after=None)
    yield from (
        (person, "unsigned")
        for contract, person in parties.values_list("contract", "person")
        if (contract, person) not in signed
    )
    led = Series.objects.filter(service=service, facilitator__in=ends).values_list("facilitator", "last_on")
    yield from ((key, "led") for key, end in led if outlasts_the_post(key, end))
    members = SeriesMember.objects.filter(series__service=service, person__in=ends).values_list(
        "person", "last_on", "series__last_on"
    )
    yield from ((key, "in_series") for key, *last in members if all(outlasts_the_post(key, end) for end in last))
