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
from nhsuk.words import in_a_list
from people.locks import hold
from people.models import Person, Service
from people.notices import notify
from people.rules.names import same_name
from people.rules.period import add_months
from supervision.models import Series
from supervision.rules.words import SUPPORTING

from ..agreements import (
    AgreementStatus,
    address,
    last_of_series,
    left_on,
    members_of,
    newest_of,
    planning_address,
    renewals,
    running_pairs,
    standings,
    text_of,
    with_parties,
    without_agreement,
    written_last,
)
from ..meetings import series_of
from ..models import AgreedMeeting, Allocation, ClauseTalk, Contract, ContractTemplate, Party, Signature
from ..rules.contract import REVIEW_MONTHS
from ..rules.meeting import Upkeep
from ..rules.needs import in_order
from ..rules.policy import IN_GROUPS

NAMED = (Action.VIEW_CONTRACT, Action.WRITE_CONTRACT, Action.SIGN_CONTRACT)
FIXED = "This agreement is signed and cannot be changed. Create a new version."
MEANWHILE = "This agreement was created a moment ago. Open it and write your part there."
DRAFTED = "There is a draft already. Write your part there."
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
    if before:
        _carry_on(contract, before)
    _tell_of_draft(contract, supervised, parties)
    return contract


def _carry_on(contract: Contract, before: Contract) -> None:
    """What was added to the clauses, and when the parties meet where nothing is planned that would say so. That they talked a
    clause through is not carried on: the new version is to be talked about anew."""
    ClauseTalk.objects.bulk_create(
        ClauseTalk(contract=contract, code=talk.code, words=talk.words) for talk in before.talks.exclude(words="")
    )
    meeting = AgreedMeeting.objects.filter(contract=before).first()
    if meeting and series_of(contract, timezone.localdate()):
        AgreedMeeting.objects.create(contract=contract, on_leave=meeting.on_leave)
    elif meeting:
        meeting.pk, meeting.contract = None, contract
        meeting.save(force_insert=True)


def _tell_of_draft(contract: Contract, supervised: Sequence[Party], parties: Sequence[Party]) -> None:
    """Who is supervised and has nothing in it yet is to write their part; whose part was carried on reads what is different."""
    new, known = [p.person for p in supervised if not p.words], [p.person for p in parties if p.words]
    notify(new, f"Complete your part of the agreement with {contract.led_by or 'your group'}.", address(contract))
    notify(known, "Your agreement has a new version. Read what is different and sign it.", address(contract))


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
        raise Refused("All pairs have an agreement already.")
    return Drafted(tuple(_drafted(draft_for([pair])) for pair in pairs))


@governed(Action.DRAFT_GROUP_CONTRACT, on="supervisor")
def draft_group(*, supervisor: Person, kind: str, by) -> Contract:
    """One agreement for everybody whom somebody supervises in one kind of supervision. Raises ``Refused``."""
    hold(supervisor)
    pairs = running_pairs(supervisor, kind, timezone.localdate())
    if kind not in IN_GROUPS or len(pairs) < 2:
        raise Refused("A group agreement needs 2 people or more whom you supervise together.")
    newest = newest_of([pair.in_place for pair in pairs])
    shared = {contract.pk: contract for contract in newest.values() if contract.group}
    open_now = [contract for contract in shared.values() if not contract.text]
    if any({party.pair for party in contract.supervisees} == {pair.in_place for pair in pairs} for contract in open_now):
        raise Refused("There is a draft for the group already. Write your part there.")
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
        raise Refused("Add members to this group of supervision of supervision before you create its agreement.")
    last = last_of_series(held)
    if last is not None and not last.text:
        leads = {(held.facilitator_id, None)} if held.facilitator_id else set()
        if {(party.person_id, party.member_id) for party in last.parties.all()} == leads | {
            (m.person_id, m.pk) for m in members
        }:
            raise Refused("There is a draft for the group already. Write your part there.")
        last, stale = last.before, last  # drafted for others than are in it now, and signed by nobody
        stale.delete()
    return _drafted(
        _draft(held.service_id, held.kind, held.facilitator, [Party(person=m.person, member=m) for m in members], last)
    )


def _drafted(contract: Contract | None) -> Contract:
    if contract is None:
        raise Refused("No clauses are published yet. Ask a steward of the standards to publish them.")
    return contract


@governed(Action.WRITE_CONTRACT, on="contract")
def draft_again(*, contract: Contract, by) -> Contract:
    """The next version of an agreement that was signed, beginning with what was said before. Raises ``Refused``."""
    locked = held(contract)
    if not locked.text or Contract.objects.filter(before=locked).exists():
        raise Refused(DRAFTED)
    supervised = still_supervised(locked)
    return _drafted(_draft(locked.service_id, locked.kind, locked.offers.person if locked.offers else None, supervised, locked))


def still_supervised(contract: Contract) -> list[Party]:
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
    open_contract, mine = open_part(contract, by)
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
        names = in_a_list((str(party.person) for party in contract.supervisees), "and")
        return notify([offers.person], f"Complete your part of the agreement with {names}.", address(contract))
    others = [party.person for party in contract.supervisees if party.person_id != by.pk]
    notify(others, "All members have written what they need. Read the agreement and sign it.", address(contract))


@governed(Action.WRITE_CONTRACT, on="contract")
def carry_over(*, contract: Contract, by: Person) -> Contract:
    """A supervisee brings what they wrote for their supervisor before into an agreement: only they can. Raises ``Refused``."""
    open_contract, mine = open_part(contract, by)
    last = written_last(by, open_contract)
    if mine.supervises or last is None:
        raise Refused("You have no earlier agreement to copy from.")
    mine.words, mine.goals, mine.needs = last.words, last.goals, last.needs
    mine.save()
    return open_contract


@governed(Action.WRITE_CONTRACT, on="contract")
def write_offers(*, contract: Contract, words: str, not_offered: Iterable[str] = (), more: str = "", by: Person) -> Contract:
    """What the supervisor can offer, which needs they cannot meet, and where else to look. Raises ``Refused``."""
    open_contract, mine = open_part(contract, by)
    if not mine.supervises:
        raise Refused("The supervisor writes what they offer.")
    if not all(party.words for party in open_contract.supervisees):
        raise Refused(f"{_unwritten(open_contract)} first.")
    asked = {need for party in open_contract.supervisees for need in party.needs}
    mine.words, mine.more = require_reason(words, "Write what you can offer."), without_patients(more).strip()
    mine.needs = in_order(asked & set(not_offered))
    mine.save()
    if standing_of(open_contract).ready:
        ask_to_sign(open_contract, f"{by} has answered what you need.", by)
    return open_contract


def ask_to_sign(contract: Contract, words: str, by: Person) -> None:
    """Whoever else is a party is told that there is a text to read and to sign."""
    others = [party.person for party in contract.parties.all() if party.person_id != by.pk]
    notify(others, f"{words} Read the agreement and sign it.", address(contract))


def standing_of(contract: Contract) -> AgreementStatus:
    """Where an agreement stands now, read anew."""
    return standings(with_parties(Contract.objects.filter(pk=contract.pk)), timezone.localdate())[0]


def _unwritten(contract: Contract) -> str:
    """``Pat P1 and Pat P2 need to write their part``: who of those that are supervised has not, otherwise who supervises."""
    lacking = [party.person for party in contract.supervisees if not party.words]
    lacking = lacking or [party.person for party in contract.parties.all() if not party.words]
    return f"{in_a_list(map(str, lacking), 'and')} {'need' if len(lacking) > 1 else 'needs'} to write their part"


@governed(Action.SIGN_CONTRACT, on="contract")
def sign_contract(*, contract: Contract, typed: str, seen: str, by: Person) -> Signature:
    """Sign the text whose digest was ``seen``. The first signature fixes it; with all it is in force. Raises ``Refused``."""
    locked = held(contract)
    text, digest = text_of(locked)
    if not locked.written:
        raise Refused(f"{_unwritten(locked)} before anyone can sign.")
    if seen != digest:
        raise Refused("The text has changed since you opened it. Read it again, then sign.")
    if standing_of(locked).lacks_when:
        raise Refused("Add when and where you meet before you sign.")
    if not same_name(typed, str(by)):
        raise Refused(f"Type your name: {by}.")
    still_supervised(locked)
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
    _ask_to_plan(locked)
    return signature


def _ask_to_plan(contract: Contract) -> None:
    """Once all have signed and nothing is planned, the supervisor is asked to plan the sessions as agreed."""
    today = timezone.localdate()
    asked = renewals([standing_of(contract)], today)
    if contract.offers and asked and asked[0].what is Upkeep.PLAN:
        names = in_a_list((str(party.person) for party in contract.supervisees), "and")
        notify([contract.offers.person], f"Plan your sessions with {names}, as agreed.", planning_address(contract))


def held(contract: Contract) -> Contract:
    """The agreement, held: other writers wait until this is done."""
    rows = Contract.objects.select_for_update(of=("self",)).select_related("template", "meeting")
    return rows.prefetch_related("parties__person", "parties__member__series", "parties__member__person", "talks").get(
        pk=contract.pk
    )


def open_part(contract: Contract, by: Person) -> tuple[Contract, Party]:
    """The draft, held on to, and what ``by`` writes in it. Raises ``Refused`` where it is signed or over."""
    locked = held(contract)
    if locked.text:
        raise Refused(FIXED)
    still_supervised(locked)
    return locked, next(party for party in locked.parties.all() if party.person_id == by.pk)
