"""Two drafts of an agreement that are asked for at once are one, whoever asks: the database holds it, on either engine."""

import json

from tests.conftest import manage

RACE = """
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier


from django.db import connection

from allocations.actions import draft_all_contracts, draft_contracts, draft_group
from allocations.models import Allocation, Party
from governance.refusal import Refused
from people.models import Person, Service
from tests.races import size
from tests.allocations.service import found, pairs, practitioners, supervisors, who

MANY, ROUNDS = size(20, 4)
found()
from tests.allocations.test_clauses import DOCUMENT
from allocations.actions import publish_template
from governance.access import CONSOLE
publish_template(document=DOCUMENT, by=CONSOLE)
service = Service.objects.get(code="X")
told = []
for number in range(ROUNDS):
    led, people = f"S{number}", [f"P{number}{n}" for n in range(4)]
    supervisors(led)
    practitioners(*people)
    pairs(*((one, led) for one in people), kind="clinical_skills")
    gate = Barrier(MANY)
    ways = [
        lambda: draft_all_contracts(service=service, by=who("L1")),
        lambda: draft_contracts(person=who(led), by=who(led)),
        lambda: draft_contracts(person=who(people[0]), by=who(people[0])),
    ]

    def ask(place):
        gate.wait()
        try:
            ways[place % len(ways)]()
            return "done"
        except Refused as refused:
            return str(refused)
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        said = sorted(set(pool.map(ask, range(MANY))))
    places = [row.in_place for row in Allocation.objects.live().filter(supervisor=who(led))]
    told.append([said, sorted(Party.objects.filter(pair=place).count() for place in places)])
print(json.dumps(told))
"""
REFUSED = {
    "done",
    "All pairs have an agreement already.",
    "This agreement was created a moment ago. Open it and write your part there.",
}


def test_each_pair_has_one_agreement_whoever_asks_at_once(a_database):
    for said, agreements in json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout):
        assert set(said) <= REFUSED, said
        assert agreements == [1, 1, 1, 1]
