"""Choosing for one person: what is said of each, comparing, going against advice, and rules set aside for a time."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from allocations.actions import Aside, PlanLine, approve_plan, decide_absence, end_allocation, set_job_plan
from allocations.desk import decided_again
from allocations.labels import sentence
from allocations.models import Allocation, SetAside
from allocations.planning import choice
from allocations.queries import situation
from people.actions import say_working_days
from people.desk import waiting_for
from people.models import Service

from . import service
from .service import moves, on_the_course, pairs, planned, practitioners, supervisors, who
from .test_pairs import give, refusal

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        service.found()
        yield


def found(number: str = "P1", on: date = ON):
    return choice(who(number), "case_management", on, "approved", by=who("L1"))


def names(number: str = "P1", on: date = ON) -> list[str]:
    return [c.supervisor.employee_number for c in found(number, on).candidates]


def test_each_candidate_in_a_sentence():
    supervisors("S1")
    supervisors("S2", team="T2", until="2027-01-15")
    practitioners("P1", "P2")
    pairs(("P2", "S1"))
    pairs(("P1", "S2"), start="2025-01-06", finish="2026-05-03")
    for number, days in (("P1", (1, 2, 3)), ("S1", (3, 1, 5)), ("S2", (4, 5))):
        say_working_days(person=who(number), days=days, started_on=ON, by=who("L1"))
    assert [sentence(c) for c in found().candidates] == [
        "Has room: 60 → 120 of 300 minutes a week. Can supervise, no end date. In T1 at Site T1. Both work Mon, Wed.",
        "Has room: 0 → 60 of 300 minutes a week. Can supervise until 14 January 2027, within 90 days. In T2 at Site T2. "
        "Works Thu, Fri. Supervised them until 3 May 2026. Consider: another team and another site.",
    ]


def test_an_absence_about_which_nothing_is_decided_is_said_first():
    supervisors("S1")
    practitioners("P1")
    service.take_in(
        absences=[{"employee_number": "S1", "kind": "sickness", "started_on": "2026-11-01", "finished_on": "2027-05-01"}]
    )
    (only,) = found().candidates
    assert sentence(only).startswith("Away until 1 May 2027: decide who supervises their supervisees. Has room:")


def test_two_or_three_are_compared_and_no_more(as_person):
    supervisors("S1", "S2", "S3", "S4")
    practitioners("P1")
    address = reverse("allocations:choose", args=[who("P1").public_id, "case_management"])
    client = as_person(who("L1"))
    assert "Side by side" not in client.get(address, {"compare": [str(who("S1").public_id)]}).content.decode()
    page = client.get(address, {"compare": [str(who(n).public_id) for n in ("S1", "S2", "S3", "S4")]}).content.decode()
    table = page[page.index("Side by side") : page.index("</table>")]
    assert [name for name in ("Sue S1", "Sue S2", "Sue S3", "Sue S4") if name in table] == ["Sue S1", "Sue S2", "Sue S3"]


# Soft rules ------------------------------------------------------------------------------------------------------------
def test_a_soft_rule_is_set_aside_for_days_with_a_reason_and_ends_by_itself():
    supervisors("S1")
    practitioners("P1", manager="S1")
    assert refusal(give, "P1", "S1") == "Enter for how many days, and why, this should not count: their line manager."
    for wrong in (Aside(0, "wish"), Aside(366, "wish"), Aside(10, ""), Aside(10, "because")):
        assert (
            refusal(give, "P1", "S1", aside=wrong)
            == "Enter 1 to 365 days and choose why the reason against this pair should not count."
        )
    give("P1", "S1", aside=Aside(10, "nobody_else"))
    (row,) = SetAside.objects.live()
    assert (row.rule, row.reason, row.started_on, row.ends_on) == ("line_manager", "nobody_else", ON, date(2026, 12, 2))
    x = Service.objects.get(code="X")
    texts = [
        [one.text for one in decided_again(situation(x, "case_management", on, "approved"))]
        for on in (date(2026, 12, 2), date(2026, 12, 3))
    ]
    assert texts == [[], ["Pat P1 with Sue S1: decide again, a reason against this pair did not count until 2 December 2026"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        SetAside.objects.update(ends_on=date(2027, 12, 2))


def test_what_was_set_aside_is_decided_again_for_more_days_or_counts(as_person):
    supervisors("S1")
    practitioners("P1", manager="S1")
    made = give("P1", "S1", aside=Aside(10, "nobody_else"))
    x = Service.objects.get(code="X")
    with time_machine.travel("2026-12-03T09:00:00Z", tick=False):
        address = reverse("allocations:aside", args=[made.pk])
        assert as_person(who("L1")).post(address, {"days": "20", "reason": "short_time"}).status_code == 302
        assert decided_again(situation(x, "case_management", date(2026, 12, 22), "approved")) == []
        assert len(decided_again(situation(x, "case_management", date(2026, 12, 23), "approved"))) == 1
        assert as_person(who("S1")).get(address).status_code == 404


def test_a_plan_sets_aside_nothing_that_it_did_not_show():
    supervisors("S1", minutes=900)
    practitioners(*(f"Q{n}" for n in range(6)), "P1")
    pairs(*((f"Q{n}", "S1") for n in range(6)))
    line = PlanLine(who("P1"), who("S1"), "no_supervisor", None)
    approve_plan(service=Service.objects.get(code="X"), kind="case_management", on=ON, lines=[line], by=who("L1"))
    assert SetAside.objects.count() == 0


@pytest.mark.parametrize("query", ["?on=9999-12-31", "?on=0001-01-01", "?on=x"])
def test_no_day_breaks_a_page(as_person, query):
    supervisors("S1", minutes=60)
    practitioners("P1", "P2")
    pairs(("P1", "S1"), finish="9999-12-31")
    client = as_person(who("L1"))
    for address in (
        reverse("allocations:choose", args=[who("P2").public_id, "case_management"]),
        "/allocations/X/plan/",
        "/allocations/X/days/",
    ):
        assert client.get(address + query).status_code in (200, 302)


def test_people_of_another_service_are_counted_and_not_named(as_person):
    supervisors("S1")
    service.take_in(people=[service.person("Q1", "Secret", "Other")], posts=[service.post("Q1", service="Y")])
    pairs(("Q1", "S1"))
    page = as_person(who("L1")).get(reverse("allocations:supervisor", args=[who("S1").public_id])).content.decode()
    assert ("Secret" in page, "1 in other services" in page) == (False, True)


def test_what_is_set_aside_costs_nothing_in_a_plan_until_then():
    supervisors("S1")
    practitioners("P1", manager="S1")
    made = give("P1", "S1", aside=Aside(10, "nobody_else"))
    end_allocation(pair=made, on=date(2026, 11, 25), reason="balance", by=who("L1"))
    assert [planned(on=on)["totals"]["penalty"] for on in ("2026-12-02", "2026-12-03")] == [0, 3]


def test_more_people_than_the_hours_are_advised_to_have_is_a_soft_rule():
    supervisors("S1", minutes=900)
    practitioners(*(f"Q{n}" for n in range(6)), "P1")
    pairs(*((f"Q{n}", "S1") for n in range(6)))
    assert [c.soft for c in found().candidates] == [("too_many",)]
    assert refusal(give, "P1", "S1") == (
        "Enter for how many days, and why, this should not count: more than 6 people for a full-time post."
    )
    give("P1", "S1", aside=Aside(30, "short_time"))


def test_a_plan_sets_aside_what_it_goes_against():
    supervisors("S1")
    practitioners("P1", manager="S1")
    x = Service.objects.get(code="X")
    done = approve_plan(
        service=x, kind="case_management", on=ON, lines=[PlanLine(who("P1"), who("S1"), "no_supervisor", None)], by=who("L1")
    )
    (row,) = SetAside.objects.live()
    assert (len(done.placed), row.rule, row.reason, row.ends_on) == (1, "line_manager", "plan", date(2027, 2, 20))


# Beside somebody ---------------------------------------------------------------------------------------------------------
def test_who_may_only_beside_somebody_comes_last_and_never_in_a_plan(as_person):
    on_the_course("S1")
    supervisors("S2", until="2026-11-25", minutes=60)
    practitioners("P1")
    assert (names(), found().best) == (["S2", "S1"], who("S2"))
    assert moves(planned(on="2026-11-25")) == {}
    address = reverse("allocations:choose", args=[who("P1").public_id, "case_management"])
    client, chosen = as_person(who("L1")), {"supervisor": str(who("S1").public_id), "reason": "no_supervisor"}
    page = client.post(address, chosen | {"against_advice": "development"}).content.decode()
    assert "Choose a co-supervisor for Sue S1" in page
    assert (
        client.post(address, chosen | {"against_advice": "development", "co_supervisor": str(who("S2").public_id)}).status_code
        == 302
    )
    pair = Allocation.objects.live().get()
    assert (pair.supervisor, pair.co_supervisor, pair.against_advice) == (who("S1"), who("S2"), "development")
    x = Service.objects.get(code="X")
    states = [
        situation(x, "case_management", on, "approved").pairs[who("P1").pk].why
        for on in (date(2026, 11, 24), date(2026, 11, 25))
    ]
    assert states == ["", "supervisor_not_eligible"]


# Room and absence --------------------------------------------------------------------------------------------------------
def test_a_job_plan_replaces_the_one_before_from_its_day():
    supervisors("S1", minutes=60)
    practitioners("P1", "P2")
    pairs(("P2", "S1"))
    assert names() == []
    set_job_plan(supervisor=who("S1"), kind="case_management", minutes=120, most=2, started_on=date(2026, 12, 1), by=who("M1"))
    assert (names(), names(on=date(2026, 12, 1))) == ([], ["S1"])
    set_job_plan(
        supervisor=who("S1"), kind="case_management", minutes=90, most=None, started_on=date(2026, 11, 30), by=who("L1")
    )
    rows = who("S1").capacities.live().filter(kind="case_management").order_by("started_on")
    assert [(r.started_on, r.finished_on, r.minutes_per_week) for r in rows] == [
        (date(2020, 1, 1), date(2026, 11, 29), 60), (date(2026, 11, 30), None, 90),
    ]  # fmt: skip


@pytest.mark.parametrize(("keeps", "why"), [(True, ""), (False, "supervisor_away")])
def test_who_is_away_keeps_their_supervisees_or_everybody_is_reassigned(keeps, why):
    supervisors("S1", "S2")
    practitioners("P1", "P2")
    pairs(("P1", "S1"))
    decide_absence(
        supervisor=who("S1"), keeps=keeps, started_on=date(2026, 12, 1), finished_on=date(2026, 12, 31), by=who("L1")
    )
    x = Service.objects.get(code="X")
    whys = [
        situation(x, "case_management", on, "approved").pairs[who("P1").pk].why
        for on in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 1))
    ]
    assert whys == ["", why, ""]
    plan = planned(on="2026-12-01")
    assert moves(plan) == ({} if keeps else {"P1": ("S1", "S2")}) | {"P2": (None, "S2")}
    assert [(o.supervisor, o.code, o.clears_on) for o in found("P2", date(2026, 12, 1)).cannot] == [
        (who("S1"), "away", date(2027, 1, 1))
    ]


def test_a_rebalance_leaves_alone_who_is_kept_by_somebody_away():
    supervisors("S1", "S2")
    practitioners("P1", "P2")
    pairs(("P1", "S1"), ("P2", "S2"))
    decide_absence(supervisor=who("S1"), keeps=True, started_on=date(2026, 12, 1), finished_on=None, by=who("L1"))
    assert moves(planned("--rebalance", on="2026-12-01")) == {}


@pytest.mark.parametrize(("number", "status"), [("L1", 200), ("M1", 200), ("S1", 403), ("P1", 404), ("L2", 404)])
def test_who_opens_the_page_of_a_supervisor(as_person, number, status):
    supervisors("S1")
    practitioners("P1")
    assert as_person(who(number)).get(reverse("allocations:supervisor", args=[who("S1").public_id])).status_code == status


def test_job_plan_and_absence_are_decided_on_the_page_of_the_supervisor(as_person):
    supervisors("S1")
    practitioners("P1")
    pairs(("P1", "S1"))
    address, client = reverse("allocations:supervisor", args=[who("S1").public_id]), as_person(who("L1"))
    wrong = client.post(
        address, {"plan": "1", "plan-kind": "case_management", "plan-started_on": "2026-12-01"}
    ).content.decode()
    assert "Enter the minutes a week" in wrong
    assert (
        client.post(
            address, {"plan": "1", "plan-kind": "case_management", "plan-minutes": "60", "plan-started_on": "2026-12-01"}
        ).status_code
        == 302
    )
    away = {"away": "1", "away-started_on": "2026-12-01", "away-finished_on": "2026-11-01", "away-keeps": "no"}
    assert "The last day away must be the same as or after the first day away." in client.post(address, away).content.decode()
    assert client.post(address, away | {"away-finished_on": "2026-12-20"}).status_code == 302
    assert "Need another supervisor" in client.get(address).content.decode()


@pytest.mark.parametrize("people", [1, 3])
def test_the_cost_of_the_service_page_does_not_grow(as_person, people, django_assert_num_queries):
    supervisors(*(f"S{n}" for n in range(people)))
    practitioners(*(f"P{n}" for n in range(people)))
    for n in range(people):
        give(f"P{n}", f"S{n}", against_advice="wish")
    client = as_person(who("L1"))
    client.get("/allocations/X/")
    with django_assert_num_queries(28):
        client.get("/allocations/X/")


def test_a_pair_of_another_kind_whose_supervisor_stands_no_longer_is_on_the_desk_too():
    supervisors("S1", until="2026-11-20")
    practitioners("P1")
    pairs(("P1", "S1"), kind="clinical_skills")
    texts = [one.text for one in waiting_for(who("L1"), ON)]
    assert texts == [
        "1 person has no case management supervisor",
        "1 person has no clinical skills supervisor",
        "1 supervisor has no supervision of supervision",
    ]
