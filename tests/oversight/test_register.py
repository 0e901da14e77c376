"""The register of a service on a day: right, scoped, the same in every form, and of constant cost."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from competencies.queries import standards
from oversight.pictures import lapses_chart
from oversight.queries import register_rows
from oversight.register import Register
from people.models import Person, Service
from tests.nhsuk.test_pdf import Reader
from tests.world import person, post, take_in

pytestmark = pytest.mark.django_db


def rows(on: date = date(2026, 11, 22), code: str = "HERE"):
    return register_rows(Service.objects.get(code=code), standards()["plain"], on, Person.objects.none())


def make_eligible(*numbers: str) -> None:
    take_in(
        qualifications=[
            {"employee_number": n, "qualification": "li_training", "awarded_on": "2021-01-01", "verified_on": "2021-01-01"}
            for n in numbers
        ],
        sign_offs=[
            {
                "employee_number": n,
                "framework": "small",
                "competency": code,
                "level": 3,
                "signed_on": "2024-03-01",
                "signed_by": "L1",
            }
            for n in numbers
            for code in ("A1", "A2")
        ],
    )


def test_it_lists_who_was_in_post_on_the_day(world):
    assert [row.employee_number for row in rows()] == ["A1", "C1", "L1", "M1"]
    assert [row.employee_number for row in rows(date(2019, 12, 31))] == []
    take_in(posts=[post("C1", finish="2025-12-31")])
    assert [row.employee_number for row in rows()] == ["A1", "L1", "M1"]
    assert [row.employee_number for row in rows(date(2025, 12, 31))] == ["A1", "C1", "L1", "M1"]


def test_states_and_what_is_missing(world):
    make_eligible("A1")
    found = {row.employee_number: (row.state.value, row.since, [node.id for node in row.missing]) for row in rows()}
    assert found["A1"] == ("eligible", date(2024, 3, 1), [])
    assert found["C1"] == ("not_yet", date(2020, 1, 1), ["qual", "skills"])
    assert found["L1"] == ("not_yet", date(2020, 1, 1), ["time", "qual", "skills"])


def test_who_becomes_eligible_later_says_when(world):
    take_in(people=[person("N1")], posts=[post("N1", start="2025-06-15")])
    make_eligible("N1")
    found = {row.employee_number: row.eligible_from for row in rows()}
    assert found["N1"] == date(2027, 6, 15)


def test_two_posts_of_one_person_are_one_row(world):
    take_in(posts=[post("A1", "senior_pwp", "2021-01-01", assignment_number="A1-2")])
    assert [(row.employee_number, row.roles) for row in rows() if row.employee_number == "A1"] == [
        ("A1", ("pwp", "senior_pwp"))
    ]


def address(name: str, **asked: str) -> str:
    return reverse(f"oversight:{name}", args=["HERE"], query=asked or None)


def test_csv_holds_exactly_what_the_page_shows(world, as_person):
    make_eligible("A1")
    client = as_person(world.lead)
    shown = client.get(address("register", show="eligible", on="2026-11-22")).context["table"]
    got = client.get(address("register_csv", show="eligible", on="2026-11-22")).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(got))) == [
        [c.title for c in shown.columns],
        *[[str(cell) for cell in row] for row in shown.rows],
    ]
    assert [row[0] for row in csv.reader(io.StringIO(got))] == ["Name", "Ada Test"]


def many(count: int) -> None:
    numbers = [f"N{n:02}" for n in range(count)]
    take_in(
        people=[person(number, f"First{number}", "Byrne" if number < "N30" else "Zieliński") for number in numbers],
        posts=[post(number) for number in numbers],
    )


def test_a_long_register_comes_in_pages_with_its_filters_and_is_taken_along_whole(world, as_person):
    many(40)
    client = as_person(world.lead)
    got = client.get(address("register", show="not_yet", sort="name", page="2"))
    assert len(got.context["table"].rows) == 19
    said = got.content.decode()
    assert "26 to 44 of 44 people" in said and "show=not_yet&amp;sort=name&amp;page=1" in said
    for name, count in (("register_csv", 44), ("register_xlsx", 44)):
        assert len(as_rows(client.get(address(name, show="not_yet")))) == 1 + count


def as_rows(response) -> list[list[str]]:
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    return [list(row) for row in load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)]


def test_both_files_say_the_same(world, as_person):
    make_eligible("A1")
    client = as_person(world.lead)
    plain, book = as_rows(client.get(address("register_csv"))), as_rows(client.get(address("register_xlsx")))
    assert [[cell or "" for cell in row] for row in book] == plain


def test_a_name_is_searched_for_without_standing_in_an_address(world, as_person):
    many(40)
    client = as_person(world.lead)
    got = client.post(address("register", sort="name"), {"name": "zielin"})
    assert len(got.context["table"].rows) == 10 and got.context["table"].rows[0][0].text == "FirstN30 Zieliński"
    said = got.content.decode()
    assert "10 people with a name like “zielin”." in said and "name=zielin" not in said and "sort=name" in said
    got = client.post(address("register", show="eligible"), {"name": "byr"})
    assert got.context["table"].rows == [] and "Register: no people match." in got.content.decode()
    many_byrnes = client.post(address("register", page="2"), {"name": "byr"}).content.decode()
    assert "1 to 25 of 30 people with a name like “byr”." in many_byrnes and "Type more of the name" in many_byrnes


def test_last_days_are_counted_by_month_in_a_picture_and_in_words(world, as_person):
    make_eligible("A1")
    got = as_person(world.lead).get(address("register", on="2026-11-22"))
    assert got.context["lapses"] is None and "Last days to supervise" not in got.content.decode()
    row = rows()[0]._replace(until=date(2027, 1, 21))
    register = Register(Service.objects.get(code="HERE"), "plain", date(2026, 11, 22), [row, *rows()[1:]])
    assert [(words, count) for words, count, _ in register.lapses()] == [("January 2027", 1)]
    assert lapses_chart(register).summary == "Last days to supervise, by month: 1 supervisor in January 2027"
    asked = Register(register.service, "plain", register.on, register.rows, show="ending", month="2027-01")
    assert [row.employee_number for row in asked.shown] == ["A1"]
    assert Register(register.service, "plain", register.on, register.rows, show="ending", month="2027-02").shown == []


def test_json_holds_exactly_what_the_page_shows(world, as_person):
    make_eligible("A1")
    got = as_person(world.lead).get(address("register_json", show="eligible", on="2026-11-22")).json()
    assert got == [
        {
            "employee_number": "A1", "name": "Ada Test", "teams": [], "roles": ["pwp"], "state": "eligible",
            "since": "2024-03-01", "until": None, "eligible_from": None, "missing": [],
        }
    ]  # fmt: skip


def test_pdf_is_one(world, as_person):
    got = as_person(world.lead).get(address("register_pdf"))
    assert (got["Content-Type"], got.content[:5]) == ("application/pdf", b"%PDF-")


def test_on_paper_a_person_is_one_row_under_the_name_of_the_standard(world, as_person):
    make_eligible("A1")
    reader = Reader(as_person(world.lead).get(address("register_pdf", show="eligible", on="2026-11-22")).content)

    assert reader.texts("TH") == ["Name", "Role and team", "State", "What is missing"]
    assert (reader.texts("TD")[0], reader.texts("TD")[2]) == ("Ada Test", "Can supervise since 1 Mar 2024")
    assert reader.texts("P")[0] == "On 22 November 2026, under A plain standard, version 1. Shown: Can supervise."


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"show": "eligible"}, ["Ada Test"]),
        ({"show": "not_yet", "sort": "name"}, ["Colleague Test", "Lead Test", "Manager Test"]),
        ({"show": "nonsense", "sort": "'; DROP TABLE"}, ["Ada Test", "Colleague Test", "Lead Test", "Manager Test"]),
        ({"sort": "-name"}, ["Manager Test", "Lead Test", "Colleague Test", "Ada Test"]),
        ({"team": "nowhere"}, []),
        ({"on": "2026-02-30", "month": "2026-99"}, ["Ada Test", "Colleague Test", "Lead Test", "Manager Test"]),
    ],
)
def test_filters_and_sorting(world, as_person, asked, names):
    make_eligible("A1")
    table = as_person(world.lead).get(address("register", **asked)).context["table"]
    assert [str(row[0]) for row in table.rows] == names


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("manager", 200), ("ada", 404), ("lead_there", 404), ("bea_there", 404)]
)
@pytest.mark.parametrize("name", ["register", "register_csv", "register_xlsx", "register_pdf", "register_json"])
def test_who_may_open_it(world, as_person, who, status, name):
    assert as_person(getattr(world, who)).get(address(name)).status_code == status


def test_a_stranger_is_sent_to_sign_in(world, client):
    got = client.get(address("register"))
    assert (got.status_code, got["Location"]) == (302, f"/accounts/login/?next={address('register')}")


def test_another_service_and_none_look_the_same(world, as_person):
    client = as_person(world.lead)
    there, nowhere = client.get("/oversight/THERE/register/"), client.get("/oversight/NOWHERE/register/")
    assert (there.status_code, there.content) == (404, nowhere.content)


@pytest.mark.parametrize("people", [1, 3])
def test_the_cost_does_not_grow(world, as_person, people, django_assert_num_queries):
    take_in(people=[person(f"N{n}") for n in range(people)], posts=[post(f"N{n}") for n in range(people)])
    client = as_person(world.lead)
    client.get(address("register"))
    with django_assert_num_queries(6):
        client.get(address("register"))


def test_rendering_asks_the_database_nothing(world, django_assert_num_queries):
    register = Register(Service.objects.get(code="HERE"), "plain", date(2026, 11, 22), rows())
    with django_assert_num_queries(0):
        table = register.table(linked=True)
        assert "Ada Test" in table.__html__()
        assert register.figures()[0][0] == 0
