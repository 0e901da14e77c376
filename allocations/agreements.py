"""What is agreed between whom: the text of an agreement, where it stands, and which one covered a pair on a day."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from people.models import Person
from supervision.models import Series, SeriesMember

from .meetings import Planned, arrangement, names_no_day, pairs_at, planned_for
from .models import Allocation, Contract, Party
from .rules.contract import AgreementParts, Stage, SuperviseePart, SupervisorOffer, agreed_meetings, fixed, stage
from .rules.meeting import WITHOUT_RHYTHM, MeetingTerms, Upkeep, upkeep
from .rules.needs import elsewhere, titles


def address(contract: Contract) -> str:
    return reverse("allocations:contract", args=[contract.public_id])


def planning_address(contract: Contract) -> str:
    return reverse("allocations:plan_as_agreed", args=[contract.public_id])


def text_of(contract: Contract) -> tuple[str, str]:
    """The text as it would be signed now, or as it was, and its digest."""
    if contract.text:
        return contract.text, contract.digest
    offers = contract.offers
    return fixed(
        AgreementParts(
            contract.template.title,
            contract.template.clauses,
            [SuperviseePart(str(p.person), tuple(titles(p.needs)), p.words, p.goals) for p in contract.supervisees],
            SupervisorOffer(str(offers.person), offers.words, _where(offers.needs), offers.more) if offers else None,
            contract.outside,
            arrangement(contract, timezone.localdate()),
            {talk.code: talk.words for talk in contract.talks.all()},
        )
    )


def _where(needs: Collection[str]) -> tuple[str, ...]:
    return tuple(f"{need.title}: {need.elsewhere}" for need in elsewhere(needs))


def content_of(contract: Contract) -> dict[str, Any]:
    return json.loads(text_of(contract)[0])


def running_pairs(supervisor: Person, kind: str, on: date) -> list[Allocation]:
    """Whom somebody supervises on the day or will, by name."""
    rows = Allocation.objects.live().filter(supervisor=supervisor, kind=kind).exclude(finished_on__lt=on)
    return list(
        rows.select_related("supervisor", "supervisee").order_by("supervisee__last_name", "supervisee__first_name", "pk")
    )


def last_of_series(series: Series) -> Contract | None:
    """The newest agreement of a group of supervision of supervision, signed or not."""
    parties = Party.objects.filter(member__series=series).values("contract")
    return with_parties(Contract.objects.filter(pk__in=parties)).order_by("drafted_at", "pk").last()


def members_of(series: Series, on: date) -> QuerySet[SeriesMember]:
    """Who is in a group on a day, or will be."""
    return series.members.running(on).select_related("person").order_by("person__last_name", "pk")


def newest_of(places: Iterable[int]) -> dict[int, Contract]:
    """The newest agreement of each pair, signed or not. Four queries."""
    rows = Party.objects.filter(pair__in=list(places)).order_by("contract__drafted_at", "contract")
    keys = dict(rows.values_list("pair", "contract"))
    contracts = {contract.pk: contract for contract in with_parties(Contract.objects.filter(pk__in=keys.values()))}
    return {place: contracts[key] for place, key in keys.items()}


def without_agreement(rows: Iterable[Allocation]) -> list[Allocation]:
    """Those of the pairs that have none, drafted or signed."""
    rows = list(rows)
    have = set(Party.objects.filter(pair__in=[row.in_place for row in rows]).values_list("pair", flat=True))
    return [row for row in rows if row.in_place not in have]


def with_parties(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Agreements with everything that their text and their stage are read from."""
    return contracts.select_related("template", "after", "meeting").prefetch_related(
        "parties__person", "parties__member__series", "signatures__person", "talks", "after__parties", "after__signatures"
    )


def written_last(person: Person, contract: Contract) -> Party | None:
    """What somebody wrote as a supervisee into their last signed agreement of that kind in another agreement."""
    supervised = Q(pair__isnull=False) | Q(member__isnull=False)
    parties = Party.objects.filter(supervised, person=person, contract__kind=contract.kind).exclude(contract=contract)
    return parties.exclude(contract__text="").order_by("contract__drafted_at", "pk").last()


@dataclass(frozen=True, slots=True)
class AgreementStatus:
    """An agreement on a day: its stage, and who is still to sign. ``lacks_when``: all have written their part, and nobody has
    said when they meet."""

    contract: Contract
    stage: Stage
    unsigned: tuple[Person, ...]
    lacks_when: bool = False

    @property
    def ready(self) -> bool:
        """Can it be signed?"""
        return self.contract.written and not self.lacks_when


def standings(contracts: Iterable[Contract], on: date) -> list[AgreementStatus]:
    """Where each of the agreements (of ``with_parties``) stands. One query, and two where any is written and not signed."""
    contracts = list(contracts)
    ends = _ends({party.pair for contract in contracts for party in contract.supervisees if party.pair})
    planned = planned_for([contract for contract in contracts if contract.written and not contract.text], on)
    return [_standing(contract, ends, planned, on) for contract in contracts]


def _standing(contract: Contract, ends: dict[int, date | None], planned: Planned, on: date) -> AgreementStatus:
    last = [left_on(party.member) if party.member else ends.get(party.pair, date.min) for party in contract.supervisees]
    signed = {signature.person_id for signature in contract.signatures.all()}
    unsigned = tuple(party.person for party in contract.parties.all() if party.person_id not in signed)
    after = getattr(contract, "after", None)
    lacks_when = contract.pk in planned and names_no_day(contract, planned[contract.pk])
    return AgreementStatus(
        contract,
        stage(
            on,
            drafted_on=timezone.localdate(contract.drafted_at),
            written=contract.written and not lacks_when,
            signed=not unsigned,
            review_on=contract.review_on,
            replaced=after is not None and after.in_force_since is not None,
            ends_on=None if None in last else max(last, default=date.min),
        ),
        unsigned,
        lacks_when,
    )


@dataclass(frozen=True, slots=True)
class Renewal:
    """What an agreement that all have signed asks of its parties now. ``agreed`` is ``None`` where it names no day."""

    contract: Contract
    what: Upkeep
    agreed: list[MeetingTerms] | None
    planned: tuple[MeetingTerms, ...]


def renewals(agreements: Iterable[AgreementStatus], on: date) -> list[Renewal]:
    """Agreements in force for which nothing is planned, or something else than they say. Two queries."""
    contracts = [a.contract for a in agreements if a.stage in SIGNED_BY_ALL and a.contract.kind not in WITHOUT_RHYTHM]
    planned = planned_for(contracts, on)
    return [renewal for contract in contracts if (renewal := _renewal(contract, planned[contract.pk]))]


SIGNED_BY_ALL = (Stage.IN_FORCE, Stage.REVIEW_DUE)


def _renewal(contract: Contract, planned: tuple[MeetingTerms, ...]) -> Renewal | None:
    agreed = agreed_meetings(content_of(contract))
    what = upkeep(agreed, planned)
    if what is Upkeep.DIFFERS and hasattr(contract, "after"):  # the next version is being written
        return None
    return Renewal(contract, what, agreed, planned) if what else None


def left_on(member: SeriesMember) -> date | None:
    """The last day on which somebody is in a group that goes on; ``None`` where no end is known."""
    return min((day for day in (member.last_on, member.series.last_on) if day), default=None)


def _ends(places: Collection[int]) -> dict[int, date | None]:
    """The last day of each pair, by its place; ``None`` where no end is known."""
    return {place or key: last for key, place, last in pairs_at(places).values_list("pk", "place", "finished_on")}


def in_force(places: Collection[int], on: date, known_at: datetime | None = None) -> dict[int, Contract]:
    """The agreement of each pair that all its parties had signed by the day (and by the instant), the newest of them."""
    parties = Party.objects.filter(pair__in=places)
    contracts = Contract.objects.filter(pk__in=parties.values("contract")).exclude(text="")
    agreements: dict[int, Contract] = {}
    for contract in with_parties(contracts.annotate(last_signed=Max("signatures__at"))).order_by("last_signed", "pk"):
        since = contract.in_force_since
        if since is None or timezone.localdate(since) > on or (known_at and since > known_at):
            continue
        agreements |= {party.pair: contract for party in contract.supervisees if party.pair in places}
    return agreements
