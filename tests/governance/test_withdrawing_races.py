"""Two who withdraw and correct one row at once: one effect, and the others are told so; on either engine."""

import json

from tests.conftest import manage

RACE = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

from django.db import connection, transaction

from exchange.actions import Correction, NotApplied, correct_fact, withdraw_everything, withdraw_fact
from exchange.models import PersonOnRecord
from governance.access import CONSOLE
from governance.refusal import Refused
from people.models import Absence, Person, Service
from tests.races import size
from tests.world import World, as_csv, take_in

MANY, ROUNDS = size(9, 3)
FIRST, OTHER = date(2025, 1, 1), date(2010, 1, 1)
world = World()
take_in(people=[{"employee_number": "M9", "first_name": "Second", "last_name": "Manager", "email": "m9@example.nhs.uk"}],
        posts=[{"employee_number": "M9", "assignment_number": "M9-1", "service_code": "HERE", "role": "service_manager",
                "fte": "1", "started_on": "2020-01-01"}])
managers = [world.manager, Person.objects.get(employee_number="M9")]
here, ada = Service.objects.get(code="HERE"), PersonOnRecord.objects.get(pk=world.ada.pk)
why = Correction("wrong_date", "Wrong.")

def one(number, row, gate):
    by = managers[number % 2]
    gate.wait()
    try:
        about = {"person": ada, "kind": "absences", "row": row, "service": here, "by": by, "why": why}
        if number % 3 == 0:
            withdraw_fact(**about)
        elif number % 3 == 1:
            on = OTHER + timedelta(days=MANY * (row.started_on - FIRST).days + number)
            cells = {"employee_number": "A1", "kind": "sickness", "started_on": on.isoformat()}
            correct_fact(**about, cells=cells)
        else:
            rows = [{"employee_number": "A1", "kind": "sickness", "started_on": row.started_on.isoformat()}]
            withdraw_everything(contents={"absences.csv": as_csv(rows)}, because="Wrong.", by=CONSOLE)
        return "done"
    except NotApplied as refused:
        return refused.report.rejected[0].code
    except Refused as refused:
        return str(refused)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    finally:
        connection.close()

said = []
for number in range(ROUNDS):
    on = FIRST + timedelta(days=number)
    take_in(absences=[{"employee_number": "A1", "kind": "sickness", "started_on": on.isoformat()}])
    row = Absence.objects.live().get(person=world.ada, started_on=on)
    gate = Barrier(MANY)
    with ThreadPoolExecutor(MANY) as pool:
        said.append(sorted(pool.map(lambda n: one(n, row, gate), range(MANY))))
print(json.dumps(said))
"""
MEANWHILE = "Another person changed this a moment ago. Nothing was saved. Check what it says now."


def test_one_of_many_has_an_effect(a_database):
    for said in json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout):
        assert said.count("done") == 1, said
        assert set(said) <= {"done", "not_here", MEANWHILE}, said
    assert manage(a_database, "rebuild_timelines", "--check").returncode == 0
    assert manage(a_database, "verify_audit").returncode == 0
