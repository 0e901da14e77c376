"""Telling, once a day, what waits about supervision: so that nothing ends, or stays undone, unnoticed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from competencies.queries import principal
from governance.actions import governed
from governance.policy import Action, Role
from people.labels import on_day
from people.models import Person, Service
from people.notices import Told, tell_once
from people.queries import holding

from .. import labels
from ..agreements import address, standings, with_parties
from ..models import Contract
from ..queries import CurrentPair, situation
from ..rules.contract import REMIND_DAYS, Stage

Said = tuple[Iterable[Person], str, str]


@governed(Action.TELL_WHAT_WAITS)
def tell_what_waits(*, on: date, by) -> Told:
    """Leads and supervisees of pairs that are no longer valid, leads of what is to be decided again, and parties of agreements
    that are late or to be reviewed.

    Saying it again tells nobody twice.
    """
    return tell_once([*_of_pairs(on), *_of_agreements(on)])


def _of_pairs(on: date) -> Iterable[Said]:
    for service in Service.objects.all():
        leads, page = holding(Role.LEAD, [service.pk], on), f"/allocations/{service.code}/"
        for kind in labels.KINDS if leads else ():
            for pair in situation(service, kind, on, principal()).pairs.values():
                if words := _of_pair(pair, on):
                    yield leads, f"{pair.row.supervisee} with {pair.row.supervisor}: {words}", f"{page}?kind={kind}"
                if pair.why:
                    since = f" since {on_day(pair.since)}" if pair.since else ""
                    about = (
                        f"{pair.row.supervisor}: {labels.WHY_NOT[pair.why].lower()}{since}. Your lead "
                        "needs to find you another supervisor."
                    )
                    yield [pair.row.supervisee], about, reverse("allocations:mine")


def _of_pair(pair: CurrentPair, on: date) -> str:
    if pair.why:
        since = f", since {on_day(pair.since)}" if pair.since else ""
        return f"{labels.WHY_NOT[pair.why].lower()}{since}."
    if pair.decide_by is not None and pair.decide_by < on:
        return f"a reason against this pair did not count until {on_day(pair.decide_by)}. Decide again."
    return ""


def _of_agreements(on: date) -> Iterable[Said]:
    soon = on + timedelta(days=REMIND_DAYS)
    for agreement in standings(with_parties(Contract.objects.all()), on):
        contract = agreement.contract
        if agreement.stage is Stage.LATE:
            yield (
                agreement.unsigned,
                f"Sign your agreement of {on_day(timezone.localdate(contract.drafted_at))}: it is overdue.",
                address(contract),
            )
        elif agreement.stage in (Stage.IN_FORCE, Stage.REVIEW_DUE) and contract.review_on <= soon:
            everybody = [party.person for party in contract.parties.all()]
            yield everybody, f"Review your agreement by {on_day(contract.review_on)}.", address(contract)
