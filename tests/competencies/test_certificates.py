"""A certificate says what is so on its day; anybody can check it, and it is withdrawn the moment its supervisor lapses."""

import io
from datetime import date
from html import unescape

import pikepdf
import pytest
import time_machine

from competencies.actions import Refused, issue_certificate
from competencies.documents import portfolio_pdf
from competencies.documents.portfolio import PortfolioNotes
from competencies.evidence import Evidence
from competencies.models import Certificate
from competencies.queries import careers, standards
from competencies.queries.certificates import check
from competencies.rules.codes import ALPHABET, typed, written
from competencies.standing import standing
from tests.world import in_one_line, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def supervisor(world):
    take_in(
        qualifications=[{
            "employee_number": "A1", "qualification": "li_training", "awarded_on": "2021-01-01", "verified_by": "L1",
            "verified_on": "2021-02-01",
        }],
        sign_offs=[
            {"employee_number": "A1", "framework": "small", "competency": code, "level": "2", "signed_on": "2026-01-05",
             "signed_by": "L1"} for code in ("A1", "A2")
        ],
    )  # fmt: skip
    return world.ada


def issue(person) -> Certificate:
    return issue_certificate(person=person, standard=standards()["plain"], by=person)


def revoke_one() -> None:
    take_in(sign_offs=[{
        "employee_number": "A1", "framework": "small", "competency": "A1", "level": "2", "signed_on": "2026-01-05",
        "signed_by": "L1", "revoked_on": "2026-11-23",
    }])  # fmt: skip


def test_it_says_what_is_so(supervisor):
    found = issue(supervisor)
    said = (found.name, found.title, found.version, found.eligible_since)
    assert said == ("Ada Test", "A plain standard", 1, date(2026, 1, 5))
    assert len(found.code) == 16 and set(found.code) <= set(ALPHABET)


def test_asking_again_gives_the_same(supervisor):
    assert issue(supervisor) == issue(supervisor)
    assert Certificate.objects.count() == 1


def test_nobody_gets_one_who_cannot_supervise(world):
    with pytest.raises(Refused):
        issue(world.colleague)


def test_it_is_withdrawn_at_once(supervisor):
    code = issue(supervisor).code
    assert check(code, "Test", date(2026, 11, 23)).valid
    revoke_one()
    found = check(code, "Test", date(2026, 11, 23))
    assert (found.valid, found.withdrawn_on) == (False, date(2026, 11, 23))


def ask(client, code: str, name: str) -> str:
    return unescape(in_one_line(client.post("/verify/", {"code": code, "last_name": name}).content.decode()))


def test_anybody_checks_it_and_learns_nothing_that_is_not_on_the_paper(client, supervisor):
    found = issue(supervisor)
    for text in (written(found.code), written(found.code).lower(), f" {found.code} "):
        said = ask(client, text, "test")
        assert "Valid on 23 November 2026." in said and "Ada Test can supervise under A plain standard" in said
    for code, name in ((found.code, "Other"), ("2" * 16, "Test"), (found.code[:-1], "Test"), ("'; --", "Test")):
        said = ask(client, code, name)
        assert "No certificate has this code and this last name." in said and "Ada" not in said
    revoke_one()
    said = ask(client, found.code, "Test")
    assert "has been withdrawn since 23 November 2026" in said and "Ada" not in said


def test_nothing_asked_says_nothing(client):
    assert "Valid" not in ask(client, "", "") and client.get("/verify/").status_code == 200


def test_its_supervisor_gets_it_as_a_pdf(as_person, supervisor):
    client = as_person(supervisor)
    got = client.post("/my/certificate/", {"standard": "plain"}, follow=True)
    found = Certificate.objects.get()
    assert got["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(got.content)) as document:
        assert str(document.docinfo["/Title"]) == "Supervisor certificate"
    again = client.get(f"/competencies/certificates/{found.public_id}.pdf")
    assert again.content == got.content


WHO = {"ada": 200, "lead": 200, "manager": 200, "colleague": 404, "lead_there": 404}


@pytest.mark.parametrize(("who", "status"), WHO.items())
def test_who_opens_it(world, as_person, supervisor, who, status):
    found = issue(supervisor)
    assert as_person(getattr(world, who)).get(f"/competencies/certificates/{found.public_id}.pdf").status_code == status


@pytest.mark.parametrize(("who", "status"), WHO.items())
def test_who_opens_a_portfolio(world, as_person, supervisor, who, status):
    got = as_person(getattr(world, who)).get(f"/people/{supervisor.public_id}/portfolio.pdf?standard=plain")
    assert got.status_code == status
    if status == 200:
        with pikepdf.open(io.BytesIO(got.content)) as document:
            assert str(document.docinfo["/Title"]) == "Portfolio: Ada Test"


@pytest.mark.parametrize("text", ["abcd-2345", "ABCD 2345", " ab-cd-23-45 "])
def test_a_code_is_read_however_it_is_typed(text):
    assert typed(text) == "ABCD2345"


def test_codes_are_written_in_groups():
    assert written("ABCD2345EFGH6789") == "ABCD-2345-EFGH-6789"


def test_who_lapsed_and_came_back_needs_a_new_paper(supervisor):
    old = issue(supervisor)
    take_in(
        waivers=[
            {
                "employee_number": "A1",
                "requirement": "skills",
                "granted_on": "2027-02-01",
                "ends_on": "2027-12-31",
                "granted_by": "L1",
                "reason": "Back again.",
            }
        ]
    )
    revoke_one()
    found = check(old.code, "Test", date(2027, 3, 1))
    assert (found.valid, found.withdrawn_on) == (False, date(2026, 11, 23))


def test_what_was_never_so_is_withdrawn_from_the_day_of_issue(supervisor):
    code = issue(supervisor).code
    take_in(sign_offs=[{
        "employee_number": "A1", "framework": "small", "competency": "A1", "level": "1", "signed_on": "2026-01-05",
        "signed_by": "L1",
    }])  # fmt: skip
    found = check(code, "Test", date(2026, 11, 23))
    assert (found.valid, found.withdrawn_on) == (False, date(2026, 11, 23))


def test_a_name_is_known_however_its_accents_are_typed(supervisor):
    from people.models import Person

    Person.objects.filter(pk=supervisor.pk).update(last_name="\u00c5ngstr\u00f6m ")
    supervisor.refresh_from_db()
    code = written(issue(supervisor).code).replace("-", "\u2013")
    assert check(code, "A\u030angstro\u0308m", date(2026, 11, 23)).valid


def test_a_portfolio_says_of_each_fact_what_is_so_on_its_day(world):
    take_in(
        qualifications=[{"employee_number": "A1", "qualification": "li_training", "awarded_on": "2026-01-05"}],
        courses=[{"course_code": "C", "title": "Course", "days": "5"}],
        completions=[
            {
                "employee_number": "A1",
                "course_code": "C",
                "started_on": "2026-03-01",
                "completed_on": "2026-09-24",
                "verified_by": "L1",
                "verified_on": "2026-09-25",
            }
        ],
        sign_offs=[
            {
                "employee_number": "A1",
                "framework": "small",
                "competency": c,
                "level": "3",
                "signed_on": "2026-02-01",
                "signed_by": "L1",
                "revoked_on": gone,
            }
            for c, gone in (("A1", ""), ("A2", "2026-08-01"))
        ],
        approvals=[
            {
                "employee_number": "A1",
                "kind": "panel",
                "approved_on": "2026-02-01",
                "approved_by": "L1",
                "withdrawn_on": "2026-07-01",
            }
        ],
        observations=[
            {
                "employee_number": "A1",
                "kind": "practice",
                "observed_on": "2026-04-01",
                "instrument": "LITC",
                "score": "20",
                "observer": "Helen",
            }
        ],
    )
    career = careers([world.ada.pk])[world.ada.pk]

    def said(on: date) -> dict[str, list[tuple[str, str]]]:
        evidence, notes = Evidence(career, on), PortfolioNotes(career, on)
        tables = ("qualifications", "completions", "sign_offs", "approvals", "observations")
        return {table: [(evidence.show(fact).when, notes.of(fact)) for fact in getattr(career, table)] for table in tables}

    assert said(date(2026, 6, 1)) == {
        "qualifications": [("awarded 5 January 2026", "not verified")],
        "completions": [("started 1 March 2026", "verified")],
        "sign_offs": [("signed 1 February 2026 by Lead Test", "counts")] * 2,
        "approvals": [("given 1 February 2026", "in force")],
        "observations": [("1 April 2026, by Helen", "")],
    }
    later = said(date(2026, 10, 1))
    assert later["completions"] == [("completed 24 September 2026", "verified")]
    assert [note for _, note in later["sign_offs"]] == ["counts", "revoked 1 August 2026"]
    assert later["approvals"][0][1] == "withdrawn 1 July 2026"
    assert portfolio_pdf(world.ada, career, standing(world.ada.pk, standards()["plain"], date(2026, 10, 1)))[:5] == b"%PDF-"
