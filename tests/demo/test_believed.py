"""The demo as somebody reads it who wants to know whether it is true."""

import json

import pytest

from tests.conftest import manage

ASK = """
import json
from collections import Counter
from datetime import timedelta
from django.utils import timezone
from allocations.agreements import in_force
from allocations.models import Allocation
from competencies.models import TimelineRun
from governance.audit import faults
from governance.models import AuditEntry
from oversight.position import position
from oversight.queries.facts import gathered
from people.models import Person, Service
from people.models.conditions import covering
from people.rules.period import add_months
from people.rules.working_days import is_working_day
from supervision.models import Series, Session

today, service = timezone.localdate(), Service.objects.get(code="NORTHMOOR")
sessions = list(Session.objects.live())
days = [(timezone.localdate(s.recorded_at) - s.held_on).days for s in sessions]
log = list(AuditEntry.objects.order_by("number"))
facts = gathered(service, "seed-starter", add_months(today, -26), today)
shown = {one.indicator.code: (one.value, one.figure.percent) for one in position(facts, today, with_trend=False)}
covered = []
for weeks in range(4, 104, 4):
    on = today - timedelta(weeks=weeks)
    pairs = list(Allocation.objects.live().filter(covering(on), recorded_in=service, started_on__lt=on - timedelta(days=7)))
    covered.append((len(pairs), len(in_force({pair.in_place for pair in pairs}, on))))
lapses = TimelineRun.objects.filter(standard="seed-starter", state="eligible", finished_on__gte=today)
lapses = lapses.filter(person__posts__service=service).values_list("person", "finished_on").distinct()
led = set(Series.objects.filter(kind="case_management", last_on=None).values_list("members__person", flat=True))
unplanned = Allocation.objects.live().filter(covering(today), recorded_in=service).exclude(supervisee__in=led)
print(json.dumps({
    "late": sum(d > 7 for d in days), "before": sum(d < 0 for d in days),
    "years": (today - min(s.held_on for s in sessions)).days,
    "holidays": sum(not is_working_day(s.held_on) for s in sessions),
    "faults": list(faults(log)), "back": sum(a.at > b.at for a, b in zip(log, log[1:])),
    "ahead": log[-1].at > timezone.now(), "shown": shown, "covered": covered,
    "lapses": max(Counter(on.isoformat() for _, on in lapses).values()),
    "unplanned": [str(pair.supervisee) for pair in unplanned],
    "doctor": list(Person.objects.filter(last_name__endswith="Solberg").values_list("first_name", "last_name")),
}))
"""


@pytest.fixture(scope="module")
def told(the_demo) -> dict:
    return json.loads(manage(the_demo, "shell", "--no-imports", "-v0", "-c", ASK).stdout)


def test_one_session_was_entered_late_and_it_is_a_story(told):
    assert (told["late"], told["before"]) == (1, 0)


def test_three_years_of_sessions_of_which_none_was_on_a_bank_holiday(told):
    assert told["years"] > 1000 and told["holidays"] == 0


def test_the_log_is_whole_and_tells_things_in_the_order_in_which_they_were_done(told):
    assert (told["faults"], told["back"], told["ahead"]) == ([], 0, False)


def test_every_indicator_counts_something(told):
    assert [code for code, (value, _) in told["shown"].items() if value == "Nothing to count"] == []


@pytest.mark.parametrize("code", ["I2", "I3", "I4", "I6", "I7", "I8", "I10"])
def test_what_is_kept_up_is_neither_perfect_nor_neglected(told, code):
    percent = told["shown"][code][1]
    assert percent in range(70, 97)


def test_nearly_every_pair_had_an_agreement_on_any_day_of_two_years(told):
    assert all(pairs > 0 and agreed >= pairs - 1 for pairs, agreed in told["covered"])


def test_supervisors_lapse_on_different_days(told):
    assert told["lapses"] <= 2


def test_everybody_with_a_supervisor_has_a_next_session(told):
    assert told["unplanned"] == []


def test_a_title_is_no_first_name(told):
    assert told["doctor"] == [["Ingrid", "Solberg"]]
