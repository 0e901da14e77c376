"""Agreements: drafted for a pair or a group, written by everybody, fixed at the first signature, signed by all."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from governance import access
from governance.actions import governed
from governance.policy import Action
from governance.refusal import Refused, require_reason, without_patients
from people.locks import hold
from people.models import Person, Service
from people.notices import notify
from people.rules.names import same_name
from people.rules.period import add_months
from supervision.models import Series
from supervision.rules.words import SUPPORTING

from ..agreements import (
    address,
    last_of_series,
    left_on,
    members_of,
    newest_of,
    running_pairs,
    text_of,
    without_agreement,
    written_last,
)
from ..models import Allocation, Contract, ContractTemplate, Party, Signature
from ..rules.contract import REVIEW_MONTHS
from ..rules.needs import in_order
from ..rules.policy import IN_GROUPS

NAMED = (Action.VIEW_CONTRACT, Action.WRITE_CONTRACT, Action.SIGN_CONTRACT)
FIXED = "This has been signed, and cannot be changed any more. Draft a new version."
MEANWHILE = "It has been drafted at this moment. Look at it, and write into that."
OVER = "This supervision has ended, and its agreement with it."


@governed(Action.KEEP_REFERENCE_DATA)
def publish_template(*, document: dict[str, Any], by) -> ContractTemplate:
    """Publish one version of the clauses, for good. Publishing the same again changes nothing. Raises ``Refused``."""
    known = ContractTemplate.objects.filter(code=document["code"], version=document["version"]).first()
    if known is None:
        return ContractTemplate.objects.create(**document, published_at=timezone.now())
    if (known.title, known.clauses) != (document["title"], document["clauses"]):
        raise Refused(f"{known.code} version {known.version} is there already with other clauses. Give it a new version.")
    return known


def draft_for(pairs: Collection[Allocation], *, before: Contract | None = None) -> Contract | None:
    """A draft between one supervisor and whom they supervise in these pairs, by the newest clauses; nothing where none are
    published.

    What the same people wrote into the version ``before`` is carried on.
    """
    first = next(iter(pairs))
    supervised = [Party(person=pair.supervisee, pair=pair.in_place) for pair in pairs]
    return _draft(first.recorded_in_id, first.kind, first.supervisor, supervised, before)


def _draft(
    service: int | None, kind: str, supervisor: Person | None, supervised: Sequence[Party], before: Contract | None
) -> Contract | None:
    template = ContractTemplate.objects.order_by("published_at", "pk").last()
    if template is None:
        return None
    version = before.version + 1 if before else 1
    about = {"service_id": service, "kind": kind, "template": template, "drafted_at": timezone.now()}
    contract = Contract.objects.create(before=before, version=version, **about)
    said_before = {party.person_id: party for party in before.parties.all()} if before else {}
    parties = [*supervised, *([Party(person=supervisor)] if supervisor else [])]
    for party in parties:
        party.contract = contract
        if kept := said_before.get(party.person_id):
            party.words, party.goals, party.needs, party.more = kept.words, kept.goals, kept.needs, kept.more
    _numbered(supervised)
    try:
        with transaction.atomic():
            Party.objects.bulk_create(parties)
    except IntegrityError:
        raise Refused(MEANWHILE) from None
    for party in parties:
        for action in NAMED:
            access.name_on(contract, person=party.person, to=action)
    notify([p.person for p in supervised], "Write what you need from supervision into your agreement.", address(contract))
    return contract


def _numbered(supervised: Sequence[Party]) -> None:
    """Which agreement of the pair, or of the member, each is part of."""
    rows = Party.objects.filter(
        Q(pair__in=[p.pair for p in supervised if p.pair]) | Q(member__in=[p.member_id for p in supervised if p.member_id])
    )
    last: dict[tuple[int | None, int | None], int] = {}
    for pair, member, number in rows.values_list("pair", "member", "number"):
        last[pair, member] = max(number or 0, last.get((pair, member), 0))
    for party in supervised:
        party.number = last.get((party.pair, party.member_id), 0) + 1


@dataclass(frozen=True, slots=True)
class Drafted:
    contracts: tuple[Contract, ...]

    @property
    def summary(self) -> dict[str, int]:
        return {"contracts": len(self.contracts)}


@governed(Action.DRAFT_CONTRACTS, on="person")
def draft_contracts(*, person: Person, by) -> Drafted:
    """An agreement for each pair that somebody is part of, or will be, and that has none. Raises ``Refused``."""
    hold(person)
    rows = Allocation.objects.live().filter(Q(supervisor=person) | Q(supervisee=person))
    return _missing(rows.exclude(finished_on__lt=timezone.localdate()))


@governed(Action.MAKE_PLAN, on="service")
def draft_all_contracts(*, service: Service, by) -> Drafted:
    """The same for every pair of a service. Raises ``Refused``."""
    rows = Allocation.objects.live().filter(recorded_in=service)
    return _missing(rows.exclude(finished_on__lt=timezone.localdate()))


def _missing(rows: QuerySet[Allocation]) -> Drafted:
    pairs = without_agreement(rows.select_related("supervisor", "supervisee").order_by("pk"))
    if not pairs:
        raise Refused("Every pair has an agreement already.")
    return Drafted(tuple(_drafted(draft_for([pair])) for pair in pairs))


@governed(Action.DRAFT_GROUP_CONTRACT, on="supervisor")
def draft_group(*, supervisor: Person, kind: str, by) -> Contract:
    """One agreement for everybody whom somebody supervises in one kind of supervision. Raises ``Refused``."""
    hold(supervisor)
    pairs = running_pairs(supervisor, kind, timezone.localdate())
    if kind not in IN_GROUPS or len(pairs) < 2:
        raise Refused("A group agreement is for two people or more whom you supervise together.")
    newest = newest_of([pair.in_place for pair in pairs])
    shared = {contract.pk: contract for contract in newest.values() if contract.group}
    open_now = [contract for contract in shared.values() if not contract.text]
    if any({party.pair for party in contract.supervisees} == {pair.in_place for pair in pairs} for contract in open_now):
        raise Refused("There is a draft for the group already. Write into that.")
    for contract in open_now:  # drafted for other members than there are now, and signed by nobody
        shared.pop(contract.pk)
        contract.delete()
    return _drafted(draft_for(pairs, before=next(iter(shared.values())) if len(shared) == 1 else None))


@governed(Action.CHANGE_SERIES, on="series")
def draft_for_series(*, series: Series, by) -> Contract:
    """One agreement for a group of supervision of supervision and whoever leads it: who has no account here, or is none of the
    group's own as among peers, signs nothing. Raises ``Refused``."""
    held = Series.objects.select_for_update(of=("self",)).select_related("facilitator").get(pk=series.pk)
    members = list(members_of(held, timezone.localdate()))
    if held.kind != SUPPORTING or not members:
        raise Refused("An agreement is for a group of supervision of supervision with somebody in it.")
    last = last_of_series(held)
    if last is not None and not last.text:
        leads = {(held.facilitator_id, None)} if held.facilitator_id else set()
        if {(party.person_id, party.member_id) for party in last.parties.all()} == leads | {
            (m.person_id, m.pk) for m in members
        }:
            raise Refused("There is a draft for the group already. Write into that.")
        last, stale = last.before, last  # drafted for others than are in it now, and signed by nobody
        stale.delete()
    return _drafted(
        _draft(held.service_id, held.kind, held.facilitator, [Party(person=m.person, member=m) for m in members], last)
    )


def _drafted(contract: Contract | None) -> Contract:
    if contract is None:
        raise Refused("No clauses are published yet. Ask whoever looks after the standards.")
    return contract


@governed(Action.WRITE_CONTRACT, on="contract")
def draft_again(*, contract: Contract, by) -> Contract:
    """The next version of an agreement that was signed, beginning with what was said before. Raises ``Refused``."""
    locked = _locked(contract)
    if not locked.text or Contract.objects.filter(before=locked).exists():
        raise Refused("There is a draft already. Write into that.")
    supervised = _standing(locked)
    return _drafted(_draft(locked.service_id, locked.kind, locked.offers.person if locked.offers else None, supervised, locked))


def _standing(contract: Contract) -> list[Party]:
    """Those supervised by an agreement for whom it goes on, as parties of a further one. Raises ``Refused`` where there is
    none."""
    today, places = timezone.localdate(), {party.pair for party in contract.parties.all() if party.pair}
    members = [party.member for party in contract.parties.all() if party.member]
    if staying := [m for m in members if (left := left_on(m)) is None or left >= today]:
        return [Party(person=member.person, member=member) for member in staying]
    offers = contract.offers
    pairs = [p for p in running_pairs(offers.person, contract.kind, today) if p.in_place in places] if offers else []
    if not pairs:
        raise Refused(OVER)
    return [Party(person=pair.supervisee, pair=pair.in_place) for pair in pairs]


@governed(Action.WRITE_CONTRACT, on="contract")
def write_needs(*, contract: Contract, words: str, needs: Iterable[str] = (), goals: str = "", by: Person) -> Contract:
    """What a supervisee needs, in their own words and from the catalogue: it comes first. Raises ``Refused``."""
    open_contract, mine = _open(contract, by)
    if mine.supervises:
        raise Refused("The supervisee writes what they need.")
    mine.words, mine.goals = require_reason(words, "Write what you need."), without_patients(goals).strip()
    mine.needs = in_order(set(needs))
    mine.save()
    asked = {need for party in (*open_contract.supervisees, mine) for need in (mine if party.pk == mine.pk else party).needs}
    if offer := open_contract.offers:
        Party.objects.filter(pk=offer.pk).update(needs=in_order(asked & set(offer.needs)))
    if all(party.words for party in open_contract.supervisees):
        _tell_who_is_next(open_contract, by)
    return open_contract


def _tell_who_is_next(contract: Contract, by: Person) -> None:
    """Once all needs are written: whoever supervises is to answer them; where nobody does, all sign."""
    if offers := contract.offers:
        words = "What is needed from you in supervision is written down. Say what you can offer."
        return notify([offers.person], words, address(contract))
    others = [party.person for party in contract.supervisees if party.person_id != by.pk]
    notify(others, "Everybody has written what they need. Read the agreement and sign it.", address(contract))


@governed(Action.WRITE_CONTRACT, on="contract")
def carry_over(*, contract: Contract, by: Person) -> Contract:
    """A supervisee brings what they wrote for their supervisor before into an agreement: only they can. Raises ``Refused``."""
    open_contract, mine = _open(contract, by)
    last = written_last(by, open_contract)
    if mine.supervises or last is None:
        raise Refused("There is nothing of yours to bring along.")
    mine.words, mine.goals, mine.needs = last.words, last.goals, last.needs
    mine.save()
    return open_contract


@governed(Action.WRITE_CONTRACT, on="contract")
def write_offers(*, contract: Contract, words: str, not_offered: Iterable[str] = (), more: str = "", by: Person) -> Contract:
    """What the supervisor can offer, which needs they cannot meet, and where else to look. Raises ``Refused``."""
    open_contract, mine = _open(contract, by)
    if not mine.supervises:
        raise Refused("The supervisor writes what they offer.")
    if not all(party.words for party in open_contract.supervisees):
        raise Refused("First everybody who is supervised writes what they need.")
    asked = {need for party in open_contract.supervisees for need in party.needs}
    mine.words, mine.more = require_reason(words, "Write what you can offer."), without_patients(more).strip()
    mine.needs = in_order(asked & set(not_offered))
    mine.save()
    people = [party.person for party in open_contract.supervisees]
    notify(people, f"{by} has answered what you need. Read the agreement and sign it.", address(open_contract))
    return open_contract


@governed(Action.SIGN_CONTRACT, on="contract")
def sign_contract(*, contract: Contract, typed: str, seen: str, by: Person) -> Signature:
    """Sign the text whose digest was ``seen``. The first signature fixes it; with all it is in force. Raises ``Refused``."""
    locked = _locked(contract)
    text, digest = text_of(locked)
    if seen != digest:
        raise Refused("The text has changed since you looked. Read it again, then sign.")
    if not locked.written:
        raise Refused("First those who are supervised write what they need, and the supervisor what they offer.")
    if not same_name(typed, str(by)):
        raise Refused(f"Type your name as it is known here: {by}.")
    _standing(locked)
    about = {"person": by, "typed": typed.strip(), "at": timezone.now(), "digest": digest}
    try:
        with transaction.atomic():
            signature = Signature.objects.create(contract=locked, **about)
    except IntegrityError:
        raise Refused("You have signed this already.") from None
    if not locked.text:
        review_on = add_months(timezone.localdate(), REVIEW_MONTHS)
        Contract.objects.filter(pk=locked.pk).update(text=text, digest=digest, review_on=review_on)
    others = [party.person for party in locked.parties.all() if party.person_id != by.pk]
    notify(others, f"{by} has signed your supervision agreement.", address(locked))
    return signature


def _locked(contract: Contract) -> Contract:
    rows = Contract.objects.select_for_update(of=("self",)).select_related("template")
    return rows.prefetch_related("parties__person", "parties__member__series", "parties__member__person").get(pk=contract.pk)


def _open(contract: Contract, by: Person) -> tuple[Contract, Party]:
    """The draft, held on to, and what ``by`` writes in it. Raises ``Refused`` where it is signed or over."""
    locked = _locked(contract)
    if locked.text:
        raise Refused(FIXED)
    _standing(locked)
    return locked, next(party for party in locked.parties.all() if party.person_id == by.pk)
