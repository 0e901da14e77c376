"""Frameworks: drafted in Wagtail's admin, reviewed by somebody else, published as a version, and there and back as files."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from python_calamine import CalamineWorkbook

from competencies.actions import Refused, bring_framework, publish_framework_draft
from competencies.framework_files import as_json, as_xlsx, document_of, read_file
from competencies.models import Competency, Framework, FrameworkDraft, TimelineRun
from competencies.rules.standard import StandardRefused
from governance.access import CONSOLE
from governance.policy import Role
from people.actions import give_membership
from tabular import as_workbook
from tests.training.files import upload
from tests.world import FRAMEWORK, in_one_line, take_in

pytestmark = pytest.mark.django_db
THREE = {
    "code": "B", "title": "=More",
    "competencies": [{"code": "B1", "title": "Title B1", "looks_for": "First line.\nSecond, with – and “quotes”."}],
}  # fmt: skip
LONGER = FRAMEWORK | {"domains": [*FRAMEWORK["domains"], THREE]}


def steward(person):
    give_membership(person=person, role=Role.STEWARD, service=None, started_on=date(2026, 1, 1), finished_on=None, by=CONSOLE)
    return person


@pytest.fixture
def two(world):
    return steward(world.manager), steward(world.lead)


def publish(draft: FrameworkDraft, by, seen: int | None = None) -> Framework:
    draft.refresh_from_db()
    return publish_framework_draft(draft=draft, seen=draft.latest_revision_id if seen is None else seen, by=by)


def refusal(act, **given) -> str:
    before = Framework.objects.count()
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(**given)
    assert Framework.objects.count() == before
    return str(refused.value)


# Publishing -----------------------------------------------------------------------------------------------------------
def test_somebody_else_publishes_and_everybody_is_judged_by_it(two):
    writer, reviewer = two
    take_in(
        sign_offs=[
            {
                "employee_number": "A1",
                "framework": "small",
                "competency": c,
                "level": "2",
                "signed_on": "2026-01-05",
                "signed_by": "L1",
            }
            for c in ("A1", "A2")
        ],
        qualifications=[
            {
                "employee_number": "A1",
                "qualification": "li_training",
                "awarded_on": "2021-01-01",
                "verified_by": "L1",
                "verified_on": "2021-02-01",
            }
        ],
    )

    def state():
        return TimelineRun.objects.filter(person__employee_number="A1").order_by("started_on").last().state

    assert state() == "eligible"
    draft = bring_framework(document=LONGER, by=writer)
    assert (
        refusal(publish, draft=draft, by=writer)
        == "You changed this draft. Another steward needs to review it before it is published."
    )
    published = publish(draft, reviewer)
    assert (published.version, document_of(published)) == (2, LONGER | {"version": 2})
    assert state() == "not_yet"
    assert refusal(publish, draft=draft, by=reviewer) == "Version 2 says the same. There is nothing to publish."


def test_a_draft_that_changed_since_it_was_read_is_not_published(two):
    writer, reviewer = two
    draft = bring_framework(document=LONGER, by=writer)
    seen = draft.latest_revision_id
    bring_framework(document=LONGER | {"title": "Another"}, by=writer)
    said = "Another person changed the draft after you opened it. Nothing was published. Read it again."
    assert refusal(publish, draft=draft, by=reviewer, seen=seen) == said


def test_nobody_else_drafts_or_publishes(two, world):
    draft = bring_framework(document=LONGER, by=two[0])
    for who in (world.ada, world.lead_there):
        with pytest.raises(PermissionDenied):
            bring_framework(document=LONGER, by=who)
        with pytest.raises(PermissionDenied):
            publish(draft, who)


def test_the_database_keeps_a_published_framework_as_it_is(world):
    for act in (
        lambda: Framework.objects.update(title="Other"),
        lambda: Competency.objects.update(looks_for="Other."),
        lambda: Competency.objects.first().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


# The admin ------------------------------------------------------------------------------------------------------------
def form(**change) -> dict[str, str]:
    """What Wagtail's editor sends for one domain with one competency."""
    block = {
        "domains-count": "1",
        "domains-0-deleted": "",
        "domains-0-order": "0",
        "domains-0-type": "domain",
        "domains-0-id": "",
        "domains-0-value-code": "A",
        "domains-0-value-title": "All",
        "domains-0-value-competencies-count": "1",
        "domains-0-value-competencies-0-deleted": "",
        "domains-0-value-competencies-0-order": "0",
        "domains-0-value-competencies-0-id": "",
        "domains-0-value-competencies-0-value-code": "A1",
        "domains-0-value-competencies-0-value-title": "Title A1",
        "domains-0-value-competencies-0-value-looks_for": "Something new.",
    }
    return {"code": "small", "title": "A small framework"} | block | change


def test_a_steward_drafts_in_the_admin_and_another_reviews_and_publishes(two, world, as_person):
    writer, reviewer = two
    client = as_person(writer)
    home = client.get("/admin/")
    assert home.status_code == 200 and "Frameworks" in in_one_line(home.content.decode())
    assert client.post("/admin/snippets/competencies/frameworkdraft/add/", form()).status_code == 302
    draft = FrameworkDraft.objects.get()
    edit = f"/admin/snippets/competencies/frameworkdraft/edit/{draft.pk}/"
    assert client.get(edit).status_code == 200
    assert client.post(edit, form(title="A smaller framework")).status_code == 302
    page = f"/competencies/frameworks/review/{draft.pk}/"
    own = in_one_line(client.get(page).content.decode())
    assert "Another steward has to review your" in own and "Publish framework" not in own
    other = as_person(reviewer)
    shown = in_one_line(other.get(page).content.decode())
    assert "A1: changed" in shown and "A2: no longer part" in shown and "Publish framework" in shown
    draft.refresh_from_db()
    assert other.post(page, {"seen": str(draft.latest_revision_id)})["Location"] == "/competencies/frameworks/small/"
    newest = Framework.objects.order_by("version").last()
    assert (newest.version, newest.title, newest.competencies.get().looks_for) == (2, "A smaller framework", "Something new.")
    assert "A2: no longer part" in in_one_line(other.get("/competencies/frameworks/small/").content.decode())


def test_the_admin_shows_a_steward_reference_data_and_nothing_else(two, world, as_person):
    client = as_person(two[0])
    assert client.get("/admin/courses/").status_code == 200
    closed = (
        "/admin/users/",
        "/admin/groups/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/snippets/competencies/frameworkdraft/delete/1/",
    )
    draft = bring_framework(document=LONGER, by=two[0])
    assert draft.pk
    for address in closed:
        got = client.get(address)
        assert got.status_code in (302, 404), address
        assert got.status_code == 404 or got["Location"] == "/admin/", address
    for who in (world.ada, world.lead_there):
        for address in ("/admin/", "/admin/courses/", "/admin/snippets/competencies/frameworkdraft/"):
            assert as_person(who).get(address).status_code == 404
        assert as_person(who).get(f"/competencies/frameworks/review/{draft.pk}/").status_code == 404


def test_a_course_is_described_in_the_admin_through_its_action(two, as_person):
    from governance.models import AuditEntry
    from training.models import Course

    client = as_person(two[0])
    sent = {
        "code": "FIVE",
        "title": "Five days",
        "provider": "",
        "days": "5",
        "level": "",
        "tags": "li_supervisor, cpd",
        "needs": "",
        "refresh_months": "36",
    }
    assert client.post("/admin/courses/new/", sent).status_code == 302
    course = Course.objects.get()
    assert (course.tags, course.refresh_months) == (["li_supervisor", "cpd"], 36)
    assert AuditEntry.objects.last().action == "keep_reference_data"
    address = f"/admin/courses/edit/{course.pk}/"
    assert "A code stays" in in_one_line(client.post(address, sent | {"code": "SIX"}).content.decode())
    assert "cannot come before itself" in in_one_line(client.post(address, sent | {"needs": str(course.pk)}).content.decode())
    refused = in_one_line(client.post(address, sent | {"title": "Of 943 476 5919"}).content.decode())
    assert 'Read on: <a class="nhsuk-link" href="/guidance/using-this-site-without-patient-details/">' in refused
    assert client.post(address, sent | {"days": "6"}).status_code == 302
    assert Course.objects.get().days == 6


# Files ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("write", [as_json, as_xlsx])
def test_what_goes_out_comes_back_in(write):
    assert read_file(write(LONGER)) == LONGER


def test_a_spreadsheet_runs_no_formula_and_shows_no_apostrophe():
    """Read by a parser that did not write it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(as_xlsx(LONGER)))
    assert [row[1] for row in book.get_sheet_by_name("competencies").to_python()] == ["domain_title", "All", "All", "=More"]
    written = zipfile.ZipFile(io.BytesIO(as_xlsx(LONGER))).read("xl/worksheets/sheet2.xml")
    assert b"<f>" not in written


@pytest.mark.parametrize(
    "write", [str.upper, str.title, lambda name: f" {name.replace('_', ' ')} ", lambda name: name.replace("_", "-")]
)
def test_headings_need_not_match_to_the_letter(write):
    rows = [("A", "All", "A1", "Title A1", "Something."), ("A", "All", "A2", "Title A2", "Something.")]
    columns = ("domain_code", "domain_title", "code", "title", "looks_for")
    about = [
        ("What", "Value"),
        *((write(name), value) for name, value in (("code", "small"), ("version", 1), ("title", "A small framework"))),
    ]
    content = as_workbook([(write("framework"), about), (write("competencies"), [[write(name) for name in columns], *rows])])
    assert read_file(content) == FRAMEWORK


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code,title\n", "is neither a spreadsheet (XLSX) nor JSON"),
        (b"PK\x03\x04 not really", "needs a sheet “framework”"),
        (b"\xff\xfe", "is neither a spreadsheet (XLSX) nor JSON"),
        (b"[" * 200_000, "is neither a spreadsheet (XLSX) nor JSON"),
        (b" " * 5_000_001, "is larger than 5 MB"),
    ],
)
def test_files_that_are_none(content, said):
    with pytest.raises(StandardRefused) as refused:
        read_file(content)
    assert refused.value.problems[0][1].startswith(said)


def test_a_zip_bomb_is_not_unpacked():
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 60_000_000)
    with pytest.raises(StandardRefused) as refused:
        read_file(out.getvalue())
    assert refused.value.problems == [("the file", "unpacks to more than 50 MB")]


def test_downloads_and_bringing_in(two, world, as_person):
    client = as_person(world.ada)
    assert json.loads(client.get("/competencies/frameworks/small/1.json").content) == FRAMEWORK
    assert read_file(client.get("/competencies/frameworks/small/1.xlsx").content) == FRAMEWORK
    assert client.get("/competencies/frameworks/small/9.json").status_code == 404
    assert client.get("/competencies/frameworks/bring/").status_code == 404
    page, keeper = "/competencies/frameworks/bring/", as_person(two[0])
    broken = {"file": upload(json.dumps(FRAMEWORK | {"title": ""}).encode(), "x.json")}
    assert "$.title" in in_one_line(keeper.post(page, broken).content.decode())
    assert keeper.post(page, {"file": upload(as_xlsx(LONGER), "x.xlsx")}).status_code == 302
    assert FrameworkDraft.objects.get().document(1) == LONGER
