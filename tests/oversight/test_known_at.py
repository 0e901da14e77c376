"""As it was known on a day: the instant reaches every table of dated facts that an answer reads."""

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allocations.history import supervised_on
from governance.facts import recording
from governance.models import Fact
from oversight.anyday import on_a_day
from people.models import Service, WorkingDays
from supervision.actions import SessionRecord, confirm, dispute, record_another
from supervision.models import Session
from tests.supervision.conftest import clock, ground  # noqa: F401
from tests.world import take_in

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)
FACTS = {model._meta.db_table for model in apps.get_models() if issubclass(model, Fact)}
SAID = re.compile(r'(?:FROM|JOIN) "(\w+)"(?: (?:"?(\w+)"?))?')
NO_ALIAS = {"INNER", "LEFT", "WHERE", "ON", "GROUP", "ORDER", "LIMIT", "UNION"}


def asked_of(answer) -> dict[str, str]:
    """Each table of facts that an answer reads, with a statement in which the instant does not reach it, empty where there is
    none."""
    with CaptureQueriesContext(connection) as captured:
        answer()
    found: dict[str, str] = {}
    for statement in (query["sql"] for query in captured.captured_queries):
        for table in {table for table, _ in SAID.findall(statement) if table in FACTS}:
            found[table] = found.get(table, "") or ("" if _reached(table, statement) else statement)
    return found


WITH = {"supervision_session": "supervision_attendance"}
"""An attendance begins and ends with its session: where the instant reaches the one, it has reached the other."""


def _reached(table: str, statement: str) -> bool:
    """A table that is joined may be narrowed by a query of its own in the same statement."""
    if table in WITH and _reached(WITH[table], statement):
        return True
    aliases = {alias for name, alias in SAID.findall(statement) if name == table and alias and alias not in NO_ALIAS}
    return any(f'{name}."recorded_at" <=' in statement for name in (f'"{table}"', *aliases, *(f'"{one}"' for one in aliases)))


@pytest.fixture
def told(ground):  # noqa: F811
    """Something in every table that an answer about a supervisee can read."""
    take_in(
        absences=[{"employee_number": "P1", "kind": "study", "started_on": "2026-11-09", "finished_on": "2026-11-10"}],
        qualifications=[{"employee_number": "S1", "qualification": "li_training", "awarded_on": "2021-01-01"}],
    )
    with recording(by=ground("L1")) as book:
        book.record([WorkingDays(person=ground("P1"), days="12345", started_on=date(2025, 1, 1))])
    for on in (date(2026, 11, 10), date(2026, 11, 17)):
        record = SessionRecord(held_on=on, minutes=60, attendees=(ground("P1"),))
        record_another(facilitator=ground("S1"), kind="case_management", record=record, by=ground("S1"))
    first, second = Session.objects.live().order_by("held_on")
    confirm(session=first, by=ground("P1"))
    dispute(session=second, held_on=second.held_on, minutes=20, words="Short.", by=ground("P1"))
    return ground


def test_it_reaches_every_table_of_facts_that_an_answer_reads(told):
    known, here = timezone.now(), Service.objects.get(code="X")
    for read in (
        asked_of(lambda: on_a_day(told("P1"), ON, "approved", known)),
        asked_of(lambda: on_a_day(told("S1"), ON, "approved", known, within={here.pk})),
        asked_of(lambda: supervised_on(here, "case_management", ON, "approved", known)),
    ):
        assert not any(read.values()), "\n".join(filter(None, read.values()))
    of_a_day = asked_of(lambda: on_a_day(told("P1"), ON, "approved", known))
    assert {
        "people_post",
        "people_absence",
        "people_workingdays",
        "allocations_allocation",
        "supervision_session",
        "supervision_attendance",
        "supervision_response",
        "competencies_signoff",
        "competencies_approval",
        "training_completion",
        "training_qualification",
    } <= of_a_day.keys()


@pytest.mark.parametrize("days", ["1", "12", "45"])
def test_working_days_that_came_to_be_known_later_change_no_older_answer(told, clock, days):  # noqa: F811
    known = timezone.now()
    before = [(one.dose.kind, one.expected) for one in on_a_day(told("P1"), ON, "approved", known).doses]
    clock.shift(timedelta(hours=1))
    with recording(by=told("L1")) as book:
        book.begin_anew(
            WorkingDays.objects.filter(person=told("P1")),
            WorkingDays(person=told("P1"), days=days, started_on=date(2025, 1, 1)),
            because="Part-time.",
        )
    after = [(one.dose.kind, one.expected) for one in on_a_day(told("P1"), ON, "approved", known).doses]
    assert after == before
