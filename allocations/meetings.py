"""When the parties of agreements meet: what is planned for them, what they agreed, and the words for it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from nhsuk.words import in_a_list
from people.labels import DAYS, on_day
from supervision.labels import ON_HOLIDAY, at
from supervision.models import Series, SeriesMember
from supervision.rules.policy import DOSES
from supervision.rules.words import SUPPORTING

from . import labels
from .models import Allocation, Contract
from .rules.contract import Arrangement
from .rules.meeting import A_DAY_OF_THE_MONTH, ON_LEAVE, WITHOUT_RHYTHM, MeetingTerms, nth
from .rules.policy import MINUTES_PER_WEEK

Planned = dict[int, tuple[MeetingTerms, ...]]
"""The terms of the series that are planned for each agreement, by its key."""


def planned_for(contracts: Collection[Contract], on: date) -> Planned:
    """What is planned for agreements (of ``with_parties``) on a day or will be. Two queries for any number of them."""
    series = _series({contract.offers.person_id for contract in contracts if contract.offers}, on)
    return {contract.pk: tuple(map(terms_of, _of(contract, series, on))) for contract in contracts}


def _series(supervisors: Collection[int], on: date) -> list[Series]:
    if not supervisors:
        return []
    staying = Prefetch("members", SeriesMember.objects.running(on), to_attr="staying")
    led = Series.objects.running(on).filter(facilitator__in=supervisors).exclude(kind=SUPPORTING)
    return list(led.prefetch_related(staying).order_by("pk"))


def _of(contract: Contract, led: Iterable[Series], on: date) -> list[Series]:
    """The series of an agreement: of a group of supervision of supervision its own, of a pair those in which its supervisor
    leads everybody whom it is about."""
    own = {party.member.series_id: party.member.series for party in contract.supervisees if party.member}
    if own:
        return _going_on([series for series in own.values() if series.last_on is None or series.last_on >= on])
    people = {party.person_id for party in contract.supervisees}
    led = [s for s in led if contract.offers and s.facilitator_id == contract.offers.person_id and s.kind == contract.kind]
    return _going_on([series for series in led if people <= {member.person_id for member in series.staying}])


def _going_on(planned: list[Series]) -> list[Series]:
    """Those of the series that no later one follows: on the way to another day it is that day that counts."""
    return [s for s in planned if not any(s.last_on and later.first_on > s.last_on for later in planned)]


def series_of(contract: Contract, on: date) -> list[Series]:
    """The series that are planned for one agreement. Two queries."""
    return _of(contract, _series({contract.offers.person_id} if contract.offers else (), on), on)


def terms_of(series: Series) -> MeetingTerms:
    """A series as the terms of an agreement."""
    anchor = series.anchor_on if series.anchor_on != series.first_on else None
    return MeetingTerms(
        series.every, series.first_on, series.starts_at, series.minutes, series.where, series.on_holiday, anchor
    )


def meetings_of(contract: Contract, planned: Iterable[MeetingTerms]) -> tuple[MeetingTerms, ...]:
    """When the parties meet by the text that would be signed: as they agreed, otherwise as it is planned."""
    meeting = getattr(contract, "meeting", None)
    if meeting and meeting.terms:
        return (meeting.terms,)
    return tuple(planned)


def names_no_day(contract: Contract, planned: Iterable[MeetingTerms]) -> bool:
    """Has nobody said yet when the parties meet, although their kind of supervision has a rhythm?"""
    return contract.kind not in WITHOUT_RHYTHM and not meetings_of(contract, planned)


def arrangement(contract: Contract, on: date) -> Arrangement:
    """What this pair or group does, as the text says it until somebody signs. Three queries."""
    planned = planned_for([contract], on)[contract.pk] if contract.kind not in WITHOUT_RHYTHM else ()
    meetings = meetings_of(contract, planned)
    return Arrangement(about(contract), tuple(_when(contract, meetings)), meetings)


def about(contract: Contract) -> str:
    """Who supervises whom, from when, and how much time the service sets aside for it."""
    kind = labels.AGREED[contract.kind]
    if contract.kind == SUPPORTING:
        names = in_a_list((str(party.person) for party in contract.supervisees), "and")
        return f"{kind} of {names}, {f'led by {contract.led_by}' if contract.led_by else 'among peers'}."
    pairs = pairs_at({party.pair for party in contract.supervisees if party.pair})
    return "\n".join(_of_pair(kind, pair) for pair in pairs)


def pairs_at(places: Collection[int]) -> QuerySet[Allocation]:
    """The pairs of these places as they are known now."""
    rows = Allocation.objects.live().filter(Q(pk__in=places, place=None) | Q(place__in=places))
    return rows.select_related("supervisee", "supervisor", "co_supervisor").order_by("pk")


def _of_pair(kind: str, pair: Allocation) -> str:
    minutes = pair.minutes_per_week or MINUTES_PER_WEEK[pair.kind]
    beside = f" {pair.co_supervisor} supervises them together with {pair.supervisor}." if pair.co_supervisor else ""
    return (
        f"{kind} of {pair.supervisee} by {pair.supervisor}, from {on_day(pair.started_on)}.{beside} "
        f"The service sets aside {minutes} minutes a week for it."
    )


def _when(contract: Contract, meetings: Collection[MeetingTerms]) -> Iterable[tuple[str, str]]:
    if contract.kind in WITHOUT_RHYTHM:
        yield "When we meet", "We arrange each session by itself."
    for terms in meetings:
        yield "When we meet", often(terms)
        yield "First session", on_day(terms.first_on)
        if terms.where:
            yield "Where we meet", terms.where
        yield "If it falls on a bank holiday", ON_HOLIDAY[terms.on_holiday]
    if meetings:
        yield from _on_leave(contract)


def _on_leave(contract: Contract) -> Iterable[tuple[str, str]]:
    meeting = getattr(contract, "meeting", None)
    if contract.led_by:
        yield labels.SUPERVISOR_AWAY, labels.ON_LEAVE[meeting.on_leave if meeting else ON_LEAVE[0]]
    together = "The others meet" if contract.group else "The session is left out, and does not count as missed"
    yield ("When a member is on leave" if contract.group else "When the supervisee is on leave"), together


def often(terms: MeetingTerms) -> str:
    """``60 minutes every Monday at 9am``."""
    return f"{terms.minutes} minutes {_days(terms)} at {at(terms.starts_at)}"


def _days(terms: MeetingTerms) -> str:
    day = terms.rhythm_from
    weekday = DAYS[day.isoweekday()]
    if terms.every == "week":
        return f"every {weekday}"
    if terms.every == "fortnight":
        return f"every second {weekday}"
    if terms.every == "month":
        return f"on day {day.day} of every month"
    return f"on the {A_DAY_OF_THE_MONTH[nth(day)]} {weekday} of every month"


def in_one_line(meetings: Iterable[MeetingTerms]) -> str:
    """``60 minutes every Monday at 9am, Small room``, for lists and tasks."""
    return in_a_list((f"{often(terms)}{f', {terms.where}' if terms.where else ''}" for terms in meetings), "and")


def proposed(contract: Contract) -> dict[str, Any]:
    """How often and how long the form about the meeting begins with: as agreed before, otherwise as the pair's time is set
    aside, in the rhythm of what is due."""
    for version in (contract, contract.before):
        meeting = getattr(version, "meeting", None) if version else None
        if meeting and meeting.terms:
            return {name: getattr(meeting, name) for name in FIELDS}
    weeks = next((dose.weeks for dose in DOSES if dose.kind == contract.kind), 1)
    minutes = [pair.minutes_per_week for pair in pairs_at({p.pair for p in contract.supervisees if p.pair})]
    most = max((m or MINUTES_PER_WEEK[contract.kind] for m in minutes), default=MINUTES_PER_WEEK.get(contract.kind, 60))
    return {"every": "fortnight" if weeks == 2 else "week", "minutes": most * weeks, "on_leave": ON_LEAVE[0]}


FIELDS = ("every", "first_on", "starts_at", "minutes", "where", "on_holiday", "on_leave")
