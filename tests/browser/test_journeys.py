"""What people come to do, from sign-in to done."""

import csv
import io
import re
import zipfile
from datetime import date

from playwright.sync_api import expect

from .conftest import fill_day


def test_a_prospective_supervisor_sees_what_is_open(visit):
    page = visit("amara@northmoor.example").page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Becoming a supervisor: not yet")
    expect(page.get_by_text("You cannot supervise yet. You need 3 sign-offs.")).to_have_count(1)
    page.get_by_role("link", name="26 competencies signed off").click()
    expect(page.get_by_text("Ruth Abbott needs to answer your request for Live observation (P2)")).to_have_count(1)
    expect(page.get_by_role("button", name="Ask for sign-offs")).to_have_count(1)
    page.go_back()
    page.get_by_role("link", name="Two years in the role").click()
    page.get_by_role("link", name="How the time was counted").click()
    expect(page.get_by_text("24 of 24 months").first).to_be_visible()


def test_everything_works_without_javascript(visit):
    page = visit("amara@northmoor.example", java_script_enabled=False).page
    page.get_by_role("link", name="Your eligibility to supervise").click()
    page.get_by_text("Ask about another day or standard").click()
    fill_day(page, "On", date.fromisoformat("2024-01-01"))
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("main")).to_contain_text("on 1 January 2024")


def test_a_lead_finds_who_lapses_and_takes_the_list_along(visit):
    page = visit("lead@northmoor.example").page
    page.get_by_role("link", name="Service overview").first.click()
    page.get_by_role("link", name="Register of supervisors").click()
    page.get_by_role("link", name=re.compile("lapsing in 90 days")).click()
    expect(page.get_by_role("link", name="Priya Raman")).to_have_count(1)
    page.wait_for_load_state()
    shown = page.get_by_role("row").count() - 1
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text(encoding="utf-8-sig"))))
    assert len(rows) - 1 == shown
    assert "Priya Raman" in [row[0] for row in rows]


def test_a_manager_imports_looks_and_applies(visit, tmp_path):
    page = visit("manager@northmoor.example").page
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "people.csv", "employee_number,first_name,last_name,email\nN9001,Nell,Ashworth,nell.ashworth@northmoor.example\n"
        )
        archive.writestr(
            "posts.csv",
            "employee_number,assignment_number,service_code,team_code,role,stage,fte,started_on\n"
            "N9001,N9001,NORTHMOOR,CITY,pwp,qualified,0.8,2026-01-05\n",
        )
    page.goto(page.url.replace("/my/", "/people/import/"))
    page.set_input_files("input[type=file]", {"name": "change.zip", "mimeType": "application/zip", "buffer": packed.getvalue()})
    page.get_by_role("button", name="Look through the files").click()
    expect(page.get_by_role("main").get_by_role("listitem")).to_have_text(["1 new person", "1 new post"])
    page.get_by_role("button", name="Apply these changes").click()
    expect(page.get_by_text("The import has been applied.")).to_have_count(1)
    page.get_by_role("link", name="Service overview").first.click()
    page.get_by_role("link", name="Register of supervisors").click()
    expect(page.get_by_role("link", name="Nell Ashworth")).to_have_count(1)


def test_a_wrong_file_is_refused_in_words(visit):
    page = visit("manager@northmoor.example").page
    page.goto(page.url.replace("/my/", "/people/import/"))
    rows = b"employee_number,kind,started_on\nN2001,holiday,2026-02-30\nNOBODY,sickness,2026-02-01\n"
    page.set_input_files("input[type=file]", {"name": "absences.csv", "mimeType": "text/csv", "buffer": rows})
    page.get_by_role("button", name="Look through the files").click()
    expect(page.get_by_role("heading", name="Nothing can be applied yet")).to_have_count(1)
    page.wait_for_load_state()
    said = page.get_by_role("row").all_inner_texts()
    assert [re.sub(r"\s+", " ", row).strip() for row in said[1:]] == [
        "absences.csv, line 2 kind Use one of: annual_leave, sickness, parental, career_break, secondment, study.",
        "absences.csv, line 2 started_on This date does not exist. Check the day and the month.",
        (
            "absences.csv, line 3 employee_number There is no person “NOBODY”. Add them to people.csv, or "
            "correct the employee number."
        ),
    ]
    expect(page.get_by_role("button", name="Apply these changes")).to_have_count(0)


def test_two_services_never_see_each_other(visit):
    visitor = visit("lead@southvale.example")
    assert visitor.open("/oversight/NORTHMOOR/register/").status == 404
    visitor.open("/oversight/")
    assert "Northmoor" not in visitor.page.content()


def test_an_editor_writes_guidance_and_sees_no_person(visit):
    visitor = visit("editor@northmoor.example")
    assert visitor.open("/admin/pages/").status == 200
    assert visitor.open("/oversight/").status == 404
    assert visitor.open("/admin/users/").status == 404


def test_an_auditor_without_a_pack_sees_nothing(visit):
    visitor = visit("auditor@northmoor.example")
    assert [
        visitor.open(address).status for address in ("/oversight/", "/people/import/", "/oversight/NORTHMOOR/register/")
    ] == [404] * 3


def test_a_stranger_finds_how_to_start_supervision_of_supervision(visit):
    """From home in two clicks, from a search of the guidance in one; no script is needed, and no other server is asked."""
    title, wanted = "Supervision of supervision: starting from nothing", "**/guidance/supervision-of-supervision/"
    visitor = visit(java_script_enabled=False)
    asked = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.open("/")
    visitor.page.get_by_role("main").get_by_role("link", name="Read guidance").click()
    visitor.page.get_by_role("link", name=title).click()
    visitor.page.wait_for_url(wanted)
    visitor.open("/guidance/")
    visitor.page.get_by_label("Search the guidance").fill("how do I start supervision of supervision")
    visitor.page.get_by_role("button", name="Search").click()
    visitor.page.get_by_role("link", name=title).click()
    visitor.page.wait_for_url(wanted)
    assert [address for address in asked if not address.startswith(visitor.site)] == []
