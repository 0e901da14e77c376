"""The agreement of a group of supervision of supervision: written, signed and over like any other."""

from datetime import date, time

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from allocations.actions import (
    Refused,
    draft_again,
    draft_for_series,
    publish_template,
    sign_contract,
    write_needs,
    write_offers,
)
from allocations.agreements import standings, text_of, with_parties
from allocations.models import Contract
from allocations.rules.contract import Stage
from governance.access import CONSOLE
from people.models import Notice, Service
from supervision.actions import Terms, end_series, set_members
from supervisionofsupervision.actions import begin_group
from tests.allocations import service
from tests.allocations.service import who
from tests.allocations.test_contracts import DOCUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def group(db):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False):
        service.found()
        service.supervisors("S1", "S2", "S3")
        publish_template(document=DOCUMENT, by=CONSOLE)
        terms = Terms("nth_weekday", date(2026, 12, 8), time(10), 90)
        about = {"service": Service.objects.get(code="X"), "form": "group", "leader": who("L1"), "terms": terms}
        yield begin_group(members=[who("S1"), who("S2")], by=who("L1"), **about)


def again(contract: Contract) -> Contract:
    return with_parties(Contract.objects.filter(pk=contract.pk)).get()


def signed(contract: Contract) -> Contract:
    for number in ("S1", "S2"):
        write_needs(contract=contract, words=f"Time for {number}.", by=who(number))
    write_offers(contract=contract, words="A quiet room.", by=who("L1"))
    for number in ("S1", "S2", "L1"):
        sign_contract(contract=contract, typed=str(who(number)), seen=text_of(again(contract))[1], by=who(number))
    return again(contract)


def stage(contract: Contract, on: date) -> Stage:
    return standings([again(contract)], on)[0].stage


def test_written_signed_and_over_with_the_group(group):
    contract = draft_for_series(series=group.series, by=who("S1"))
    assert {p.person.employee_number: p.supervises for p in contract.parties.all()} == {"S1": False, "S2": False, "L1": True}
    signed(contract)
    assert stage(contract, date(2026, 12, 1)) is Stage.IN_FORCE
    end_series(series=group.series, last_on=date(2027, 1, 31), by=who("L1"))
    assert (stage(contract, date(2027, 1, 31)), stage(contract, date(2027, 2, 1))) == (Stage.IN_FORCE, Stage.ENDED)


def test_a_new_version_is_for_who_is_in_it_then(group):
    contract = signed(draft_for_series(series=group.series, by=who("L1")))
    set_members(series=group.series, members=[who("S1"), who("S3")], from_on=date(2026, 11, 23), by=who("L1"))
    new = draft_for_series(series=group.series, by=who("L1"))
    assert {p.person.employee_number for p in new.parties.all()} == {"S1", "S3", "L1"}
    assert (new.before, new.version) == (contract, 2)


def test_the_next_version_by_a_party(group):
    contract = signed(draft_for_series(series=group.series, by=who("S1")))
    assert draft_again(contract=contract, by=who("S2")).version == 2


def test_not_twice_and_not_by_a_stranger(group):
    draft_for_series(series=group.series, by=who("S1"))
    with pytest.raises(Refused, match="There is a draft"):
        draft_for_series(series=group.series, by=who("S2"))
    for other in ("S3", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            draft_for_series(series=group.series, by=who(other))


@pytest.mark.parametrize(("form", "outside"), [("peer", ""), ("group", "Dr Okoro")])
def test_peers_and_a_group_led_from_outside_agree_among_themselves(form, outside, as_person):
    terms = Terms("nth_weekday", date(2026, 12, 9), time(10), 90)
    about = {"service": Service.objects.get(code="X"), "form": form, "outside": outside, "terms": terms}
    made = begin_group(members=[who("S2"), who("S3")], by=who("L1"), **about)
    contract = draft_for_series(series=made.series, by=who("S2"))
    assert {p.person.employee_number: p.supervises for p in contract.parties.all()} == {"S2": False, "S3": False}
    with pytest.raises(Refused, match="S2 and Sue S3 need to write their part before anyone can sign"):
        sign_contract(contract=contract, typed=str(who("S2")), seen=text_of(again(contract))[1], by=who("S2"))
    write_needs(contract=contract, words="Time for S2.", by=who("S2"))
    assert Notice.objects.filter(text__startswith="All members have written").count() == 0
    write_needs(contract=contract, words="Time for S3.", by=who("S3"))
    assert [n.person for n in Notice.objects.filter(text__startswith="All members have written")] == [who("S2")]
    for number in ("S2", "S3"):
        sign_contract(contract=contract, typed=str(who(number)), seen=text_of(again(contract))[1], by=who(number))
    assert stage(contract, date(2026, 12, 1)) is Stage.IN_FORCE
    page = as_person(who("S2")).get(reverse("allocations:contract", args=[contract.public_id])).content.decode()
    assert ("Dr Okoro, from outside, who has no account here." in page) is bool(
        outside
    ) and "What the supervisor offers" not in page
    assert as_person(who("S3")).get(reverse("allocations:contract_pdf", args=[contract.public_id])).content[:5] == b"%PDF-"
    assert draft_again(contract=contract, by=who("S3")).version == 2


def test_its_page(group, as_person):
    address = reverse("allocations:series_agreement", args=[group.series.public_id])
    client = as_person(who("S1"))
    assert "This group has no agreement yet." in client.get(address).content.decode()
    page = client.post(address, follow=True)
    assert page.status_code == 200 and "Supervision of supervision, version 1" in page.content.decode()
    assert as_person(who("S3")).get(address).status_code == 404
