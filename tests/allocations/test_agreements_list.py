"""The agreements of a service: in pages, found by name, and taken along as files as they are filtered."""

import csv
import io

import openpyxl
import pytest
import time_machine
from bs4 import BeautifulSoup

from allocations.actions import draft_all_contracts, publish_template
from allocations.models import Contract
from governance.access import CONSOLE
from people.models import Service

from . import service
from .service import pairs, practitioners, supervisors, who
from .test_contracts import DOCUMENT, contract, sign, write

pytestmark = pytest.mark.django_db
LIST = "/allocations/X/agreements/list/"


@pytest.fixture(autouse=True)
def here(db):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False):
        service.found()
        publish_template(document=DOCUMENT, by=CONSOLE)
        supervisors("S1", minutes=3000)
        yield


def drafted(*numbers: str) -> None:
    practitioners(*numbers)
    pairs(*((number, "S1") for number in numbers))
    draft_all_contracts(service=Service.objects.get(code="X"), by=who("L1"))


def rows(page) -> list[list[str]]:
    soup = BeautifulSoup(page.content, "html.parser")
    for heading in soup.select(".nhsuk-table__heading"):
        heading.decompose()
    return [[c.get_text(" ", strip=True) for c in row.select("th, td")] for row in soup.select("tbody tr")]


def test_25_a_page_and_a_person_is_found_by_the_beginning_of_a_name(as_person):
    drafted(*(f"P{number:02}" for number in range(30)))
    ruth = as_person(who("L1"))
    first, second = ruth.get(LIST), ruth.get(f"{LIST}?page=2")
    assert (len(rows(first)), len(rows(second)), "1 to 25 of 30 agreements" in first.content.decode()) == (25, 5, True)
    found = ruth.post(LIST, {"name": "pat p07"})
    assert rows(found) == [["Pat P07 with Sue S1 Case management supervision", "Not agreed yet", "Being written", "Pat P07"]]
    assert len(rows(ruth.post(f"{LIST}?page=2", {"name": "sue"}))) == 25


def test_the_files_are_the_whole_list_as_filtered(as_person):
    practitioners("P1", "P2")
    one = write(contract("P1"), "P1")
    sign(one, "P1")
    contract("P2")
    ruth = as_person(who("L1"))
    lines = list(csv.reader(io.StringIO(ruth.get("/allocations/X/agreements/agreements.csv").content.decode("utf-8-sig"))))
    assert lines == [
        ["Supervisees", "Supervisor", "Supervision", "Meets", "State", "Review by", "Waiting for", "Version"],
        ["Pat P1", "Sue S1", "Case management supervision", "60 minutes every Monday at 9am, Small room", "Ready to sign",
         "23 May 2027", "Sue S1", "1"],
        ["Pat P2", "Sue S1", "Case management supervision", "Not agreed yet", "Being written", "", "Pat P2", "1"],
    ]  # fmt: skip
    written = ruth.get("/allocations/X/agreements/agreements.csv?state=writing").content.decode()
    assert ("Pat P2" in written, "Pat P1" in written) == (True, False)
    book = openpyxl.load_workbook(io.BytesIO(ruth.get("/allocations/X/agreements/agreements.xlsx").content))
    assert [[cell.value or "" for cell in row] for row in book["Agreements"].rows] == lines


@pytest.mark.parametrize("name", ["list/", "agreements.csv", "agreements.xlsx"])
def test_only_a_lead_of_the_service_has_the_list(as_person, name):
    drafted("P1")
    page = f"/allocations/X/agreements/{name}"
    answers = {number: as_person(who(number)).get(page).status_code for number in ("L1", "M1", "S1", "P1", "L2")}
    assert answers == {"L1": 200, "M1": 403, "S1": 404, "P1": 404, "L2": 404}


@pytest.mark.parametrize("many", [1, 20])
def test_its_cost_does_not_grow(as_person, many, django_assert_num_queries):
    drafted(*(f"P{number:02}" for number in range(many)))
    assert Contract.objects.count() == many
    ruth = as_person(who("L1"))
    ruth.get(LIST)
    with django_assert_num_queries(12):
        assert len(rows(ruth.get(LIST))) == many
