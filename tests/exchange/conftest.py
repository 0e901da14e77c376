import uuid
from contextlib import contextmanager

import pytest
import time_machine

from tests.world import take_in

from .example import EXAMPLE, publish_example
from .rows import GROUND
from .running import Manage

NOON = "2026-11-22T12:00:00+00:00"


@pytest.fixture
def clock():
    """It is noon on 22 November 2026, until ``clock.move_to(…)`` or ``clock.shift(…)``."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@contextmanager
def commands(engine, template):
    """Management commands on a copy of a database, on 22 November 2026."""
    name = f"sg_own_{uuid.uuid4().hex[:12]}"
    engine.copy(template, name)
    with Manage(engine.address(name), NOON) as answering:
        yield answering
    engine.drop(name)


@pytest.fixture(scope="module")
def manage(engine, empty):
    """Management commands on a database that this file of tests has for itself."""
    with commands(engine, empty) as answering:
        yield answering


@pytest.fixture
def manage_elsewhere(engine, empty):
    """Management commands on another database, for this test."""
    with commands(engine, empty) as answering:
        yield answering


@pytest.fixture(scope="module")
def example(manage):
    """The example, imported as its README says."""
    publish_example(manage)
    manage.imported = manage("import_csv", EXAMPLE / "csv")
    return manage


@pytest.fixture
def ground(clock, world):
    """The world, with a course and a team on either side."""
    take_in(**GROUND)
    return world


@pytest.fixture
def eligible(world):
    """Ada may supervise under the plain standard, since 2 January 2023."""
    signed = {"employee_number": "A1", "framework": "small", "level": "2", "signed_on": "2022-01-03", "signed_by": "L1"}
    take_in(
        sign_offs=[signed | {"competency": code} for code in ("A1", "A2")],
        qualifications=[
            {"employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-02-01"}
        ],
        allocations=[{"supervisee": "C1", "supervisor": "A1", "kind": "case_management", "started_on": "2024-01-01"}],
    )
    return world
