"""What a manager may put right although somebody has left, works elsewhere too, or comes back; and what still goes out."""

import io
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.actions import apply_upload
from people.models import Person, Post, Service
from tests.world import as_csv, person, post, take_in

from .rows import looked_through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def here(world):
    """L9 signed Ada off and verified her award, and left on 20 November."""
    take_in(
        people=[person("L9", "Kofi", "Test")],
        posts=[post("L9", "clinical_lead", "2022-11-28", assignment_number="L9-1")],
        sign_offs=[
            {
                "employee_number": "A1",
                "framework": "small",
                "competency": "A1",
                "level": "2",
                "signed_on": "2026-10-01",
                "signed_by": "L9",
            }
        ],
        qualifications=[
            {
                "employee_number": "A1",
                "qualification": "li_training",
                "awarded_on": "2021-01-01",
                "verified_by": "L9",
                "verified_on": "2024-01-01",
            }
        ],
        sessions=[
            {
                "session_ref": "R1",
                "kind": "case_management",
                "held_on": "2026-11-02",
                "minutes": "60",
                "facilitator": "L9",
                "attendees": "A1",
            }
        ],
    )
    take_in(posts=[post("L9", "clinical_lead", "2022-11-28", "2026-11-20", assignment_number="L9-1")])
    return world


def sent(world, by=None, **files):
    contents = [SimpleUploadedFile(f"{name}.csv", as_csv(rows)) for name, rows in files.items()]
    upload = looked_through(Service.objects.get(code="HERE"), contents, by or world.manager)
    if not upload.preview["rejected"]:
        apply_upload(upload=upload, by=by or world.manager)
    return [(r["file"], r["column"], r["code"]) for r in upload.preview["rejected"]]


def exported(client) -> dict[str, list[str]]:
    answer = client.post("/people/import/for/HERE/export/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return {name: archive.read(name).decode("utf-8-sig").splitlines()[1:] for name in archive.namelist()}


def test_who_left_can_be_named(here):
    row = {
        "employee_number": "A1",
        "framework": "small",
        "competency": "A2",
        "level": "3",
        "signed_on": "2026-10-01",
        "signed_by": "L9",
    }
    assert sent(here, sign_offs=[row]) == []


def test_what_goes_out_keeps_what_they_signed_and_comes_back(here, as_person):
    files = exported(as_person(here.manager))
    assert [len(files[name]) for name in ("sign_offs.csv", "qualifications.csv", "sessions.csv")] == [1, 1, 1]
    upload = looked_through(
        Service.objects.get(code="HERE"),
        [
            SimpleUploadedFile(
                "sign_offs.csv",
                as_csv(
                    [
                        {
                            "employee_number": "A1",
                            "framework": "small",
                            "competency": "A1",
                            "level": "2",
                            "signed_on": "2026-10-01",
                            "signed_by": "L9",
                        }
                    ]
                ),
            )
        ],
        here.manager,
    )
    assert (upload.preview["rejected"], upload.preview["unchanged"]) == ([], 1)


def test_a_leaving_date_is_put_right(here):
    assert sent(here, posts=[post("L9", "clinical_lead", "2022-11-28", "2026-11-23", assignment_number="L9-1")]) == []
    later = post("L9", "clinical_lead", "2022-11-28", "2026-12-24", assignment_number="L9-1")
    assert sent(here, posts=[later]) == [("posts.csv", "role", "gives_rights")]


def test_who_comes_back_gets_a_post_without_a_circle(here):
    assert sent(here, posts=[post("L9", "pwp", "2026-12-01", assignment_number="L9-2")]) == []
    assert Post.objects.live().filter(person__employee_number="L9").count() == 2


def test_who_comes_back_may_be_in_both_files(here):
    assert (
        sent(here, people=[person("L9", "Kofi", "Test")], posts=[post("L9", "pwp", "2026-12-01", assignment_number="L9-2")])
        == []
    )


def test_nothing_new_is_said_of_who_left(here):
    row = {"employee_number": "L9", "kind": "sickness", "started_on": "2026-11-02"}
    assert sent(here, absences=[row]) == [("absences.csv", "employee_number", "unknown_person")]


@pytest.fixture
def shared(here):
    """Ada also works in THERE, whose lead recorded an absence of hers."""
    take_in(
        posts=[post("A1", start="2026-01-01", service="THERE", assignment_number="A1-there", fte="0.4")],
        allocations=[{"supervisee": "A1", "supervisor": "C1", "kind": "case_management", "started_on": "2026-02-02"}],
    )
    return here


def test_what_this_service_opened_it_closes(shared):
    opened = {"employee_number": "A1", "kind": "sickness", "started_on": "2026-11-23"}
    assert sent(shared, absences=[opened]) == []
    assert sent(shared, absences=[opened | {"finished_on": "2026-11-24"}]) == []


def test_its_own_post_and_its_own_pair_are_ended(shared):
    here = Post.objects.live().get(person=shared.ada, service__code="HERE")
    assert sent(shared, posts=[post("A1", finish="2026-12-31", assignment_number=here.assignment_number)]) == []
    pair = {
        "supervisee": "A1",
        "supervisor": "C1",
        "kind": "case_management",
        "started_on": "2026-02-02",
        "finished_on": "2026-11-27",
    }
    assert sent(shared, allocations=[pair]) == []


def test_what_the_other_recorded_is_theirs(shared):
    from governance.facts import recording
    from people.models import Absence

    with recording(by=shared.lead_there) as book:
        book.record([Absence(person=shared.ada, kind="study", started_on="2026-11-02")])
    row = {"employee_number": "A1", "kind": "study", "started_on": "2026-11-02", "finished_on": "2026-11-03"}
    assert sent(shared, absences=[row]) == [("absences.csv", "", "shared")]


def test_a_file_of_a_manager_withdraws_in_their_scope_only(shared, as_person):
    mine = {"employee_number": "A1", "kind": "sickness", "started_on": "2026-11-23"}
    sent(shared, absences=[mine])
    take_in(absences=[{"employee_number": "B2", "kind": "sickness", "started_on": "2026-11-23"}])
    client = as_person(shared.manager)
    for rows, codes in (([mine], []), ([mine | {"employee_number": "B2"}], ["not_here"])):
        upload = looked_through_to_withdraw(shared, rows)
        assert [r["code"] for r in upload.preview["rejected"]] == codes
        assert client.get(f"/people/import/{upload.public_id}/").status_code == 200
    assert looked_through_to_withdraw(shared, [mine]).preview["changes"] == ["1 absence withdrawn as recorded in error"]


def looked_through_to_withdraw(world, rows):
    from exchange.actions import look_through, receive

    contents = [SimpleUploadedFile("absences.csv", as_csv(rows))]
    upload = receive(service=Service.objects.get(code="HERE"), uploads=contents, because="The wrong file.", by=world.manager)
    return look_through(upload=upload, by=world.manager)


def test_it_is_withdrawn_when_applied(shared):
    mine = {"employee_number": "A1", "kind": "sickness", "started_on": "2026-11-23"}
    sent(shared, absences=[mine])
    apply_upload(upload=looked_through_to_withdraw(shared, [mine]), by=shared.manager)
    assert not shared.ada.absences.live().exists()


def test_the_form_asks_why(shared, as_person):
    sheet = SimpleUploadedFile("absences.csv", as_csv([{"employee_number": "A1", "kind": "study", "started_on": "2026-11-02"}]))
    page = as_person(shared.manager).post("/people/import/for/HERE/", {"files": sheet, "does": "withdraw", "because": ""})
    assert "Say why these were recorded in error" in page.content.decode()


def test_somebody_who_works_elsewhere_now_keeps_their_name(here):
    take_in(posts=[post("L9", "pwp", "2026-11-23", service="THERE", assignment_number="L9-3")])
    assert sent(here, people=[person("L9", "Renamed", "Test")]) == [("people.csv", "", "taken")]
    assert Person.objects.get(employee_number="L9").first_name == "Kofi"
