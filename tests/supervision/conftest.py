from datetime import date, time

import pytest
import time_machine

from people.models import Service
from supervision.actions import Terms, begin_series
from tests.allocations.service import found, pairs, practitioners, supervisors, who

NOON = "2026-11-25T12:00:00+00:00"
"""A Wednesday."""


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ground(db, clock):
    """Service X: supervisors S1 and S2, practitioners P1 to P3; Y has one of each."""
    found()
    supervisors("S1", "S2")
    practitioners("P1", "P2", "P3")
    pairs(*((number, "S1") for number in ("P1", "P2", "P3")))
    return who


@pytest.fixture
def weekly(ground):
    """S1 sees P1 every Monday at ten, since 2 November."""
    return series(ground("S1"), ground("P1"))


def series(led_by, *members, kind="case_management", first=date(2026, 11, 2), at=time(10), by=None, name="", **more):
    terms = Terms(**{"every": "week", "first_on": first, "starts_at": at, "minutes": 60} | more)
    service = Service.objects.get(code="X")
    return begin_series(
        facilitator=led_by, service=service, kind=kind, members=members, terms=terms, name=name, by=by or led_by
    )
