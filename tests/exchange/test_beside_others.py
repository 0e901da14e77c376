"""An import that takes long lets others write until it saves, and saves nothing that has been overtaken; on either engine."""

import json

from tests.conftest import manage

BESIDE = """
import json, threading
from datetime import date

from django.db import connection

from exchange.actions import import_everything
from governance.access import CONSOLE
from governance.progress import listening
from people.models import Absence, Post
from tests.world import World, as_csv, person, post, take_in

world = World()
take_in(absences=[{"employee_number": "A1", "kind": "sickness", "started_on": "2025-03-01"}])
FILES = {
    "people.csv": as_csv([person("B1", "Bo", "New")]),
    "posts.csv": as_csv([post("B1", "pwp", "2024-01-01", line_manager="L1")]),
    "absences.csv": as_csv([
        {"employee_number": "A1", "kind": "sickness", "started_on": "2025-03-01", "finished_on": "2025-03-09"},
        {"employee_number": "B1", "kind": "sickness", "started_on": "2025-04-01"},
    ]),
    "courses.csv": as_csv([{"course_code": "ONE", "title": "One day", "provider": "A university", "days": "1"}]),
}

def beside(act):
    \"\"\"What another connection does, and whether it could at once.\"\"\"
    done = threading.Event()
    def go():
        try:
            act()
            done.set()
        finally:
            connection.close()
    threading.Thread(target=go).start()
    return done.wait(10)

def importing(act, times):
    \"\"\"An import, and what others do while its last file is read, so many times: could they at once, how often was it
    read, and the counts.\"\"\"
    at_once, read = [], 0
    def listen(words, done, of):
        nonlocal read
        if words == "Reading courses.csv" and not done:
            read += 1
            if read <= times:
                at_once.append(beside(lambda: act(read)))
    with listening(listen):
        report = import_everything(contents=FILES, by=CONSOLE)
    return [at_once, read, {name: [c.created, c.updated, c.unchanged] for name, c in report.files.items()}]

def something_else(time):
    take_in(absences=[{"employee_number": "C1", "kind": "parental", "started_on": f"2025-05-{time:02}"}])

def the_same(time):
    days = {"started_on": "2025-03-01", "finished_on": f"2025-03-{time + 1:02}"}
    take_in(absences=[{"employee_number": "A1", "kind": "sickness", **days}])

said = [importing(something_else, 1)]
take_in(absences=[{"employee_number": "A1", "kind": "sickness", "started_on": "2025-03-01", "finished_on": ""}])
said.append(importing(the_same, 3))
held = Absence.objects.live().get(person=world.ada, started_on=date(2025, 3, 1))
new = Post.objects.live().get(person__employee_number="B1")
rows = Absence.objects.filter(person=world.ada, started_on=date(2025, 3, 1)).order_by("pk")
said += [
    str(held.finished_on),
    [str(row.finished_on) for row in rows],
    rows.filter(voided_at=None).count(),
    [str(new.person), str(new.line_manager), new.recorded_in.code],
    Absence.objects.get(person=new.person).recorded_in.code,
]
print(json.dumps(said))
"""


def test_others_write_while_an_import_is_worked_out_and_nothing_that_was_overtaken_is_saved(a_database):
    done = json.loads(manage(a_database, "shell", "--no-imports", "-c", BESIDE).stdout.splitlines()[-1])
    beside, overtaken, ends_on, all_ends, live, new, new_absence = done
    assert beside == [
        [True],
        1,
        {"people.csv": [1, 0, 0], "posts.csv": [1, 0, 0], "absences.csv": [1, 1, 0], "courses.csv": [1, 0, 0]},
    ]
    assert overtaken == [
        [True, True, True],
        4,
        {"people.csv": [0, 0, 1], "posts.csv": [0, 0, 1], "absences.csv": [0, 1, 1], "courses.csv": [0, 0, 1]},
    ]
    assert (ends_on, live) == ("2025-03-09", 1)
    assert all_ends == ["None", "2025-03-09", "None", "2025-03-02", "2025-03-03", "2025-03-04", "2025-03-09"]
    assert (new, new_absence) == (["Bo New", "Lead Test", "HERE"], "HERE")
    assert manage(a_database, "rebuild_timelines", "--check").returncode == 0
    assert manage(a_database, "verify_audit").returncode == 0
