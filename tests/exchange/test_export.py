"""What comes out goes back in: for the operator everything, for a manager their service and nothing of another."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.models import AuditEntry
from people.models import Person, Post, Service
from tests.exchange.rows import looked_through
from tests.world import person, post, take_in

from .example import ROWS, counts, publish_example
from .rows import RIGHT, right

NOTHING_TO_DO = {"changes": [], "rejected": [], "corrections": []}


@pytest.fixture
def here(ground, tmp_path, settings):
    """A service with a row of every kind, and uploads kept for this test."""
    settings.PRIVATE_ROOT = tmp_path
    take_in(**{name: [row] for name, row in RIGHT.items()})
    return ground


def downloaded(client, code: str = "HERE") -> dict[str, bytes]:
    got = client.post(f"/people/import/for/{code}/export/")
    assert got.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(got.streaming_content))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").splitlines()


def test_everything_comes_out_and_goes_back_in(example, tmp_path):
    done = example("export_csv", tmp_path / "out")
    assert done.code == 0
    assert done.out.splitlines() == [f"{name}: {rows} rows" for name, rows in ROWS.items()]
    assert example("import_csv", tmp_path / "out").json == {"files": counts("unchanged"), "rejected": [], "applied": True}


def test_elsewhere_it_gives_the_same_answers(example, manage_elsewhere, tmp_path):
    example("export_csv", tmp_path / "out")
    publish_example(manage_elsewhere)
    taken_in = manage_elsewhere("import_csv", tmp_path / "out").json
    assert taken_in == {"files": counts("created"), "rejected": [], "applied": True}
    asked = ("eligibility", "--standard", "li-supervisor", "--timeline")
    assert manage_elsewhere(*asked).json == example(*asked).json


def test_it_writes_over_nothing(example, tmp_path):
    (tmp_path / "mine.txt").write_text("kept")
    assert example("export_csv", tmp_path).code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.django_db
def test_a_managers_download_goes_back_in(here, as_person):
    files = downloaded(as_person(here.manager))
    assert set(files) == {f"{name}.csv" for name in RIGHT}
    uploads = [SimpleUploadedFile(name, content) for name, content in files.items()]
    found = looked_through(Service.objects.get(code="HERE"), uploads, here.manager).preview
    assert {key: found[key] for key in NOTHING_TO_DO} == NOTHING_TO_DO


@pytest.mark.django_db
def test_a_manager_sees_nothing_of_another_service(here, as_person):
    take_in(
        sign_offs=[right("sign_offs", employee_number="B2", signed_by="L2"), right("sign_offs", signed_by="L2")],
        absences=[right("absences", employee_number="B2")],
    )
    whole = b"".join(downloaded(as_person(here.manager)).values()).decode()
    there = Person.objects.filter(posts__service__code="THERE")
    assert [p.employee_number for p in there if p.email in whole or f"{p.employee_number}," in whole] == []


@pytest.mark.django_db
def test_a_formula_is_harmless_on_the_way_out_and_itself_on_the_way_in(here, as_person):
    take_in(people=[person("N1", "=cmd", "Test")], posts=[post("N1", start="2026-01-01")])
    files = downloaded(as_person(here.manager))
    assert [line for line in lines(files["people.csv"]) if line.startswith("N1,")] == ["N1,'=cmd,Test,n1@example.nhs.uk"]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("lead", 403), ("ada", 404), ("lead_there", 404)])
def test_nobody_else_downloads(here, as_person, who, status):
    assert as_person(getattr(here, who)).post("/people/import/for/HERE/export/").status_code == status


@pytest.mark.django_db
def test_the_log_says_who_took_how_much(here, as_person):
    files = downloaded(as_person(here.manager))
    entry = AuditEntry.objects.order_by("pk").last()
    assert (entry.action, entry.by_id) == ("export_facts", here.manager.pk)
    assert entry.summary == {name: len(lines(content)) - 1 for name, content in files.items()}


@pytest.mark.django_db
def test_looking_is_not_enough(here, as_person):
    assert as_person(here.manager).get("/people/import/for/HERE/export/").status_code == 405


@pytest.mark.django_db
def test_a_full_time_equivalent_comes_in_and_out_with_its_five_decimals(here, as_person):
    take_in(posts=[post("A1", start="2024-02-01", assignment_number="A1-part", fte="0.53333000")])
    kept = Post.objects.live().get(assignment_number="A1-part")
    assert kept.fte_hundred_thousandths == 53_333
    [line] = [line for line in lines(downloaded(as_person(here.manager))["posts.csv"]) if "A1-part" in line]
    assert ",0.53333," in line
