"""A day's list and the requests, in pages, searched and taken along; and who had no supervisor over a year."""

import csv
import io
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from allocations.actions import ask_for_change, open_history
from allocations.history import SupervisedDay, unsupervised
from allocations.models import Allocation, ChangeRequest
from competencies.rules.outcome import State
from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership, welcome
from people.models import Person, Service
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.supervision.conftest import clock  # noqa: F401
from tests.world import in_one_line

TODAY = date(2026, 11, 25)


@pytest.fixture
def service(db, clock) -> Service:  # noqa: F811
    found()
    supervisors("S1", "S2", minutes=3000)
    practitioners("P1", "P2", "P3")
    pairs(("P1", "S1"), start="2026-01-05", finish="2026-03-31")
    pairs(("P1", "S1"), start="2026-04-11")
    pairs(("P2", "S1"), start="2020-01-06")
    return Service.objects.get(code="X")


def days(form: str = "") -> str:
    return reverse(f"allocations:days{form}", args=["X"])


def people(said: str) -> list[str]:
    rows = BeautifulSoup(said, "html.parser").select("div.sg-register table")[0].select("tbody th[scope=row]")
    return [row.select("span")[1].text for row in rows]


def lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def gaps(service: Service, first: date, last: date) -> list[tuple[str, date, date, int]]:
    stretches = unsupervised(service, "case_management", first, last)
    return [(gap.person.employee_number, gap.started_on, gap.finished_on, gap.days) for gap in stretches]


def test_a_stretch_without_a_supervisor_is_cut_at_what_is_asked_for(service):
    assert gaps(service, date(2026, 3, 1), date(2026, 5, 31)) == [
        ("P3", date(2026, 3, 1), date(2026, 5, 31), 92),
        ("P1", date(2026, 4, 1), date(2026, 4, 10), 10),
    ]
    assert gaps(service, date(2026, 4, 5), date(2026, 4, 5)) == [
        ("P1", date(2026, 4, 5), date(2026, 4, 5), 1),
        ("P3", date(2026, 4, 5), date(2026, 4, 5), 1),
    ]
    assert unsupervised(service, "case_management", date(2010, 1, 1), date(2010, 12, 31)) == []


def test_who_had_nobody_stands_first_and_the_year_is_a_picture_with_its_words(service, as_person):
    said = as_person(who("L1")).get(days()).content.decode()
    assert people(said) == ["Pat P3", "Pat P1", "Pat P2"]
    assert "25 November 2026: 1 of 3 people had no supervisor" in said
    assert "People with no supervisor, 26 November 2025 to 25 November 2026" in said
    assert "Most at once: 2 people, on 26 November 2025" in said and 'aria-label="Most at once: 2 people' in said
    table = BeautifulSoup(said, "html.parser").select("div.sg-register table")[1]
    first = [" ".join(cell.select("span")[1].text.split()) for cell in table.select("tbody tr")[0].select("th, td")]
    assert first == ["Pat P1", "26 November 2025", "4 January 2026", "40"]


def test_a_day_is_shown_in_pages_and_taken_along_whole(service, as_person):
    practitioners(*(f"Q{number:02}" for number in range(30)))
    lead = as_person(who("L1"))
    said = lead.get(days(), {"on": "2026-11-24"}).content.decode()
    assert len(people(said)) == 25 and "1 to 25 of 33 people" in said and 'href="?on=2026-11-24&amp;page=2"' in said
    assert f"{days('_xlsx')}?on=2026-11-24" in said
    rows = lines(lead.get(days("_csv"), {"on": "2026-02-01"}).content)
    assert len(rows) == 33
    assert [(row["Supervisor"], row["From"]) for row in rows if row["Person"] == "Pat P1"] == [("Sue S1", "2026-01-05")]


def test_a_name_of_a_day_is_searched_for_without_standing_in_an_address(service, as_person):
    said = as_person(who("L1")).post(f"{days()}?on=2026-11-24", {"name": "p2"}).content.decode()
    assert people(said) == ["Pat P2"] and "words=" not in said and "24 November 2026: 1 of 3 people" in said
    assert [row["Person"] for row in lines(as_person(who("L1")).post(days("_csv"), {"name": "p2"}).content)] == ["Pat P2"]


def test_it_costs_the_same_queries_for_one_and_for_many(service, as_person):
    lead = as_person(who("L1"))
    lead.get(days())
    with CaptureQueriesContext(connection) as few:
        lead.get(days())
    practitioners(*(f"Q{number:02}" for number in range(40)))
    pairs(*((f"Q{number:02}", "S2") for number in range(20)), start="2026-05-01")
    with CaptureQueriesContext(connection) as many:
        lead.get(days())
    assert len(many) == len(few)


def test_an_auditor_takes_along_only_days_that_were_shared(service, as_person):
    auditor = welcome(first_name="Odile", last_name="Auditor", email="odile@example.nhs.uk", by=CONSOLE)
    begins, ends = date(2026, 11, 20), date(2026, 12, 3)
    give_membership(person=auditor, role=Role.AUDITOR, service=service, started_on=begins, finished_on=ends, by=CONSOLE)
    shared = {"started_on": date(2026, 4, 1), "finished_on": date(2026, 4, 30)}
    opening = open_history(service=service, auditor=auditor, by=who("L1"), **shared)
    page = reverse("allocations:history", args=[opening.public_id])
    said = as_person(auditor).get(page).content.decode()
    assert "People with no supervisor, 1 April 2026 to 30 April 2026" in said and "5 January 2026" not in said
    file = reverse("allocations:history_csv", args=[opening.public_id])
    assert len(lines(as_person(auditor).get(file, {"on": "2026-04-02"}).content)) == 3
    assert as_person(auditor).get(file, {"on": "2026-05-02"}).status_code == 404
    assert [as_person(auditor).get(days(form)).status_code for form in ("", "_csv", "_xlsx")] == [404, 404, 404]
    assert as_person(who("L2")).get(file).status_code == 404


@pytest.fixture
def asked(service) -> ChangeRequest:
    about = {"talked": "unable", "reason": "happened", "note": "Between us.", "by": who("P1")}
    return ask_for_change(person=who("P1"), kind="case_management", **about)


def test_requests_are_listed_and_taken_along_as_far_as_one_may_see_them(asked, as_person):
    page, file = reverse("allocations:requests"), reverse("allocations:requests_csv")
    for number in ("L1", "P1"):
        said = as_person(who(number)).get(page).content.decode()
        assert people(said) == ["Pat P1"] and "Needs an answer" in said
        assert [row["Main reason"] for row in lines(as_person(who(number)).get(file).content)] == [
            "Something happened between us"
        ]
    for number in ("S1", "P2", "L2", "M1"):
        assert [as_person(who(number)).get(address).status_code for address in (page, file)] == [404, 404]
    assert b"Between us." not in as_person(who("L1")).get(file).content
    assert page in as_person(who("L1")).get("/allocations/X/").content.decode()


def test_a_request_is_found_by_name(asked, as_person):
    said = as_person(who("L1")).post(reverse("allocations:requests"), {"name": "p9"}).content.decode()
    assert "No one matches this." in said and "0 requests with a name like “p9”" in in_one_line(said)


@pytest.mark.parametrize(
    ("state", "beside", "unable"),
    [
        (State.ELIGIBLE, None, False),
        (State.PROVISIONAL, 1, False),
        (State.PROVISIONAL, None, True),
        (State.LAPSED, 1, True),
        (State.NOT_YET, None, True),
        (None, None, False),
    ],
)
def test_who_had_a_supervisor_who_could_not_supervise(state, beside, unable):
    """Where no standard is published nothing is known of anybody, and nobody is said to have been unable."""
    about = {"service": Service(), "person": Person(), "rules": "", "agreement": None, "state": state}
    assert SupervisedDay(pair=Allocation(co_supervisor_id=beside), **about).unable is unable
    assert SupervisedDay(pair=None, **about).unable is False
