import uuid

import pytest
import time_machine

from tests.world import take_in

from .rows import GROUND
from .running import Manage

NOON = "2026-11-22T12:00:00+00:00"


@pytest.fixture
def clock():
    """It is noon on 22 November 2026, until ``clock.move_to(…)`` or ``clock.shift(…)``."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def manage(engine, empty):
    """Management commands on a database that this file of tests has for itself, on 22 November 2026."""
    name = f"sg_own_{uuid.uuid4().hex[:12]}"
    engine.copy(empty, name)
    with Manage(engine.address(name), NOON) as answering:
        yield answering
    engine.drop(name)


@pytest.fixture
def ground(clock, world):
    """The world, with a course and a team on either side."""
    take_in(**GROUND)
    return world
