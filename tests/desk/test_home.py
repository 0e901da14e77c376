"""The home page of each role: what its reader came for stands first."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership, welcome
from people.desk import Alike, Urgency, Waits, put_together
from people.models import Service
from tests.allocations.service import found, who
from tests.supervision.conftest import clock, ground, series, weekly  # noqa: F401
from tests.world import in_one_line, person, post, take_in

pytestmark = pytest.mark.django_db


def home(client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/my/").content.decode(), "html.parser").main


def text(soup) -> str:
    return in_one_line(soup.get_text(" "))


@pytest.mark.parametrize(
    ("number", "heading"),
    [("L1", "To do"), ("M1", "X"), ("S1", "Your supervisees"), ("S2", "Your eligibility"), ("P1", "Your supervision")],
)
def test_what_the_reader_came_for_is_the_heading(ground, as_person, number, heading):  # noqa: F811
    main = home(as_person(ground(number)))
    assert text(main.h1).endswith(heading)


def test_a_supervisee_sees_the_next_session_and_what_to_do_about_it(weekly, as_person):  # noqa: F811
    main = home(as_person(who("P1")))
    card = main.find(attrs={"aria-label": "Next session"})
    assert "Monday 30 November at 10am Case management supervision, 1 hour With Sue S1" in text(card)
    assert [link["href"].rsplit("/", 2)[1] for link in card.find_all("a")] == ["move", "calendar"]
    assert "Sue S1 Case management supervision since 6 January 2025" in text(main)


def test_where_nothing_is_booked_it_says_who_plans(ground, as_person):  # noqa: F811
    assert "No session is booked Ask Sue S1 to plan your sessions." in text(home(as_person(ground("P2"))))


def test_who_is_back_from_long_leave_is_welcomed_and_told_what_is_booked(ground, as_person):  # noqa: F811
    take_in(absences=[{"employee_number": "P2", "kind": "parental", "started_on": "2026-02-01", "finished_on": "2026-11-20"}])
    page = text(home(as_person(ground("P2"))))
    assert "Welcome back, Pat. Your leave ended on 20 November 2026. Sue S1 supervises you. No session is booked." in page
    assert "Welcome back" not in text(home(as_person(ground("P1"))))


def test_a_supervisor_has_a_row_a_supervisee_whatever_is_to_be_recorded(weekly, as_person):  # noqa: F811
    rows = {text(row.th): text(row) for row in home(as_person(who("S1"))).select(".sg-register tbody tr")}
    assert list(rows) == ["Name Pat P1", "Name Pat P2", "Name Pat P3"]
    assert "4 sessions" in rows["Name Pat P1"] and "30 November 2026 at 10am" in rows["Name Pat P1"]
    assert "Not planned" in rows["Name Pat P2"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_of_a_supervisor_costs_the_same(weekly, as_person, count, django_assert_max_num_queries):  # noqa: F811
    for number in ("P2", "P3")[: count - 1]:
        series(who("S1"), who(number))
    client = as_person(who("S1"))
    client.get("/my/")
    with django_assert_max_num_queries(110):
        client.get("/my/")


def test_who_can_newly_supervise_reads_the_good_news_first(ground, as_person):  # noqa: F811
    take_in(
        people=[person("N1", "Newly", "There")],
        posts=[post("N1", service="X", team_code="T1")],
        approvals=[{"employee_number": "N1", "kind": "panel", "approved_on": "2026-11-25", "approved_by": "L1"}],
    )
    main = home(as_person(who("N1")))
    assert text(main.h1) == "Newly There You can supervise. Since today."
    assert "What comes next" in text(main) and main.find("button", string=lambda words: "certificate" in (words or ""))


def test_an_empty_service_is_told_how_to_begin_and_not_praised(clock, as_person):  # noqa: F811
    found()
    page = text(home(as_person(who("M1"))))
    assert "Set up X" in page and "Import your people and their posts" in page
    assert "Everybody" not in page


def test_an_editor_finds_what_is_due(clock, as_person):  # noqa: F811
    call_command("seed_guidance", verbosity=0)
    editor = welcome(first_name="Clare", last_name="Editor", email="clare@ed.example", by=CONSOLE)
    give_membership(person=editor, role=Role.EDITOR, service=None, started_on=date(2026, 1, 1), finished_on=None, by=CONSOLE)
    page = text(home(as_person(editor)))
    assert "Guidance you edit" in page and "To approve (0)" in page and "Due for review in 4 weeks" in page


def test_the_menu_shows_what_its_reader_can_use(clock, as_person):  # noqa: F811
    found()
    auditor = welcome(first_name="Adrian", last_name="Voss", email="adrian@audit.example", by=CONSOLE)
    about = {"role": Role.AUDITOR, "service": Service.objects.get(code="X"), "started_on": date(2026, 1, 1)}
    give_membership(person=auditor, finished_on=date.today() + timedelta(days=9), by=CONSOLE, **about)
    menu = as_person(auditor).get("/my/").content.decode()
    assert "My reflections" not in menu and "My supervision" not in menu
    assert "My reflections" in as_person(who("L1")).get("/my/").content.decode()


@pytest.mark.parametrize(("count", "shown"), [(1, ["on day 0"]), (2, ["on day 0", "on day 1"]), (3, ["Record 3 sessions"])])
def test_many_lines_that_are_alike_are_one(count, shown):
    alike = Alike("Record {count} sessions", "/supervision/")
    lines = [Waits(f"on day {day}", f"/{day}/", when=Urgency.NOW, alike=alike) for day in range(count)]
    assert [line.text for line in put_together([Waits("Another", "/"), *lines])] == ["Another", *shown]
