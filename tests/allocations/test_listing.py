"""The allocations of a service: a row a person, those who need something first, in pages, and to take along as filtered."""

import csv
import io
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from allocations.actions import PlanLine, approve_plan, decide_absence, end_allocation
from allocations.models import Allocation
from people.models import Service
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.supervision.conftest import clock  # noqa: F401
from tests.world import in_one_line, person, post, take_in

MONDAY = date(2026, 11, 30)


@pytest.fixture
def service(db, clock) -> Service:  # noqa: F811
    found()
    supervisors("S1", "S2", minutes=300)
    supervisors("S3", minutes=60, until="2026-11-01")
    practitioners("P1", "P2", "P3", "P4")
    practitioners("P5", "P6", team="T2")
    pairs(("P1", "S1"), ("P2", "S1"), ("P3", "S1"), ("P4", "S2"), ("P5", "S2"), ("P6", "S2"))
    return Service.objects.get(code="X")


def address(name: str = "service") -> str:
    return reverse(f"allocations:{name}", args=["X"])


def rows(said: str) -> list[list[str]]:
    table = BeautifulSoup(said, "html.parser").select_one("div.sg-register table")
    cells = [[list(cell.select("span"))[1:] for cell in row.select("th, td")] for row in table.select("tbody tr")]
    return [["; ".join(dict.fromkeys(t for part in cell for t in part.stripped_strings)) for cell in row] for row in cells]


def decide(pair: str, on: date, supervisor: str) -> None:
    standing = Allocation.objects.live().get(supervisee=who(pair))
    line = PlanLine(who(pair), who(supervisor), "balance", standing.pk)
    x = Service.objects.get(code="X")
    approve_plan(service=x, kind="case_management", on=on, lines=[line], by=who("L1"))


def test_who_needs_something_stands_first_and_what_comes_next_is_said(service, as_person):
    practitioners("P0")
    decide("P3", MONDAY, "S2")
    end_allocation(pair=Allocation.objects.live().get(supervisee=who("P4")), on=MONDAY, reason="balance", by=who("L1"))
    said = as_person(who("L1")).get(address()).content.decode()
    assert [(row[0], row[1].split("; ")[-1], row[2]) for row in rows(said)] == [
        ("Pat P0", "", "No supervisor"),
        ("Pat P4", "until 30 November 2026, then no supervisor", "Ending"),
        ("Pat P3", "until 29 November 2026, then Sue S2", "Changing"),
        ("Pat P1", "since 6 January 2025", "Current"),
        ("Pat P2", "since 6 January 2025", "Current"),
        ("Pat P5", "since 6 January 2025", "Current"),
        ("Pat P6", "since 6 January 2025", "Current"),
    ]
    assert "1 person has no case management supervisor" in said


def test_whose_supervisor_is_away_soon_stands_before_the_others(service, as_person):
    decide_absence(supervisor=who("S1"), keeps=False, started_on=MONDAY, finished_on=None, by=who("L1"))
    listed = rows(as_person(who("L1")).get(address()).content.decode())
    assert [row[0] for row in listed[:3]] == ["Pat P1", "Pat P2", "Pat P3"]
    assert all(row[1].endswith("until 29 November 2026, then no supervisor") for row in listed[:3])


def test_a_page_has_25_and_says_of_how_many_and_keeps_what_is_asked(service, as_person):
    practitioners(*(f"Q{number:02}" for number in range(30)), team="T2")
    said = as_person(who("L1")).get(address(), {"kind": "case_management", "team": "T2"}).content.decode()
    assert len(rows(said)) == 25 and "1 to 25 of 32 people" in said
    assert 'href="?kind=case_management&amp;team=T2&amp;page=2"' in said
    assert len(rows(as_person(who("L1")).get(address(), {"team": "T2", "page": "2"}).content.decode())) == 7


def test_a_name_is_searched_for_without_standing_in_an_address(service, as_person):
    said = as_person(who("L1")).post(address(), {"name": "p4 pat"}).content.decode()
    assert [row[0] for row in rows(said)] == ["Pat P4"] and "1 person with a name like “p4 pat”" in in_one_line(said)
    assert not re.search(r'href="[^"]*p4', said)
    file = as_person(who("L1")).post(address("service_csv"), {"name": "p4 pat"}).content.decode("utf-8-sig")
    assert [row["Person"] for row in csv.DictReader(io.StringIO(file))] == ["Pat P4"]
    nobody = as_person(who("L1")).post(address(), {"name": "zz"}).content.decode()
    assert "No one matches this. Show everyone or search for another name." in nobody


def test_of_many_with_a_name_the_first_are_shown_and_the_page_says_so(service, as_person):
    practitioners(*(f"Q{number:02}" for number in range(30)))
    said = as_person(who("L1")).post(address(), {"name": "q"}).content.decode()
    assert len(rows(said)) == 25
    many = "1 to 25 of 30 people with a name like “q”. Type more of the name to see the others."
    assert many in in_one_line(said)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_list_is_taken_along_as_it_is_filtered(service, as_person, form):
    decide("P3", MONDAY, "S2")
    got = as_person(who("L1")).get(address(f"service_{form}"), {"state": "changing"})
    assert got["Content-Disposition"] == f'attachment; filename="allocations.{form}"'
    if form == "csv":
        lines = list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))
    else:
        book = load_workbook(io.BytesIO(got.content))
        lines = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert lines == [
        ["Person", "Team", "Supervisor", "Co-supervisor", "From", "To", "Then", "Minutes a week", "State"],
        ["Pat P3", "T1", "Sue S1", "", "2025-01-06", "2026-11-29", "Sue S2", "60", "Changing"],
    ]


def test_a_manager_reads_the_list_and_decides_nothing(service, as_person):
    said = as_person(who("M1")).get(address()).content.decode()
    assert len(rows(said)) == 6 and all(row[3] == "" for row in rows(said))
    assert "Plan supervision" not in said


def test_who_supervises_in_another_service_is_told_by_name_to_nobody_here(service, as_person):
    practitioners("P0")
    take_in(
        people=[person("T1", "There", "Taker")],
        posts=[post("T1", "senior_pwp", service="Y"), post("P0", "pwp", service="Y", assignment_number="P0-y")],
        approvals=[{"employee_number": "T1", "kind": "panel", "approved_on": "2024-01-01", "approved_by": "L2"}],
        allocations=[{"supervisee": "P0", "supervisor": "T1", "kind": "case_management", "started_on": "2026-01-05"}],
    )
    pages = [as_person(who("L1")).get(address(name)).content.decode() for name in ("service", "service_csv")]
    assert all("Supervisor in another service" in said and "Taker" not in said for said in pages)


@pytest.mark.parametrize("name", ["service", "service_csv", "service_xlsx"])
def test_nobody_else_reads_it(service, as_person, name):
    for number in ("P1", "S1", "L2"):
        assert as_person(who(number)).get(address(name)).status_code == 404


def test_it_costs_the_same_queries_for_one_and_for_many(service, as_person):
    lead = as_person(who("L1"))
    lead.get(address())
    with CaptureQueriesContext(connection) as few:
        lead.get(address())
    practitioners(*(f"Q{number:02}" for number in range(30)))
    supervisors(*(f"S{number}" for number in range(10, 40)))
    pairs(*((f"Q{number:02}", f"S{number + 10}") for number in range(20)))
    with CaptureQueriesContext(connection) as many:
        lead.get(address())
    assert len(many) == len(few)


def test_time_is_a_bar_a_supervisor_with_its_words_and_who_needs_a_look_first(service, as_person):
    pairs(("P3", "S3"), kind="clinical_skills", start="2025-01-06")
    said = as_person(who("L1")).get(address(), {"kind": "clinical_skills"}).content.decode()
    lines = [" ".join(line.stripped_strings) for line in BeautifulSoup(said, "html.parser").select(".sg-bars > li")]
    assert lines[0] == "Sue S3 60 of 60 minutes a week (1 person). Cannot supervise now"
    assert "Sue S1 0 of 300 minutes a week (0 people). Can supervise, no end date" in lines
