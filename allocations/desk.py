"""What in a service waits for whoever decides about supervision: each a sentence, with the address that mends it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.access import permitted
from governance.policy import Action
from nhsuk.words import in_a_list
from people.desk import Alike, Urgency, Waits, on_the_desk
from people.labels import on_day
from people.models import Absence, Person, Service
from people.models.conditions import covering
from supervision.labels import KINDS as SESSIONS
from supervision.queries import unled
from supervision.rules.words import SUPPORTING

from . import labels
from .agreements import AgreementStatus, address, planning_address, renewals, standings, with_parties
from .leavers import leavers
from .models import Allocation, ChangeRequest, Contract, Party
from .queries import Situation, situation
from .queries.standing import concerning, pairs_of
from .rules.contract import SIGNED_WITHIN_DAYS, Stage
from .rules.meeting import Upkeep
from .rules.policy import LONG_ABSENCE_DAYS
from .stopping import ExpectedDepartures, Stop, ahead, plan_address, stopped


@on_the_desk
def for_leads(person: Person, on: date) -> Iterable[Waits]:
    """Where somebody decides: who has no valid supervisor, by kind, who will have none, and what else is to be decided."""
    for service in permitted(Service.objects.all(), to=Action.MAKE_PLAN, by=person):
        page, here = reverse("allocations:service", args=[service.code]), situation(service, URGENT, on, principal())
        together = stopped(here)
        yield from (replace(as_waits(stop, service), when=Urgency.NOW) for stop in together)
        for kind, gaps in _gaps(here, together).items():
            if gaps:
                yield Waits(labels.without(gaps, kind), f"{page}?kind={kind}", when=Urgency.NOW)
        known = ahead(here)
        yield from (*coming(here, known), *waits(here, known, person))


URGENT = "case_management"
"""The kind for which having nobody is told on the desk; of others, whose supervisor stands no longer."""


def _gaps(here: Situation, together: Iterable[Stop]) -> dict[str, int]:
    """The number of people who need somebody, by kind, beside those for whom one plan is made together."""
    counts = {URGENT: len(here.to_place) - sum(len(stop.supervisees) for stop in together)}
    for kind in labels.KINDS:
        if kind != URGENT and (rows := concerning(here.members, kind, here.on)):
            pairs = (pair for pair in pairs_of(rows, here.on, principal()) if pair.row.supervisee_id in here.members)
            counts[kind] = sum(not pair.valid for pair in pairs)
    return counts


def as_waits(stop: Stop, service: Service) -> Waits:
    """A supervisor who stops, in one line that opens one plan."""
    return Waits(stop.sentence, plan_address(service, stop.kind, stop.supervisor, stop.from_day))


def coming(here: Situation, known: ExpectedDepartures) -> list[Waits]:
    """Who will have no supervisor from a later day on: by the supervisor who stops, or alone where their pair was ended."""
    lines = [as_waits(stop, here.service) for stop in known.stops]
    for person, first in known.alone:
        page = f"{reverse('allocations:choose', args=[person.public_id, here.kind])}?on={first:%Y-%m-%d}"
        lines.append(Waits(f"{person} has no {labels.SUPERVISOR[here.kind]} from {on_day(first)}", page))
    return lines


@on_the_desk
def for_parties(person: Person, on: date) -> Iterable[Waits]:
    """Agreements that somebody is to write, to sign, to review, to plan sessions by or to renew."""
    agreements = standings(with_parties(Contract.objects.filter(parties__person=person)), on)
    for agreement in agreements:
        mine = _part_of(agreement.contract, person)
        if agreement.stage in (Stage.WRITING, Stage.SIGNING, Stage.LATE) and (deed := _to_do(agreement, mine)):
            yield Waits(f"{deed} {_with_whom(agreement.contract, mine)}", address(agreement.contract))
        elif agreement.stage is Stage.REVIEW_DUE and not hasattr(agreement.contract, "after"):
            whom, since = _with_whom(agreement.contract, mine), on_day(agreement.contract.review_on)
            yield Waits(f"Review your agreement with {whom}: due since {since}", address(agreement.contract))
    for asked in renewals(agreements, on):
        mine = _part_of(asked.contract, person)
        whom = _with_whom(asked.contract, mine)
        if asked.what is Upkeep.DIFFERS:
            yield Waits(f"Update your agreement with {whom}: other sessions are planned", address(asked.contract))
        elif mine.supervises:
            yield Waits(f"Plan your sessions with {whom}, as agreed", planning_address(asked.contract))


def _part_of(contract: Contract, person: Person) -> Party:
    return next(party for party in contract.parties.all() if party.person_id == person.pk)


def _to_do(agreement: AgreementStatus, mine: Party) -> str:
    """What somebody does for an agreement, up to the name of the other; nothing where others are to act."""
    contract = agreement.contract
    if agreement.lacks_when:
        return "Add when and where you meet to the agreement with" if mine.supervises else ""
    if contract.written:
        return "Read and sign the agreement with" if mine.person in agreement.unsigned else ""
    written = mine.words or (mine.supervises and not all(party.words for party in contract.supervisees))
    return "" if written else "Complete your part of the agreement with"


def _with_whom(contract: Contract, mine: Party) -> str:
    return (
        in_a_list((str(p.person) for p in contract.supervisees), "and") if mine.supervises else contract.led_by or "your group"
    )


def waits(here: Situation, known: ExpectedDepartures, by: Person) -> list[Waits]:
    """Beside people without a supervisor, now or soon: what is asked, who leaves, who is away, and which agreements are
    late."""
    service, on = here.service, here.on
    return [*_asked(service, on, by), *_leaving(service, known), *_unled(service, on), *_away(here), *_late(service, on)]


def _asked(service: Service, on: date, by: Person) -> Iterable[Waits]:
    rows = permitted(ChangeRequest.objects.filter(closed_at=None), to=Action.ANSWER_CHANGE, by=by)
    for asked in rows.filter(service=service).select_related("person"):
        when = on_day(timezone.localdate(asked.asked_at))
        yield Waits(
            f"{asked.person} asked for another supervisor on {when}", reverse("allocations:change", args=[asked.public_id])
        )


def _leaving(service: Service, known: ExpectedDepartures) -> Iterable[Waits]:
    """Whose last post here is known to end, with what of theirs would be left open, unless a plan for whom they supervise says
    so."""
    planned_for = {stop.supervisor.pk for stop in known.stops}
    for leaver in leavers(service, known.last_days):
        if leaver.person.pk not in planned_for:
            page = reverse("people:page", args=[leaver.person.public_id])
            yield Waits(f"{leaver.person} leaves on {on_day(leaver.last_day)}: {leaver.sentence}", page)


def _unled(service: Service, on: date) -> Iterable[Waits]:
    """Sessions that go on without anybody to lead them. Those of supervision of supervision have their own page."""
    for series in unled(service, on):
        if series.kind != SUPPORTING:
            people = in_a_list((str(m.person) for m in series.members.all() if not m.last_on or m.last_on >= on), "and")
            if not people:
                continue
            words = (
                f"{SESSIONS[series.kind]} with {people} has had no supervisor since {series.facilitator} "
                f"left on {on_day(series.led_until)}"
            )
            yield Waits(words, reverse("supervision:series", args=[series.public_id]), when=Urgency.NOW)


def _away(here: Situation) -> Iterable[Waits]:
    """Long absences of supervisors about which nothing is decided."""
    supervising = Allocation.objects.live().filter(covering(here.on)).values("supervisor")
    rows = Absence.objects.live().filter(covering(here.on), person__in=supervising).filter(person__in=here.members)
    for absence in rows.select_related("person").order_by("person__last_name", "pk"):
        last = absence.finished_on
        if absence.person_id in here.away or (last and (last - absence.started_on).days < LONG_ABSENCE_DAYS):
            continue
        until = f"until {on_day(last)}" if last else "with no end date"
        page = reverse("allocations:supervisor", args=[absence.person.public_id])
        yield Waits(f"{absence.person} is away {until}: decide who supervises their supervisees", page, when=Urgency.NOW)


def _late(service: Service, on: date) -> Iterable[Waits]:
    """Agreements that were not signed by all in time, or are due for review."""
    here = Party.objects.filter(contract__service=service).exclude(pair=None, member=None)
    drafted = Q(text="", drafted_at__date__lt=on - timedelta(days=SIGNED_WITHIN_DAYS))
    rows = Contract.objects.filter(Q(review_on__lte=on) | drafted | ~Q(text=""), pk__in=here.values("contract"))
    for agreement in standings(with_parties(rows), on):
        if agreement.stage in (Stage.LATE, Stage.REVIEW_DUE):
            names = [str(party.person) for party in agreement.contract.supervisees] + [agreement.contract.led_by]
            words = LATE[agreement.stage].format(in_a_list(filter(None, names), "and"))
            page = address(agreement.contract)
            yield Waits(words, page, when=Urgency.HOUSEKEEPING, alike=_all_late(service, agreement.stage))


def _all_late(service: Service, stage: Stage) -> Alike:
    words = {Stage.LATE: "{count} agreements are not signed in time", Stage.REVIEW_DUE: "{count} agreements are due for review"}
    return Alike(words[stage], reverse("allocations:agreements", args=[service.code]))


LATE = {
    Stage.LATE: f"{{}} have not signed their agreement within {SIGNED_WITHIN_DAYS} days",
    Stage.REVIEW_DUE: "{} need to review their agreement",
}


def decided_again(here: Situation) -> list[Waits]:
    """Pairs for which a soft rule was set aside until a day that has come."""
    pairs = [pair for pair in here.pairs.values() if pair.decide_by is not None and pair.decide_by < here.on]
    return [
        Waits(
            f"{pair.row.supervisee} with {pair.row.supervisor}: decide again, a reason against this pair did not count until "
            f"{on_day(pair.decide_by)}",
            reverse("allocations:aside", args=[pair.row.pk]),
        )
        for pair in pairs
    ]
