"""A supervisor who stops leaves one line and one plan, from the moment it is known until everybody has somebody."""

import re
from datetime import date

import pytest
from django.urls import reverse

from allocations.actions import PlanLine, approve_plan, decide_absence, end_allocation
from allocations.models import Allocation
from governance.facts import recording
from people.desk import waiting_for
from people.models import Absence, Post, Service
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.supervision.conftest import clock  # noqa: F401
from tests.world import person, post, take_in

TODAY, MONDAY = date(2026, 11, 25), date(2026, 11, 30)


@pytest.fixture
def service(db, clock) -> Service:  # noqa: F811
    found()
    supervisors("S1", "S2", minutes=300)
    practitioners("P1", "P2", "P3", "P4")
    pairs(("P1", "S1"), ("P2", "S1"), ("P3", "S1"), ("P4", "S2"))
    return Service.objects.get(code="X")


def away(person: str, on: date, keeps: bool = False, until: date | None = None):
    return decide_absence(supervisor=who(person), keeps=keeps, started_on=on, finished_on=until, by=who("L1"))


def pages(as_person) -> dict[str, str]:
    """What a lead reads on the desk, the overview and the page of allocations."""
    addresses = {
        "desk": reverse("my:waiting"),
        "overview": reverse("oversight:desk", args=["X"]),
        "page": reverse("allocations:service", args=["X"]),
    }
    return {name: as_person(who("L1")).get(address).content.decode() for name, address in addresses.items()}


def test_away_from_a_later_day_is_one_line_and_one_plan_at_once_everywhere(service, as_person):
    away("S1", MONDAY)
    words = "Sue S1 is away from Monday 30 November 2026: plan for 3 people (case management supervision)"
    for name, page in pages(as_person).items():
        assert page.count(words) == 1, name
        href = re.search(rf'href="([^"]+)">(?:<strong>)?{re.escape(words)}', page).group(1).replace("&amp;", "&")
    plan = as_person(who("L1")).get(href).content.decode()
    assert "If <strong>Sue S1</strong> stops supervising on 30 November 2026" in plan
    assert "Sue S1 stops supervising: 3 people" in plan
    assert all(f"<strong>Pat {n}</strong>" in plan for n in ("P1", "P2", "P3"))


def test_away_today_is_one_line_and_not_three_single_choices(service, as_person):
    away("S1", TODAY)
    for name, page in pages(as_person).items():
        assert page.count("Sue S1 is away: plan for 3 people (case management supervision)") == 1, name
        assert "had no supervisor for 1 day" not in page and "Pat P1</a>" not in page, name


def test_one_person_alone_is_a_single_choice(service, as_person):
    away("S2", TODAY)
    assert "Pat P4 has had no supervisor for 1 day" in pages(as_person)["overview"]


@pytest.mark.parametrize("keeps", [True, False])
def test_who_keeps_their_supervisees_leaves_nothing_to_plan(service, as_person, keeps):
    away("S1", MONDAY, keeps=keeps)
    assert all(("Sue S1 is away from Monday" in page) is not keeps for page in pages(as_person).values())


def test_the_message_leads_to_the_plan(service, as_person):
    sent = {"away-started_on": "30/11/2026", "away-finished_on": "", "away-keeps": "no", "away": "1"}
    page = reverse("allocations:supervisor", args=[who("S1").public_id])
    said = as_person(who("L1")).post(page, sent, follow=True).content.decode()
    assert "Sue S1&#x27;s absence from 30 November 2026 saved." in said or "Sue S1&#39;s absence" in said
    plan = f"{reverse('allocations:plan', args=['X'])}?kind=case_management&amp;without={who('S1').public_id}&amp;on=2026-11-30"
    assert f'<a class="nhsuk-link" href="{plan}">Plan for 3 people (case management supervision)</a>' in said


def test_whoever_a_plan_did_not_place_is_listed_from_now(service, as_person):
    away("S1", MONDAY)
    standing = {row.supervisee.employee_number: row.pk for row in Allocation.objects.live().filter(supervisor=who("S1"))}
    lines = [PlanLine(who(n), who("S2"), "supervisor_away", standing[n]) for n in ("P1", "P2")]
    lines.append(PlanLine(who("P3"), who("S2"), "supervisor_away", None))  # another change has overtaken this one
    done = approve_plan(service=service, kind="case_management", on=MONDAY, lines=lines, by=who("L1"))
    assert (len(done.placed), len(done.refused)) == (2, 1)
    words = "Sue S1 is away from Monday 30 November 2026: plan for 1 person (case management supervision)"
    assert all(words in page for page in pages(as_person).values())


def test_a_pair_that_ends_with_nobody_after_it_is_listed_from_now(service, as_person):
    pair = Allocation.objects.live().get(supervisee=who("P4"))
    end_allocation(pair=pair, on=date(2026, 11, 29), reason="balance", by=who("L1"))
    words = "Pat P4 has no case management supervisor from 30 November 2026"
    assert all(words in page for page in pages(as_person).values())
    Line_ = PlanLine(who("P4"), who("S1"), "no_supervisor", None)
    approve_plan(service=service, kind="case_management", on=MONDAY, lines=[Line_], by=who("L1"))
    assert not any(words in page for page in pages(as_person).values())


def test_who_leaves_themselves_needs_nobody_after(service, as_person):
    last = date(2026, 11, 29)
    with recording(by=who("L1")) as book:
        book.amend(Post.objects.live().get(person=who("P4")), because="Leaves.", finished_on=last)
    end_allocation(pair=Allocation.objects.live().get(supervisee=who("P4")), on=last, reason="supervisee_leaves", by=who("L1"))
    assert not any("Pat P4 has no supervisor from" in page for page in pages(as_person).values())


def test_another_service_reads_nothing_of_it(service, as_person):
    away("S1", MONDAY)
    assert not [line for line in waiting_for(who("L2"), TODAY) if "Sue S1" in line.text]


def test_an_absence_about_which_nothing_is_decided_is_still_asked_about(service, as_person):
    with recording(by=who("L1")) as book:
        book.record([Absence(person=who("S1"), kind="sickness", started_on=TODAY, finished_on=None)])
    assert "Sue S1 is away with no end date: decide who supervises their supervisees" in pages(as_person)["page"]


def test_after_approval_for_a_later_day_the_list_and_the_loads_say_from_when(service, as_person):
    standing = Allocation.objects.live().get(supervisee=who("P1"))
    lines = [PlanLine(who("P1"), who("S2"), "supervisor_stops", standing.pk)]
    approve_plan(service=service, kind="case_management", on=MONDAY, lines=lines, by=who("L1"))
    end_allocation(pair=Allocation.objects.live().get(supervisee=who("P4")), on=MONDAY, reason="balance", by=who("L1"))
    said = pages(as_person)
    assert "until 29 November 2026, then Sue S2" in said["page"]
    assert "until 30 November 2026, then no supervisor" in said["page"]
    assert "60 of 300 minutes a week, 120 from 30 November 2026, 60 from 1 December 2026 (1 person)" in said["page"]
    assert (
        "<span>240 minutes</span><span>180 from 30 November 2026</span><span>240 from 1 December 2026</span>"
        in said["overview"]
    )


def test_a_supervisor_of_another_service_is_told_by_name_to_nobody_here(service, as_person):
    take_in(
        people=[person("T1", "There", "Taker")],
        posts=[post("T1", "senior_pwp", service="Y"), post("P1", "pwp", service="Y", assignment_number="P1-y")],
        approvals=[{"employee_number": "T1", "kind": "panel", "approved_on": "2024-01-01", "approved_by": "L2"}],
        capacity=[{"supervisor": "T1", "kind": "clinical_skills", "minutes_per_week": "300", "started_on": "2020-01-01"}],
        allocations=[{"supervisee": "P1", "supervisor": "T1", "kind": "clinical_skills", "started_on": "2026-01-05"}],
    )
    decide_absence(supervisor=who("T1"), keeps=False, started_on=MONDAY, finished_on=None, by=who("L2"))
    assert not any("Taker" in page for page in pages(as_person).values())
    assert any("There Taker is away from Monday" in line.text for line in waiting_for(who("L2"), TODAY))


def test_who_has_left_by_then_themselves_is_not_planned_for(service, as_person):
    with recording(by=who("L1")) as book:
        book.amend(Post.objects.live().get(person=who("P1")), because="Leaves.", finished_on=date(2026, 11, 27))
    away("S1", MONDAY)
    assert "Sue S1 is away from Monday 30 November 2026: plan for 2 people" in pages(as_person)["page"]
