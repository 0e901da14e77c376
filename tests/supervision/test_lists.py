"""Sessions and doses as lists: who sees which, in pages, as filtered, and as files."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from supervision.actions import dispute
from supervision.models import Session
from tests.supervision.test_received import held, weeks
from tests.world import take_in


def rows_of(got) -> list[list[str]]:
    return list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))


def listed(client, name="sessions", **asked):
    return client.get(reverse(f"supervision:{name}"), asked)


@pytest.fixture
def year(ground):
    """P1 had 30 sessions, P2 two; S1 leads all of them."""
    held(*(date(2026, 11, 20) - timedelta(weeks=n) for n in range(30)))
    held(*weeks(2), to="P2")
    return ground


def test_a_page_has_25_and_the_filter_stays_in_the_addresses(year, as_person):
    page = listed(as_person(year("S1")), period="52").content.decode()
    assert "1 to 25 of 32 sessions" in page and "?period=52&amp;page=2" in page
    assert "1 to 7" not in page and "26 to 32 of 32 sessions" in listed(as_person(year("S1")), page="2").content.decode()


@pytest.mark.parametrize(("who", "count"), [("P1", 30), ("P2", 2), ("S1", 32), ("L1", 32), ("M1", 0), ("L2", 0)])
def test_each_takes_along_the_sessions_that_they_may_see(year, as_person, who, count):
    got = as_person(year(who)).get(reverse("supervision:sessions_csv"))
    assert (got.status_code, len(rows_of(got)) - 1) == (200, count)


def test_a_file_holds_what_was_filtered_and_no_word_of_what_was_said(year, as_person):
    client, asked = as_person(year("L1")), {"period": "4", "kind": "case_management"}
    lines = rows_of(client.get(reverse("supervision:sessions_csv"), asked))
    assert lines[:2] == [
        ["Held on", "Supervision", "Minutes", "Led by", "Who was there", "State"],
        ["2026-11-20", "Case management supervision", "60", "Sue S1", "Pat P1", "Confirmed"],
    ]
    assert len(lines) == 5
    sheet = load_workbook(io.BytesIO(client.get(reverse("supervision:sessions_xlsx"), asked).content)).active
    assert [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)] == lines


def test_nonsense_in_a_filter_filters_nothing(year, as_person):
    assert "30 sessions" in listed(as_person(year("P1")), kind="x", period="x", page="x").content.decode()


def test_a_disputed_session_is_found_by_its_state(year, as_person):
    session = Session.objects.live().filter(attendances__person=year("P2")).first()
    dispute(session=session, held_on=session.held_on, minutes=30, words="It was shorter.", by=year("P2"))
    page = listed(as_person(year("L1")), state="disputed").content.decode()
    assert "1 session" in page and "Disputed" in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_for_more(ground, as_person, django_assert_num_queries, count):
    for n in range(1, count + 1):
        held(*weeks(3), to=f"P{n}")
    client = as_person(ground("L1"))
    for name, cost in (("sessions", SESSIONS_COST), ("doses", DOSES_COST)):
        listed(client, name)
        with django_assert_num_queries(cost):
            listed(client, name)


SESSIONS_COST, DOSES_COST = 9, 11


def test_the_smallest_dose_first_filtered_by_the_target_and_found_by_name(year, as_person):
    client = as_person(year("L1"))
    page = listed(client, "doses").content.decode()
    assert "3 people" in page and page.index("Pat P2") < page.index("30 of 52 weeks")
    assert "2 of 52 weeks" in page
    found = client.post(reverse("supervision:doses"), {"name": "p2"}).content.decode()
    assert "1 person with a name like “p2”" in found and "30 of 52 weeks" not in found
    lines = rows_of(client.get(reverse("supervision:doses_csv"), {"show": "below"}))
    assert ["Pat P1", "Case management supervision", "30", "52", "weeks", "57", "2025-11-24", "2026-11-22"] in lines


def test_who_may_see_no_dose_but_their_own_is_led_to_it_and_takes_it_along(year, as_person):
    client = as_person(year("P1"))
    got = listed(client, "doses")
    assert (got.status_code, got["Location"]) == (302, reverse("supervision:dose", args=[year("P1").public_id]))
    assert {line[0] for line in rows_of(client.get(reverse("supervision:doses_csv")))[1:]} == {"Pat P1"}


def test_a_lead_of_another_service_finds_nobody_of_this_one(year, as_person):
    take_in(absences=[{"employee_number": "P1", "kind": "sickness", "started_on": "2026-01-05", "finished_on": "2026-01-09"}])
    page = listed(as_person(year("L2")), "doses")
    assert "P1" not in page.content.decode()
