"""Many at once: of what can happen once, one happens, and everybody else is told so."""

import json

import pytest

from tests.conftest import manage
from tests.races import size

RACE = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from signing.actions import RequestedCompetency, Refused, pass_on, request_sign_off, sign_off
from competencies.models import SignOff
from signing.models import Seal, SelfRating, SignOffRequest
from governance.models import AuditEntry
from people.models import Person
from tests.races import size
from tests.world import World, person, post, take_in

MANY = size(50, 1)[0]
world = World()
take_in(people=[person("L9", "Deputy", "Test")], posts=[post("L9", "clinical_lead")])
lead, deputy = world.lead, Person.objects.get(employee_number="L9")

def all_at_once(act, count=MANY):
    gate = Barrier(count)
    def one(place):
        gate.wait()
        try:
            act(place)
            return "done"
        except Refused as refused:
            return str(refused)
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()
    with ThreadPoolExecutor(count) as pool:
        said = list(pool.map(one, range(count)))
    return {words: said.count(words) for words in sorted(set(said))}

def ask(place):
    request_sign_off(person=world.ada, framework="small", asked=[RequestedCompetency("A1", 2)], assessor=lead, by=world.ada)

asked = all_at_once(ask)
request = SignOffRequest.objects.get()
signed = all_at_once(lambda place: sign_off(request=SignOffRequest.objects.get(pk=request.pk), level=1 + place % 4, by=lead))
request_sign_off(person=world.ada, framework="small", asked=[RequestedCompetency("A2", 2)], assessor=lead, by=world.ada)
second = SignOffRequest.objects.get(competency="A2")

def sign_or_pass(place):
    asked = SignOffRequest.objects.get(pk=second.pk)
    sign_off(request=asked, level=2, by=lead) if place % 2 else pass_on(request=asked, to=deputy, by=lead)

def quietly(place):
    from django.core.exceptions import PermissionDenied
    try:
        sign_or_pass(place)
    except PermissionDenied:
        raise Refused("not theirs any more")

either = all_at_once(quietly, 20)
for one, other in ((lead, deputy), (deputy, lead)):
    request_sign_off(person=one, framework="small", asked=[RequestedCompetency("A1", 2)], assessor=other, by=one)

def each_other(place):
    mine = SignOffRequest.objects.get(assessor=(lead, deputy)[place], person=(deputy, lead)[place])
    sign_off(request=mine, level=2, by=(lead, deputy)[place])

each_other = all_at_once(each_other, 2)
print(json.dumps({
    "each_other": each_other.get("done"),
    "asked": asked, "signed": signed, "either": either["done"],
    "sign_offs": SignOff.objects.filter(competency="A1", person=world.ada).count(),
    "seals": Seal.objects.filter(sign_off__competency="A1", sign_off__person=world.ada).count(),
    "second": sorted(set(SignOffRequest.objects.filter(pk=second.pk).values_list("state", "assessor__employee_number"))),
    "entries": AuditEntry.objects.filter(action="answer_request").count(),
}))
"""
ANSWERED = "This has been answered already. Nothing was changed."
WAITS = "You have already asked for Title A1 (A1). Wait for the answer, or send a reminder."


@pytest.mark.race
def test_many_at_once_have_one_effect(a_database):
    others = size(50, 1)[0] - 1
    found = json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout)
    assert found["asked"] == {"done": 1, WAITS: others}
    assert found["signed"] == {"done": 1, ANSWERED: others}
    assert (found["sign_offs"], found["seals"], found["either"]) == (1, 1, 1)
    assert found["second"] in ([["signed", "L1"]], [["waiting", "L9"]])
    assert found["each_other"] == 1
    assert found["entries"] == 2 + (found["second"] == [["signed", "L1"]])
    assert manage(a_database, "verify_audit").returncode == 0
    assert manage(a_database, "rebuild_timelines", "--check").returncode == 0
