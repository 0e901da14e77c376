"""Whoever signs is in post that day: the database itself sees to it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from allocations.models import Contract, ContractTemplate, Signature
from allocations.reference import publish_starter
from competencies.models import SignOff
from governance.access import CONSOLE
from governance.facts import recording
from signing.models import Seal
from tests.world import post, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(("finish", "may"), [("2026-11-24", False), ("2026-11-25", True)])
def test_a_seal(world, finish, may):
    take_in(posts=[post("L1", "clinical_lead", finish=finish)])
    with recording(by=CONSOLE) as book:
        signed = SignOff(
            person=world.ada, framework="small", competency="A1", level=2, signed_on=date(2026, 11, 25), signed_by=world.lead
        )
        book.record([signed])
    assert added(Seal(sign_off=signed, content="{}", digest="0")) is may


@pytest.mark.parametrize(
    ("at", "may"), [(datetime(2026, 11, 24, 12, tzinfo=UTC), True), (datetime(2026, 11, 26, 12, tzinfo=UTC), False)]
)
def test_a_signature(world, at, may):
    publish_starter(by=CONSOLE)
    take_in(posts=[post("A1", finish="2026-11-25")])
    contract = Contract.objects.create(kind="case_management", template=ContractTemplate.objects.get(), drafted_at=at)
    assert added(Signature(contract=contract, person=world.ada, typed="Ada Test", at=at, digest="0")) is may


def added(row) -> bool:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return False
    return True
