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

from .models import Allocation, Contract, Party
from .rules.contract import Stage, SuperviseePart, SupervisorOffer, fixed, stage
from .rules.needs import elsewhere, titles


def address(contract: Contract) -> str:
    return reverse("allocations:contract", args=[contract.public_id])


def text_of(contract: Contract) -> tuple[str, str]:
    """The text as it would be signed now, or as it was, and its digest."""
    if contract.text:
        return contract.text, contract.digest
    offers = contract.offers
    return fixed(
        contract.template.title,
        contract.template.clauses,
        [SuperviseePart(str(one.person), tuple(titles(one.needs)), one.words, one.goals) for one in contract.supervisees],
        SupervisorOffer(str(offers.person), offers.words, _where(offers.needs), offers.more) if offers else None,
        contract.outside,
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
    return contracts.select_related("template", "after").prefetch_related(
        "parties__person", "parties__member__series", "signatures__person", "after__parties", "after__signatures"
    )


def written_last(person: Person, contract: Contract) -> Party | None:
    """What somebody wrote as a supervisee into their last signed agreement of that kind in another agreement."""
    supervised = Q(pair__isnull=False) | Q(member__isnull=False)
    parties = Party.objects.filter(supervised, person=person, contract__kind=contract.kind).exclude(contract=contract)
    return parties.exclude(contract__text="").order_by("contract__drafted_at", "pk").last()


@dataclass(frozen=True, slots=True)
class AgreementStatus:
    """An agreement on a day: its stage, and who is still to sign."""

    contract: Contract
    stage: Stage
    unsigned: tuple[Person, ...]


def standings(contracts: Iterable[Contract], on: date) -> list[AgreementStatus]:
    """Where each of the agreements (of ``with_parties``) stands. One query."""
    contracts = list(contracts)
    ends = _ends({party.pair for contract in contracts for party in contract.supervisees if party.pair})
    return [_standing(contract, ends, on) for contract in contracts]


def _standing(contract: Contract, ends: dict[int, date | None], on: date) -> AgreementStatus:
    last = [left_on(party.member) if party.member else ends.get(party.pair, date.min) for party in contract.supervisees]
    signed = {signature.person_id for signature in contract.signatures.all()}
    unsigned = tuple(party.person for party in contract.parties.all() if party.person_id not in signed)
    after = getattr(contract, "after", None)
    return AgreementStatus(
        contract,
        stage(
            on,
            drafted_on=timezone.localdate(contract.drafted_at),
            written=contract.written,
            signed=not unsigned,
            review_on=contract.review_on,
            replaced=after is not None and after.in_force_since is not None,
            ends_on=None if None in last else max(last, default=date.min),
        ),
        unsigned,
    )


def left_on(member: SeriesMember) -> date | None:
    """The last day on which somebody is in a group that goes on; ``None`` where no end is known."""
    return min((day for day in (member.last_on, member.series.last_on) if day), default=None)


def _ends(places: Collection[int]) -> dict[int, date | None]:
    """The last day of each pair, by its place; ``None`` where no end is known."""
    rows = Allocation.objects.live().filter(Q(pk__in=places, place=None) | Q(place__in=places))
    return {place or key: last for key, place, last in rows.values_list("pk", "place", "finished_on")}


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
