"""Making and ending pairs: by the hard rules, by nobody for themselves, and never past anybody's room."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from allocations.actions import (
    PlanLine,
    Refused,
    allocate,
    approve_plan,
    decide_absence,
    end_allocation,
    keep_apart,
    no_longer_apart,
    set_job_plan,
)
from allocations.models import Allocation, Apart
from allocations.planning import choice
from allocations.queries import situation
from governance.facts import recording
from governance.models import AuditEntry
from people.models import Mail, Notice, Service
from tests.conftest import manage
from tests.races import size

from . import service
from .service import on_the_course, pairs, practitioners, supervisors, who

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def here(db):
    service.found()


def give(supervisee: str, supervisor: str, on: date = ON, by: str = "L1", **more) -> Allocation:
    given = {"kind": "case_management", "reason": "no_supervisor"} | more
    return allocate(supervisee=who(supervisee), supervisor=who(supervisor), started_on=on, by=who(by), **given)


def refusal(act, *words, **given) -> str:
    before = Allocation.objects.count(), Notice.objects.count(), AuditEntry.objects.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*words, **given)
    assert (Allocation.objects.count(), Notice.objects.count(), AuditEntry.objects.count()) == before
    return str(refused.value)


def live() -> list[tuple]:
    rows = Allocation.objects.live().order_by("supervisee", "started_on")
    return [
        (r.supervisee.employee_number, r.supervisor.employee_number, r.started_on, r.finished_on, r.end_reason) for r in rows
    ]


def test_a_new_pair_ends_the_one_before_and_both_are_told(here):
    supervisors("S1", "S2")
    practitioners("P1")
    pairs(("P1", "S1"))
    made = give("P1", "S2", reason="balance", ends_the_other="balance")
    assert live() == [
        ("P1", "S1", date(2025, 1, 6), date(2026, 11, 22), "balance"),
        ("P1", "S2", ON, None, ""),
    ]
    assert (made.standard, made.minutes_per_week, made.start_reason) == ("approved", 60, "balance")
    assert {n.person.employee_number for n in Notice.objects.all()} == {"P1", "S1", "S2"}
    assert AuditEntry.objects.last().action == "allocate"


def test_hard_rules_are_overridden_by_nobody(here):
    supervisors("S1", minutes=60)
    supervisors("S2", until="2026-12-01")
    supervisors("S3", approved=False)
    practitioners("P1", "P2")
    pairs(("P2", "S1"), finish="2026-12-31")
    assert refusal(give, "P1", "S1") == "Sue S1 has no room. Choose someone else. Sue S1 is available from 1 January 2027."
    assert refusal(give, "P1", "S3") == "Sue S3 cannot supervise on that day. Choose someone else."
    assert refusal(give, "P1", "S2", date(2026, 12, 1)) == "Sue S2 cannot supervise on that day. Choose someone else."
    assert refusal(give, "S2", "S2") == "Sue S2 cannot supervise themselves. Choose someone else."
    assert refusal(give, "P2", "S2") == "Sue S1 supervises Pat P2 now. Choose why that ends."
    keep_apart(person=who("P1"), other=who("S2"), by=who("P1"))
    assert refusal(give, "P1", "S2") == "Sue S2 cannot be paired with this person. Choose someone else."


def test_another_than_the_best_is_chosen_only_with_a_reason(here):
    supervisors("S1")
    supervisors("S2", team="T2")
    practitioners("P1")
    assert refusal(give, "P1", "S2") == "Sue S1 is the first choice. Choose why it should be Sue S2."
    assert give("P1", "S2", against_advice="days").supervisor == who("S2")


def test_nobody_allocates_themselves_and_no_other_service_does(here):
    supervisors("S1")
    practitioners("P1")
    service.take_in(people=[service.person("L3", "Lead", "Too")], posts=[service.post("L3", "clinical_lead", service="X")])
    for by in ("P1", "S1", "M1", "L2"):
        with pytest.raises(PermissionDenied):
            give("P1", "S1", by=by)
    with pytest.raises(PermissionDenied):
        give("L3", "S1", by="L3")


def test_a_pair_ends_and_ends_once(here):
    supervisors("S1")
    practitioners("P1")
    made = give("P1", "S1")
    assert (
        refusal(end_allocation, pair=made, on=date(2026, 12, 31), reason="", by=who("L1"))
        == "Choose why this supervision ends."
    )
    end_allocation(pair=made, on=date(2026, 12, 31), reason="broke_down", by=who("L1"))
    assert live() == [("P1", "S1", ON, date(2026, 12, 31), "broke_down")]
    ended = Allocation.objects.live().get()
    gone = "This supervision has already ended by that day. Nothing was changed."
    assert refusal(end_allocation, pair=ended, on=date(2027, 1, 5), reason="broke_down", by=who("L1")) == gone


# The database ---------------------------------------------------------------------------------------------------------
def written(**change) -> None:
    row = {
        "supervisee": who("P1"),
        "supervisor": who("S1"),
        "kind": "case_management",
        "started_on": ON,
        "standard": "approved",
    } | change
    with transaction.atomic(), recording(by=who("L1")) as book:
        book.record([Allocation(**row)])


@pytest.mark.parametrize(
    "change",
    [
        {"started_on": date(2023, 12, 31)},
        {"started_on": date(2026, 12, 1)},
        {"standard": "another"},
        {"supervisee_id": 0},
        {"finished_on": date(2026, 11, 1)},
    ],
)
def test_the_database_refuses_a_pair_that_may_not_be(here, change):
    supervisors("S1", until="2026-12-01")
    practitioners("P1")
    if change == {"supervisee_id": 0}:
        change = {"supervisee": who("S1")}
    with pytest.raises(IntegrityError):
        written(**change)
    written()
    with pytest.raises(IntegrityError):
        written(started_on=date(2026, 11, 25))


def test_a_provisional_supervisor_only_beside_another(here):
    on_the_course("S1")
    practitioners("P1")
    supervisors("S2")
    supervisors("S3", approved=False)
    for beside in (None, who("S3"), who("S1"), who("P1")):
        with pytest.raises(IntegrityError):
            written(co_supervisor=beside)
    assert refusal(give, "P1", "S1", against_advice="development") == (
        "Sue S1 needs a co-supervisor who can supervise. Choose a co-supervisor."
    )
    made = give("P1", "S1", against_advice="development", co_supervisor=who("S2"))
    assert (made.co_supervisor, made.against_advice) == (who("S2"), "development")


def test_when_somebody_lapses_the_pair_stays_and_is_no_longer_valid(here):
    supervisors("S1")
    practitioners("P1")
    give("P1", "S1")
    row = who("S1").approvals.live().get()
    with recording(by=who("L1")) as book:
        book.amend(row, because="Withdrawn.", withdrawn_on=date(2026, 12, 1))
    x = Service.objects.get(code="X")
    valid = [
        situation(x, "case_management", on, "approved").pairs[who("P1").pk].valid
        for on in (date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert (valid, len(live())) == ([True, False], 1)


# Plans ----------------------------------------------------------------------------------------------------------------
def test_a_plan_is_made_line_by_line_and_one_entry_names_all(here):
    supervisors("S1", "S2", minutes=120)
    practitioners("P1", "P2", "P3")
    pairs(("P1", "S1"), ("P2", "S1"))
    seen = {row.supervisee.employee_number: row.pk for row in Allocation.objects.live()}
    lines = [PlanLine(who(e), who("S2"), "supervisor_stops", seen.get(e)) for e in ("P1", "P2", "P3")]
    give("P2", "S2", reason="balance", ends_the_other="balance")
    x = Service.objects.get(code="X")
    done = approve_plan(service=x, kind="case_management", on=ON, lines=lines, by=who("L1"))
    assert [line.supervisee.employee_number for line in done.placed] == ["P1"]
    assert [(line.supervisee.employee_number, str(why)) for line, why in done.refused] == [
        ("P2", "Their supervisor has changed since the plan was made. Work out the plan again."),
        ("P3", "Sue S2 has no room. Choose someone else."),
    ]
    assert sorted(mail.person.employee_number for mail in Mail.objects.all()) == ["P1", "P2", "S1", "S2"]
    entry = AuditEntry.objects.last()
    assert (entry.action, entry.summary) == (
        "make_plan", {"placed": [[who("P1").pk, who("S2").pk]], "refused": [who("P2").pk, who("P3").pk]})  # fmt: skip
    with pytest.raises(PermissionDenied):
        approve_plan(service=x, kind="case_management", on=ON, lines=lines, by=who("M1"))


def test_a_plan_is_approved_on_its_page_and_what_is_no_line_is_left_out(here, as_person):
    supervisors("S1")
    practitioners("P1")
    p1, s1 = str(who("P1").public_id), str(who("S1").public_id)
    lines = [
        (p1, s1, "no_supervisor", ""),
        ("x", "y", "", ""),
        ("", "", "", ""),
        (p1, "nobody", "", "1"),
        (p1, p1[::-1], "x", "0"),
    ]
    sent = {"kind": "case_management", "on": "2026-11-23", "line-TOTAL_FORMS": len(lines), "line-INITIAL_FORMS": len(lines)}
    for number, line in enumerate(lines):
        sent |= {
            f"line-{number}-{name}": cell
            for name, cell in zip(("supervisee", "supervisor", "reason", "seen"), line, strict=True)
        }
    for missing in ("line-TOTAL_FORMS", "line-INITIAL_FORMS"):
        refused = as_person(who("L1")).post(
            "/allocations/X/plan/", {name: v for name, v in sent.items() if name != missing}, follow=True
        )
        assert "There is nothing to approve." in refused.content.decode()
    assert live() == []
    assert as_person(who("L1")).post("/allocations/X/plan/", sent).status_code == 302
    assert live() == [("P1", "S1", ON, None, "")]


def test_being_kept_apart_is_taken_back_only_by_oneself(here):
    supervisors("S1")
    practitioners("P1")
    asked = keep_apart(person=who("P1"), other=who("S1"), by=who("P1"))
    assert (
        refusal(keep_apart, person=who("P1"), other=who("S1"), by=who("P1"))
        == "You have already asked not to be paired with this person."
    )
    for by in ("L1", "S1"):
        with pytest.raises(PermissionDenied):
            no_longer_apart(asked=asked, by=who(by))
        with pytest.raises(PermissionDenied):
            keep_apart(person=who("P1"), other=who("S1"), by=who(by))
    no_longer_apart(asked=asked, by=who("P1"))
    assert Apart.objects.live().count() == 0


# Days to come -----------------------------------------------------------------------------------------------------------
def test_room_is_looked_at_on_every_day_to_come(here):
    supervisors("S1", minutes=60)
    practitioners("P1", "P2")
    give("P2", "S1", date(2026, 12, 1))
    assert refusal(give, "P1", "S1").startswith("Sue S1 has no room.")
    set_job_plan(
        supervisor=who("S1"), kind="case_management", minutes=120, most=None, started_on=date(2026, 11, 1), by=who("L1")
    )
    set_job_plan(supervisor=who("S1"), kind="case_management", minutes=60, most=None, started_on=date(2027, 2, 1), by=who("L1"))
    assert refusal(give, "P1", "S1").startswith("Sue S1 has no room.")


def test_room_is_for_the_minutes_that_were_asked_for(here):
    supervisors("S1", minutes=60)
    practitioners("P1")
    assert refusal(give, "P1", "S1", minutes=61).startswith("Sue S1 has no room.")
    assert give("P1", "S1", minutes=45).minutes_per_week == 45


def test_no_circle_is_closed_by_a_pair_that_is_yet_to_begin(here):
    supervisors("S1", "S2", role="pwp")
    give("S1", "S2", date(2026, 12, 1))
    assert refusal(give, "S2", "S1") == "Sue S1 is supervised by this person. Choose someone else."


def test_a_lead_decides_only_where_they_are_lead(here):
    supervisors("S1")
    practitioners("P1")
    service.take_in(posts=[service.post("P1", "pwp", service="Y", assignment_number="P1-Y")])
    service.take_in(posts=[service.post("S1", "senior_pwp", service="Y", assignment_number="S1-Y")])
    assert choice(who("P1"), "case_management", ON, "approved", by=who("L2")).planner.here.service.code == "Y"
    assert choice(who("P1"), "case_management", ON, "approved", by=who("L1")).planner.here.service.code == "X"


def test_who_stands_beside_is_held_to_the_hard_rules_too(here):
    on_the_course("S1")
    supervisors("S2", "S3")
    practitioners("P1")
    beside = {"against_advice": "development", "co_supervisor": who("S2")}
    keep_apart(person=who("P1"), other=who("S2"), by=who("P1"))
    cannot = "Sue S2 cannot be co-supervisor for Pat P1. Choose someone else."
    assert refusal(give, "P1", "S1", **beside) == cannot
    made = give("P1", "S1", **beside | {"co_supervisor": who("S3")})
    x = Service.objects.get(code="X")
    decide_absence(supervisor=who("S3"), keeps=True, started_on=date(2026, 12, 1), finished_on=None, by=who("L1"))
    valid = [
        situation(x, "case_management", on, "approved").pairs[made.supervisee_id].valid
        for on in (date(2026, 11, 30), date(2026, 12, 1))
    ]
    assert valid == [True, False]


def test_a_rebalanced_plan_is_made_whatever_the_order_of_its_lines(here):
    supervisors("S1", "S2", minutes=60)
    practitioners("P0", "P1")
    pairs(("P1", "S1"))
    standing = Allocation.objects.live().get()
    lines = [PlanLine(who("P0"), who("S1"), "no_supervisor", None), PlanLine(who("P1"), who("S2"), "makes_room", standing.pk)]
    done = approve_plan(service=Service.objects.get(code="X"), kind="case_management", on=ON, lines=lines, by=who("L1"))
    assert ([line.supervisee.employee_number for line in done.placed], done.refused) == (["P1", "P0"], [])


CIRCLE = """
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connection

from allocations.actions import Refused, allocate
from allocations.models import Allocation
from tests.allocations import service

service.found()
service.supervisors("A", "B", "C", "D", role="pwp")
service.pairs(("B", "C"), ("D", "A"))
lead, gate = service.who("L1"), Barrier(2)

def give(two):
    gate.wait()
    try:
        allocate(supervisee=service.who(two[0]), supervisor=service.who(two[1]), kind="case_management",
                 started_on=date(2026, 11, 23), reason="no_supervisor", against_advice="wish", by=lead)
        return "done"
    except Refused as refused:
        return str(refused)
    finally:
        connection.close()

with ThreadPoolExecutor(2) as pool:
    print(json.dumps(sorted(pool.map(give, ("AB", "CD")))))
"""


def test_two_at_once_do_not_close_a_circle_between_them(a_database):
    first, second = json.loads(manage(a_database, "shell", "--no-imports", "-c", CIRCLE).stdout)
    assert (first.endswith("is supervised by this person. Choose someone else."), second) == (True, "done")


RACE = """
import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from django.db import connection

from allocations.actions import Refused, allocate
from allocations.models import Allocation
from tests.allocations import service
from tests.races import size

MANY = size(50, 1)[0]
service.found()
service.supervisors("S1", minutes=60)
numbers = [f"P{n:02}" for n in range(MANY)]
service.practitioners(*numbers)
people, lead, supervisor = [service.who(n) for n in numbers], service.who("L1"), service.who("S1")
gate = Barrier(MANY)

def give(person):
    gate.wait()
    try:
        allocate(supervisee=person, supervisor=supervisor, kind="case_management",
                 started_on=date(2026, 11, 23), reason="no_supervisor", by=lead)
        return "done"
    except Refused as refused:
        return str(refused)
    finally:
        connection.close()

with ThreadPoolExecutor(MANY) as pool:
    said = Counter(pool.map(give, people))
print(json.dumps([said, Allocation.objects.live().count()]))
"""


@pytest.mark.race
def test_of_many_at_once_for_the_last_place_one_gets_it(a_database):
    said, count = json.loads(manage(a_database, "shell", "--no-imports", "-c", RACE).stdout)
    assert (said, count) == ({"done": 1, "Sue S1 has no room. Choose someone else.": size(50, 1)[0] - 1}, 1)
