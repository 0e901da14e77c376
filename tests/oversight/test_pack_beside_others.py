"""While a pack is made others can write; what they wrote is either in all of it or in none."""

import json

from tests.conftest import manage

BESIDE = """
import json, threading
from datetime import date

from django.db import connection

from governance.models import AuditEntry
from governance.progress import listening
from oversight.actions import make_pack
from oversight.actions.packs import archive_of
from oversight.models import Pack
from people.models import Service
from tests.world import World, take_in

world = World()

def beside(number):
    done = threading.Event()
    def go():
        try:
            take_in(absences=[{"employee_number": "A1", "kind": "sickness", "started_on": f"2025-03-{number:02}"}])
            done.set()
        finally:
            connection.close()
    threading.Thread(target=go).start()
    return done.wait(10)

at_once, begun = [], 0
def listen(words, done, of):
    global begun
    if words == "Writing the PDF":
        begun += 1
        if begun <= 2:
            at_once.append(beside(begun))

asked = {"standard": "plain", "first": date(2025, 1, 1), "last": date(2025, 6, 30), "sample": 1, "seed": 1}
with listening(listen):
    pack = make_pack(service=Service.objects.get(code="HERE"), by=world.lead, **asked)
there = [file.name for file in archive_of(pack).parent.glob("*.zip")]
print(json.dumps([at_once, begun, Pack.objects.count(), there == [archive_of(pack).name]]))
"""


def test_a_pack_is_made_anew_where_others_wrote_meanwhile(a_database, tmp_path):
    said = manage(a_database, "shell", "--no-imports", "-c", BESIDE, DATA_DIR=str(tmp_path)).stdout.splitlines()[-1]
    assert json.loads(said) == [[True, True], 3, 1, True]
    assert manage(a_database, "verify_audit").returncode == 0
