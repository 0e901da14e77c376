import io
import json
from datetime import date, time

import pytest
import time_machine
from django.core.management import call_command

from people.models import Service
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.world import person, post, take_in

NOON = "2026-11-25T12:00:00+00:00"
TODAY = date(2026, 11, 25)
TEN = time(10)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ground(db, clock):
    """Service X: four supervisors with a practitioner each, a lead, and no supervision of supervision; Y has a lead."""
    found()
    supervisors("S1", "S2", "S3", "S4")
    practitioners("P1", "P2", "P3", "P4")
    pairs(*((f"P{n}", f"S{n}") for n in range(1, 5)))
    return who


@pytest.fixture
def here(ground) -> Service:
    return Service.objects.get(code="X")


def planned(*words: str, start: str = "2026-12-01") -> dict:
    out = io.StringIO()
    try:
        call_command("plan_supervision_groups", "--service", "X", "--from", start, *words, "--format", "json", stdout=out)
    except SystemExit as left:
        assert left.code == 1
    return json.loads(out.getvalue())


def therapist(number: str) -> None:
    take_in(people=[person(number, "Ingrid", number)], posts=[post(number, "hi_therapist", service="X")])
