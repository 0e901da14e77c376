"""A manager's import in the browser: send, look, apply; and who may not."""

import io
import zipfile

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.background import digest
from exchange.models import Upload
from people.models import Absence, Person, Service
from tests.world import as_csv, in_one_line, person, post, take_in

from .rows import everything, right

pytestmark = pytest.mark.django_db
START, HERE, THERE = "/people/import/", "/people/import/for/HERE/", "/people/import/for/THERE/"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """Where uploads are kept for this test."""
    settings.PRIVATE_ROOT = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def manager(ground, as_person):
    return as_person(ground.manager)


def csv_file(name: str, rows) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{name}.csv", as_csv(rows), "text/csv")


def zip_file(**files) -> SimpleUploadedFile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in files.items():
            archive.writestr(f"{name}.csv", rows if isinstance(rows, bytes) else as_csv(rows))
    return SimpleUploadedFile("all.zip", packed.getvalue(), "application/zip")


def send(client, *files, to: str = HERE) -> str:
    """The address of the preview."""
    got = client.post(to, {"files": files})
    assert got.status_code == 302, got.context["form"].errors
    return got["Location"]


def complaints(client, *files) -> list[str]:
    got = client.post(HERE, {"files": files, "csrfmiddlewaretoken": "as every form has"})
    assert got.status_code == 200
    return got.context["form"].errors["files"]


def apply(client, preview: str) -> tuple[str, list[str]]:
    """Where it leads, and what is said there."""
    shown = client.get(preview).context
    got = client.post(f"{preview}apply/", {"seen": shown["seen"] if shown else ""})
    assert got.status_code == 302
    return got["Location"], [BeautifulSoup(str(said), "html.parser").get_text() for said in get_messages(got.wsgi_request)]


DONE = "The import has been applied. Everybody's eligibility has been worked out again."
ALREADY = "This import has been applied already. Nothing was done again. Read on: Bringing in facts from other systems"
LOOK_AGAIN = (
    "Something has changed since you looked. Nothing was applied: please look again. Read on: Bringing in facts "
    "from other systems"
)
GONE = "These files were kept for a day and are gone. Send them again. Read on: Bringing in facts from other systems"


# Send and look ---------------------------------------------------------------------------------------------------------
def test_a_manager_of_one_service_is_led_to_it(manager):
    assert manager.get(START)["Location"] == HERE
    page = manager.get(HERE)
    assert (page.status_code, page.context["service"].code) == (200, "HERE")
    assert [row[0] for row in page.context["files"].rows] == [
        "services.csv", "teams.csv", "people.csv", "posts.csv", "absences.csv", "qualifications.csv", "courses.csv",
        "completions.csv", "registrations.csv", "sign_offs.csv", "observations.csv", "approvals.csv", "waivers.csv",
        "allocations.csv", "capacity.csv", "sessions.csv",
    ]  # fmt: skip


def test_a_manager_of_two_services_chooses(ground, as_person):
    take_in(posts=[post("M1", "service_manager", "2021-01-01", service="THERE")])
    page = as_person(ground.manager).get(START)
    assert [service.code for service in page.context["services"]] == ["HERE", "THERE"]


@pytest.mark.parametrize(
    "files",
    [
        lambda: [csv_file("absences", [right("absences")]), csv_file("teams", [right("teams")])],
        lambda: [zip_file(absences=[right("absences")], teams=[right("teams")])],
        lambda: [zip_file(absences=[right("absences")]), csv_file("teams", [right("teams")])],
    ],
    ids=["files", "an archive", "both"],
)
def test_files_and_archives_are_looked_through(manager, files):
    before = everything()
    page = manager.get(send(manager, *files()))
    assert page.context["found"]["changes"] == ["1 new team", "1 new absence"]
    assert Absence.objects.count() == 0
    assert {name for name, rows in everything().items() if rows != before[name]} == {"governance.AuditEntry"}


def test_the_page_says_what_would_change(manager, ground):
    take_in(absences=[right("absences")])
    sent = [right("absences", finished_on="2024-02-10"), right("absences", kind="study"), right("absences", kind="parental")]
    text = in_one_line(manager.get(send(manager, csv_file("absences", sent))).content.decode())
    for words in ("2 new absences", "1 absence corrected", "1 February 2024", "10 February 2024", "Apply these changes"):
        assert words in text
    again = in_one_line(manager.get(send(manager, csv_file("absences", [right("absences")]))).content.decode())
    assert "Everything in these files is already here. There is nothing to apply." in again
    assert "1 row is already here as it stands." in again
    assert "Apply these changes" not in again


def test_the_page_says_what_must_be_corrected_and_offers_nothing_else(manager, folder):
    preview = send(manager, csv_file("absences", [right("absences"), right("absences", kind="holiday")]))
    page = manager.get(preview)
    assert [(str(w), c, m) for w, c, m in page.context["rejected"].rows] == [
        ("absences.csv, line 3", "kind", "Use one of: annual_leave, sickness, parental, career_break, secondment, study.")
    ]
    assert "1 thing must be corrected in your files first. Correct it, then send the files again." in in_one_line(
        page.content.decode()
    )
    assert "Apply these changes" not in in_one_line(page.content.decode())
    apply(manager, preview)
    assert (Upload.objects.get().applied_at, Absence.objects.count(), list(folder.rglob("*.csv"))) == (None, 0, [])


def test_what_is_in_a_file_is_shown_as_text(manager):
    page = manager.get(send(manager, csv_file("absences", [right("absences") | {"<script>alert(1)</script>": "x"}])))
    assert "<script>alert(1)" not in in_one_line(page.content.decode())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in in_one_line(page.content.decode())


def test_files_that_cannot_be_taken(manager):
    none = "None of these is a file of an import. Name them as in the list below, such as services.csv."
    assert complaints(manager, SimpleUploadedFile("personen.csv", b"x")) == [none]
    assert complaints(manager, zip_file(nothing=[right("teams")])) == [none]
    assert complaints(manager, SimpleUploadedFile("people.csv", b"")) == ["One of these files is empty"]
    bomb = (
        "The archive unpacks to more than 5 MB. Send fewer rows at a time, or ask the team that runs this site to import them."
    )
    assert complaints(manager, zip_file(people=b"\0" * 6_000_000)) == [bomb]
    assert Upload.objects.count() == 0


def test_no_file_at_all(manager):
    assert complaints(manager) == ["Choose the files to look through"]


def test_a_file_that_cannot_be_read_is_told_like_a_row(manager):
    page = manager.get(send(manager, SimpleUploadedFile("people.csv", "employee_number\nZoë".encode("cp1252"))))
    assert [(str(where), message) for where, _, message in page.context["rejected"].rows] == [
        ("people.csv, line 2", "This file is not UTF-8. Save it again as “CSV UTF-8”.")
    ]


# Apply -----------------------------------------------------------------------------------------------------------------
def test_applied_once_and_its_files_cleared_away(manager, ground, folder, django_capture_on_commit_callbacks):
    preview = send(manager, csv_file("absences", [right("absences")]))
    assert [path.name for path in folder.rglob("*.csv")] == ["absences.csv"]
    with django_capture_on_commit_callbacks(execute=True):
        assert apply(manager, preview) == (preview, [DONE])
    assert list(Absence.objects.values_list("person", "recorded_by")) == [(ground.ada.pk, ground.manager.pk)]
    assert list(folder.rglob("*.csv")) == []
    page = in_one_line(manager.get(preview).content.decode())
    assert "This import was applied." in page and "Apply these changes" not in page
    assert "1 new absence" in page


def test_applied_twice_does_nothing_more(manager):
    preview = send(manager, csv_file("absences", [right("absences")]))
    apply(manager, preview)
    manager.get(preview)
    before = everything()
    assert apply(manager, preview) == (preview, [ALREADY])
    assert everything() == before


def test_a_second_click_applies_nothing_that_was_not_looked_at(manager, ground):
    preview = send(manager, csv_file("absences", [right("absences")]))
    seen = manager.get(preview).context["seen"]
    take_in(absences=[right("absences", finished_on="2024-01-09")])
    for _ in range(2):
        manager.post(f"{preview}apply/", {"seen": seen})
    assert str(Absence.objects.live().get().finished_on) == "2024-01-09"
    apply(manager, preview)
    assert str(Absence.objects.live().get().finished_on) == "2024-02-01"


def test_something_changed_since_is_shown_again(manager, ground):
    """A correction that somebody else's import has made a new row's, and one whose old value is another by now."""
    preview = send(manager, csv_file("absences", [right("absences")]))
    take_in(absences=[right("absences", finished_on="2024-01-09")])
    before = everything()
    assert apply(manager, preview) == (preview, [LOOK_AGAIN])
    assert {name for name, rows in everything().items() if rows != before[name]} == {"governance.AuditEntry"}
    found = manager.get(preview).context["found"]
    assert found["changes"] == ["1 absence corrected"]
    assert [(c["before"], c["after"]) for c in found["corrections"]] == [("9 January 2024", "1 February 2024")]
    assert apply(manager, preview) == (preview, [DONE])
    assert str(Absence.objects.live().get().finished_on) == "2024-02-01"


def test_what_can_no_longer_be_applied_is_shown_again(manager, ground):
    preview = send(manager, csv_file("posts", [post("A1", start="2019-01-01", finish="2019-06-30", assignment_number="AN9")]))
    take_in(posts=[post("C1", start="2019-06-01", finish="2019-12-31", assignment_number="AN9")])
    assert apply(manager, preview) == (preview, [LOOK_AGAIN])
    assert [r["code"] for r in manager.get(preview).context["found"]["rejected"]] == ["overlap"]
    assert "Apply these changes" not in in_one_line(manager.get(preview).content.decode())
    assert apply(manager, preview) == (preview, [GONE])
    assert not ground.ada.posts.filter(assignment_number="AN9").exists()


def test_files_are_kept_for_a_day(manager, ground, clock, folder):
    preview = send(manager, csv_file("absences", [right("absences")]))
    clock.shift(24 * 3600 + 1)
    manager.force_login(ground.manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    send(manager, csv_file("teams", [right("teams")]))
    assert [path.name for path in folder.rglob("*.csv")] == ["teams.csv"]
    assert manager.get(preview).status_code == 404


def test_files_that_were_lost(manager, folder):
    import shutil

    preview = send(manager, csv_file("absences", [right("absences")]))
    shutil.rmtree(folder)
    assert apply(manager, preview) == (preview, [GONE])


# Who may not -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def waiting(ground, as_person) -> Upload:
    """An upload of Here's manager, looked through and not applied. Who looks at it next signs in anew."""
    client = as_person(ground.manager)
    send(client, csv_file("absences", [right("absences")]))
    client.logout()
    return Upload.objects.get()


@pytest.fixture
def others(ground) -> dict[str, Person]:
    take_in(
        people=[person("M2"), person("M3"), person("M4")],
        posts=[
            post("M2", "service_manager", service="THERE"),
            post("M3", "service_manager"),
            post("M4", "service_manager", finish="2026-11-21"),
        ],
    )
    found = {number: Person.objects.get(employee_number=number) for number in ("M2", "M3", "M4")}
    return ground.people | {"manager_there": found["M2"], "second_manager": found["M3"], "manager_until_yesterday": found["M4"]}


MAY = {
    # who: the start, the form of Here, the form of There, the upload, applying it
    "manager": (302, 200, 404, 200, 302),
    "second_manager": (302, 200, 404, 200, 302),
    "manager_there": (302, 404, 200, 404, 404),
    "manager_until_yesterday": (404, 404, 404, 404, 404),
    "lead": (404, 403, 404, 404, 404),
    "ada": (404, 404, 404, 404, 404),
    "bea_there": (404, 404, 404, 404, 404),
}


@pytest.mark.parametrize(("who", "statuses"), MAY.items(), ids=MAY)
def test_who_may(others, waiting, as_person, who, statuses):
    client = as_person(others[who])
    preview, apply_it = (reverse(f"exchange:{name}", args=[waiting.public_id]) for name in ("preview", "apply"))
    got = [
        client.get(START),
        client.get(HERE),
        client.get(THERE),
        client.get(preview),
        client.post(apply_it, {"seen": digest(waiting.preview)}),
    ]
    assert tuple(response.status_code for response in got) == statuses
    assert Absence.objects.count() == (1 if statuses[4] == 302 else 0)


@pytest.mark.parametrize(("who", "status"), [("lead", 403), ("ada", 404), ("manager_there", 404), ("bea_there", 404)])
def test_who_may_not_send(others, as_person, folder, who, status):
    got = as_person(others[who]).post(HERE, {"files": [csv_file("absences", [right("absences")])]})
    assert (got.status_code, Upload.objects.count(), folder.exists()) == (status, 0, False)


def test_another_service_s_upload_and_none_look_the_same(others, waiting, as_person):
    client = as_person(others["manager_there"])
    there = client.get(reverse("exchange:preview", args=[waiting.public_id]))
    none = client.get(reverse("exchange:preview", args=["00000000-0000-4000-8000-000000000000"]))
    assert (there.status_code, there.content) == (404, none.content)


def test_a_stranger_is_sent_to_sign_in(waiting, client):
    preview, apply_it = (reverse(f"exchange:{name}", args=[waiting.public_id]) for name in ("preview", "apply"))
    for address in (START, HERE, preview):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
    got = client.post(apply_it)
    assert (got.status_code, got["Location"]) == (302, f"/accounts/login/?next={apply_it}")
    assert (Absence.objects.count(), Upload.objects.get().applied_at) == (0, None)


def test_applying_is_no_link(manager):
    preview = send(manager, csv_file("absences", [right("absences")]))
    assert manager.get(f"{preview}apply/").status_code == 405
    assert Absence.objects.count() == 0


def test_applying_needs_a_token_of_the_page(ground, waiting):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(ground.manager, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("exchange:apply", args=[waiting.public_id])).status_code == 403
    assert Absence.objects.count() == 0


def test_a_manager_s_own_service_in_other_letters_is_none(manager):
    assert Service.objects.filter(code="HERE").exists()
    assert manager.get("/people/import/for/here/").status_code == 404
