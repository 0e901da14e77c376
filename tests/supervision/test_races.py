"""Many at once: one record of a session, one confirmation, one set of groups."""

import json

import pytest

from tests.conftest import manage
from tests.races import size

RACE = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

from django.db import connection
from django.utils import timezone

from people.models import Service
from supervision.actions import SessionRecord, Refused, Terms, begin_series, confirm, record_session
from supervision.models import Response, Series, Session
from supervisionofsupervision.actions import GroupDecision, approve_groups
from supervisionofsupervision.models import Group
from supervisionofsupervision.planner import Wanted, plan
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.races import size

MANY = size(20, 1)[0]
found()
supervisors("S1", "S2", "S3")
practitioners("P1")
pairs(("P1", "S1"))
s1, p1, lead, here, today = who("S1"), who("P1"), who("L1"), Service.objects.get(code="X"), timezone.localdate()

def all_at_once(act):
    gate = Barrier(MANY)
    def one(place):
        gate.wait()
        try:
            act(place)
            return "done"
        except Refused as refused:
            return "refused"
        except Exception as fault:
            return f"{type(fault).__name__}: {fault}"
        finally:
            connection.close()
    with ThreadPoolExecutor(MANY) as pool:
        said = list(pool.map(one, range(MANY)))
    return {words: said.count(words) for words in sorted(set(said))}

terms = Terms("week", today - timedelta(days=7), time(10), 60, on_holiday="keep")
series = begin_series(facilitator=s1, service=here, kind="case_management", members=[p1], terms=terms, by=s1)
record = SessionRecord(held_on=today - timedelta(days=7), minutes=60, attendees=(p1,))
written = all_at_once(lambda place: record_session(
    series=Series.objects.get(pk=series.pk), slot=series.first_on, record=record, by=(s1, p1)[place % 2]))
session = Session.objects.live().get()
other = p1 if session.recorded_by_id == s1.pk else s1
confirmed = all_at_once(lambda place: confirm(session=Session.objects.get(pk=session.pk), by=other))
made = plan(here, Wanted(today + timedelta(days=7), months=2))
groups = [GroupDecision(one.leader, one.members, one.when.at, one.when.days) for one in made.groups]
approved = all_at_once(lambda place: approve_groups(service=here, wanted=made.wanted, groups=groups, by=lead))
print(json.dumps([written, confirmed, Response.objects.count(), approved, Group.objects.count()]))
"""


@pytest.mark.race
def test_what_can_happen_once_happens_once(a_database):
    many = size(20, 1)[0]
    found = json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout.splitlines()[-1])
    assert found == [{"done": 1, "refused": many - 1}, {"done": many}, 1, {"done": 1, "refused": many - 1}, 1]
