"""The lead's morning, where the service stands, what is missing, and who did what."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import resolve, reverse

from competencies.actions import publish_framework
from competencies.queries.careers import _standards
from governance.access import CONSOLE
from governance.facts import recording
from people.models import Post, Service
from reflection.actions import erase_everything
from supervision.actions import SessionRecord, dispute, record_another
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.supervision.conftest import clock, ground  # noqa: F401
from tests.world import FRAMEWORK, in_one_line, take_in

TODAY = date(2026, 11, 25)
PAGES = ("desk", "indicators", "gaps", "packs", "forecast")


def opened(as_person, person, name, **query):
    return as_person(person).get(reverse(f"oversight:{name}", args=["X"]), query)


def held(*numbers: str, by: str) -> None:
    """Each of them met with somebody, of this service or of another."""
    about = {"kind": "case_management", "held_on": "2026-11-18", "minutes": "60", "facilitator": by}
    take_in(sessions=[{**about, "session_ref": f"{n}-{by}", "attendees": n} for n in numbers])


def lines(page: str) -> list[str]:
    return [in_one_line(link.get_text()) for link in BeautifulSoup(page, "html.parser").select("main li a")]


def test_what_needs_somebody_today_is_said_and_each_line_opens_its_fix(ground, as_person):  # noqa: F811
    practitioners("P4")
    take_in(
        registrations=[
            {"employee_number": "P1", "body": "BABCP-PWP", "number": "1", "valid_from": "2025-12-10", "valid_to": "2026-12-09"}
        ]
    )
    with recording(by=ground("L1")) as book:
        post = Post.objects.live().get(person=ground("S1"))
        book.amend(post, because="Leaves.", finished_on=TODAY + timedelta(days=20))
    about = {"held_on": TODAY, "minutes": 60, "attendees": (ground("P1"),)}
    session = record_another(facilitator=ground("S1"), kind="case_management", record=SessionRecord(**about), by=ground("S1"))
    dispute(session=session, held_on=TODAY, minutes=20, words="Shorter.", by=ground("P1"))
    page = in_one_line(opened(as_person, ground("L1"), "desk").content.decode())
    said = lines(page)
    for words in (
        "Pat P4 has had no supervisor for 366 days",
        "Sue S1 leaves on 15 December 2026: plan for 3 people (case management supervision)",
        "Pat P1’s registration with BABCP-PWP ends on 9 December 2026",
        "Pat P1: case management supervision on 25 November 2026 is disputed",
    ):
        assert words in said, (words, said)
    hrefs = [link["href"].partition("?")[0] for link in BeautifulSoup(page, "html.parser").select("main li a")]
    assert len(hrefs) > 5 and all(resolve(href) for href in hrefs if href.startswith("/"))
    assert "Sue S2" in page.split("Who can take someone")[1]


def test_empty_is_a_good_morning(db, clock, as_person):  # noqa: F811
    found()
    assert "You have nothing to do" in in_one_line(opened(as_person, who("L1"), "desk").content.decode())


def test_only_those_who_look_after_a_service_see_it(ground, as_person):  # noqa: F811
    for name in PAGES:
        seen = {n: opened(as_person, ground(n), name).status_code for n in ("L1", "M1", "L2", "S1", "P1")}
        assert seen == {"L1": 200, "M1": 200, "L2": 404, "S1": 404, "P1": 404}, name
    seen = {n: opened(as_person, ground(n), "log").status_code for n in ("L1", "M1", "L2", "S1")}
    assert seen == {"L1": 403, "M1": 200, "L2": 404, "S1": 404}


@pytest.mark.parametrize(("name", "queries"), [("desk", 58), ("indicators", 32), ("gaps", 33), ("forecast", 30), ("log", 14)])
def test_the_cost_does_not_grow_with_the_people(ground, as_person, django_assert_num_queries, name, queries):  # noqa: F811
    practitioners("P8", "P9")
    held("P8", by="S1")
    reader = ground("M1") if name == "log" else ground("L1")
    opened(as_person, reader, name)
    for more in ("A", "B"):
        with django_assert_num_queries(queries):
            assert opened(as_person, reader, name).status_code == 200
        numbers = [f"{more}{n}" for n in range(3)]
        practitioners(*numbers)
        supervisors(f"T{more}")
        pairs(*((n, f"T{more}") for n in numbers))
        held(*numbers, by=f"T{more}")
        held(*numbers, by="L2")


def test_indicators_say_how_they_are_counted_and_who_is_behind_them(ground, as_person):  # noqa: F811
    practitioners("P4")
    page = in_one_line(opened(as_person, ground("L1"), "indicators").content.decode())
    assert "75%" in page and "3 of 4; target 100%" in page and "People: Pat P4." in page
    assert page.count("<svg") == 10


def test_the_year_ahead_and_what_if(ground, as_person):  # noqa: F811
    page = in_one_line(opened(as_person, ground("L1"), "forecast").content.decode())
    assert "There is enough supervision" in page
    page = in_one_line(opened(as_person, ground("L1"), "forecast", trainees="9", trainees_from="2").content.decode())
    assert (
        "From January 2027 there is not enough supervision" in page
        and "You will need 1 more supervisor by January 2027." in page
    )
    assert "<strong>What if</strong> 9 more trainees start in January 2027." in page
    assert page.index("<svg") < page.index('<form method="get"'), "the answer comes before what may be asked"
    assert "More trainees: enter 100 or less" in in_one_line(
        opened(as_person, ground("L1"), "forecast", trainees="999").content.decode()
    )


def test_what_is_missing_is_asked_for_from_day_to_day(ground, as_person):  # noqa: F811
    practitioners("P4")
    page = in_one_line(opened(as_person, ground("L1"), "gaps", first="2026-11-01", last="2026-11-25").content.decode())
    assert "No case management supervisor (1)" in page and "1 November 2026 to 25 November 2026: 25 days" in page
    assert "Agreements not signed by everyone (3)" in page
    page = in_one_line(opened(as_person, ground("L1"), "gaps", kind="no_supervisor").content.decode())
    assert "1 person or pair" in page and "not signed by everyone (3)" not in page
    page = in_one_line(opened(as_person, ground("L1"), "gaps", first="2026-11-01", last="2026-12-25").content.decode())
    assert "This day has not come yet" in page


def test_who_had_no_supervisor_twice_is_one_row_and_two_lines_of_the_file(ground, as_person):  # noqa: F811
    practitioners("P4")
    take_in(allocations=[
        {"supervisee": "P4", "supervisor": "S1", "kind": "case_management", "started_on": "2026-11-05",
         "finished_on": "2026-11-14"},
    ])  # fmt: skip
    asked = {"first": "2026-11-01", "last": "2026-11-25", "kind": "no_supervisor"}
    page = opened(as_person, ground("L1"), "gaps", **asked)
    rows = [row for table in page.context["tables"] for row in table.rows]
    assert [(row[0], str(row[1])) for row in rows] == [
        ("Pat P4", "1 November 2026 to 4 November 2026: 4 days; 15 November 2026 to 25 November 2026: 11 days")
    ]
    for name in ("gaps_csv", "gaps_xlsx"):
        assert opened(as_person, ground("L2"), name).status_code == 404
    lines_taken = opened(as_person, ground("L1"), "gaps_csv", **asked).content.decode("utf-8-sig").splitlines()
    assert lines_taken == [
        "Missing record,Who,With,From,To,Days,Competency",
        "No case management supervisor,Pat P4,,2026-11-01,2026-11-04,4,",
        "No case management supervisor,Pat P4,,2026-11-15,2026-11-25,11,",
    ]
    assert opened(as_person, ground("L1"), "gaps_xlsx", **asked).content[:2] == b"PK"


def test_days_that_are_over_lead_to_what_was_so_then(ground, as_person):  # noqa: F811
    practitioners("P4")
    take_in(allocations=[{"supervisee": "P4", "supervisor": "S1", "kind": "case_management", "started_on": "2026-11-05"}])
    asked = {"first": "2026-11-01", "last": "2026-11-25", "kind": "no_supervisor"}
    for reader in ("L1", "M1"):
        rows = [row for table in opened(as_person, ground(reader), "gaps", **asked).context["tables"] for row in table.rows]
        steps = {row[0]: row[2] for row in rows}
        assert steps["Pat P4"].text == "This has ended: see the first day"
        assert as_person(ground(reader)).get(steps["Pat P4"].href).status_code == 200


def test_who_had_no_supervisor_is_counted_month_by_month(ground, as_person):  # noqa: F811
    practitioners("P4", "P5")
    take_in(allocations=[{"supervisee": "P4", "supervisor": "S1", "kind": "case_management", "started_on": "2026-10-05"}])
    asked = {"first": "2025-12-01", "last": "2026-11-25"}
    page = opened(as_person, ground("L1"), "gaps", **asked)
    assert "2 people in October 2026, 1 person in November 2026" in page.context["chart"].summary
    month, count, href = page.context["months"][-2]
    assert (month, count) == ("October 2026", 2)
    rows = as_person(ground("L1")).get(reverse("oversight:gaps", args=["X"]) + href).context["tables"][0].rows
    assert [row[0] for row in rows] == ["Pat P5", "Pat P4"], "who still has none first"
    one_month = opened(as_person, ground("L1"), "gaps", first="2026-11-01", last="2026-11-25")
    assert one_month.context["chart"] is None


def test_missing_records_are_searched_by_name_and_come_in_pages(ground, as_person):  # noqa: F811
    practitioners(*(f"P{n}" for n in range(10, 40)))
    client, address = as_person(ground("L1")), reverse("oversight:gaps", args=["X"])
    said = in_one_line(client.get(address, {"kind": "no_supervisor"}).content.decode())
    assert "1 to 25 of 30 people and pairs" in said and "kind=no_supervisor&amp;page=2" in said
    assert "No case management supervisor (30)" in said, "counted on all pages"
    said = in_one_line(client.post(address, {"name": "p13"}).content.decode())
    assert "1 person or pair with a name like “p13”." in said and "Pat P14" not in said


@pytest.mark.parametrize(("revoked_on", "listed"), [("", False), ("2026-09-01", False)])
def test_a_sign_off_that_a_revoked_one_superseded_does_not_come_back(ground, as_person, revoked_on, listed):  # noqa: F811
    """S1 signed in January and lapsed in June; S2 signed the same again in May, and in one case revoked it."""
    _standards.cache_clear()  # it goes by when something was published, which a clock that stands still cannot tell
    publish_framework(document=FRAMEWORK, by=CONSOLE)
    supervisors("S9")
    take_in(
        approvals=[
            {
                "employee_number": "S9",
                "kind": "panel",
                "approved_on": "2024-01-01",
                "approved_by": "L1",
                "withdrawn_on": "2025-06-01",
            }
        ],
        sign_offs=[
            {
                "employee_number": "P1",
                "framework": "small",
                "competency": "A1",
                "level": "2",
                "signed_on": "2024-01-10",
                "signed_by": "S9",
            },
            {
                "employee_number": "P1",
                "framework": "small",
                "competency": "A1",
                "level": "3",
                "signed_on": "2024-05-10",
                "signed_by": "S2",
                "revoked_on": revoked_on,
            },
        ],
    )
    page = in_one_line(opened(as_person, ground("L1"), "gaps", first="2026-11-01", last="2026-11-25").content.decode())
    assert ("Sign-offs by assessors who have lapsed since (" in page) is listed
    take_in(
        sign_offs=[
            {
                "employee_number": "P2",
                "framework": "small",
                "competency": "A1",
                "level": "2",
                "signed_on": "2024-01-10",
                "signed_by": "S9",
            }
        ]
    )
    page = in_one_line(opened(as_person, ground("L1"), "gaps", first="2026-11-01", last="2026-11-25").content.decode())
    assert "Sign-offs by assessors who have lapsed since (1)" in page


def test_the_log_says_who_did_what_and_nothing_of_what_is_private(ground, as_person):  # noqa: F811
    erase_everything(person=ground("P1"), by=ground("P1"))
    about = {"held_on": TODAY, "minutes": 60, "attendees": (ground("P1"),)}
    record_another(facilitator=ground("S1"), kind="case_management", record=SessionRecord(**about), by=ground("S1"))
    page = in_one_line(opened(as_person, ground("M1"), "log").content.decode())
    assert "Sue S1 recorded a session" in page and "erased" not in page
    assert "recorded a session" not in in_one_line(opened(as_person, ground("M1"), "log", what="allocations").content.decode())
    assert "recorded a session" in in_one_line(opened(as_person, ground("M1"), "log", what="sessions").content.decode())
    table = as_person(ground("M1")).get("/oversight/X/log.csv").content.decode("utf-8-sig").splitlines()
    assert table[0] == "When,Who,What,Action,Record,Counts,Entry,Digest" and len(table) >= 2
    assert Service.objects.get(code="X").code not in table[1]
