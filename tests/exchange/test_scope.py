"""A manager's import sees, tells and changes what is the service's, however the rows are put together."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.actions import apply_upload
from exchange.models import Upload
from people.models import Person, Post, Service
from supervision.models import Session
from tests.exchange.rows import looked_through
from tests.world import as_csv, person, post, take_in

from .rows import everything, right

pytestmark = pytest.mark.django_db
Told = list[tuple[str, int, str, str]]


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def look(world, **files) -> Upload:
    sent = [SimpleUploadedFile(f"{name}.csv", as_csv(rows)) for name, rows in files.items()]
    return looked_through(Service.objects.get(code="HERE"), sent, world.manager)


def refused(world, **files) -> Told:
    found = look(world, **files).preview["rejected"]
    return sorted((r["file"], r["line"], r["column"], r["code"]) for r in found)


def session(**change: str) -> dict[str, str]:
    return right("sessions", disputed_by="") | change


# What is elsewhere is not there ----------------------------------------------------------------------------------------
ELSEWHERE = {
    "a person": ({"absences": [right("absences", employee_number="B2")]}, ("employee_number", "unknown_person")),
    "a signer": ({"sign_offs": [right("sign_offs", signed_by="L2")]}, ("signed_by", "unknown_person")),
    "an attendee": ({"sessions": [session(attendees="A1|B2")]}, ("attendees", "unknown_person")),
    "a service": ({"posts": [post("A1", service="THERE", start="2026-01-01")]}, ("service_code", "unknown_service")),
    "a team": ({"posts": [right("posts", team_code="T2")]}, ("team_code", "unknown_team")),
}


@pytest.mark.parametrize(("files", "why"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_is_elsewhere_is_unknown_here(ground, files, why):
    assert refused(ground, **files) == [(f"{next(iter(files))}.csv", 2, *why)]


@pytest.mark.parametrize("column", ["line_manager", "team_code"])
def test_another_service_s_and_nobody_s_look_the_same(ground, column):
    there, none = {"line_manager": ("B2", "Z9"), "team_code": ("T2", "Z9")}[column]
    found = [look(ground, posts=[right("posts", **{column: code})]).preview["rejected"] for code in (there, none)]
    assert found[0][0]["message"].replace(there, none) == found[1][0]["message"]


TAKEN = {
    "a person's number": {"people": [person("B2")]},
    "a person's number, by all they are known by": {"people": [person("B2", "Bea_There", "Test")]},
    "a post": {"posts": [post("B2") | {"employee_number": "A1"}]},
    "the days of a post": {"posts": [post("B2") | {"employee_number": "A1", "started_on": "2026-01-01"}]},
    "a session": {"sessions": [session(session_ref="S-THERE")]},
    "a service": {"services": [{"service_code": "THERE", "name": "Here"}]},
}


@pytest.mark.parametrize("files", TAKEN.values(), ids=TAKEN)
def test_a_key_of_another_service_is_taken(ground, files):
    take_in(sessions=[session(session_ref="S-THERE", facilitator="L2", attendees="B2", confirmed_by="")])
    before = everything()
    assert refused(ground, **files) == [(f"{next(iter(files))}.csv", 2, "", "taken")]
    assert {name for name, rows in everything().items() if rows != before[name]} == {"governance.AuditEntry"}


def test_a_refused_row_opens_no_door_to_somebody_elsewhere(ground):
    """A second, refused row of the number must not make the person known to the first."""
    take_in(people=[person("D1", "Dee", "Gone")], posts=[post("D1", finish="2025-01-01", service="THERE")])
    for number in ("B2", "D1"):
        found = look(ground, people=[person(number, "X", "Y"), person(number, "X", "Y") | {"email": "x"}]).preview
        assert sorted((r["line"], r["code"]) for r in found["rejected"]) == [(2, "taken"), (3, "not_an_email")]
        assert (found["corrections"], found["changes"]) == ([], [])


# What the import brings, and what is the service's own ------------------------------------------------------------------
def test_a_newcomer_with_all_that_belongs_to_them(ground):
    files = {
        "teams": [right("teams")],
        "people": [person("N1", "Nia", "New")],
        "posts": [post("N1", team_code="T3", line_manager="L1")],
        "absences": [right("absences", employee_number="N1")],
        "completions": [right("completions", employee_number="N1")],
        "sign_offs": [right("sign_offs", employee_number="N1")],
        "sessions": [session(attendees="N1|A1", confirmed_by="N1")],
    }
    upload = look(ground, **files)
    assert upload.preview["rejected"] == []
    apply_upload(upload=upload, by=ground.manager)
    newcomer = Person.objects.get(employee_number="N1")
    assert (newcomer.posts.get().team.name, newcomer.absences.count(), newcomer.sign_offs.count()) == ("Team three", 1, 1)
    assert Session.objects.get().attendances.count() == 2


def test_one_fault_of_a_newcomer_is_told_once(ground):
    assert refused(ground, people=[person("N1")], posts=[post("N1", fte="2")]) == [("posts.csv", 2, "fte", "out_of_range")]


def test_the_service_s_own_name_may_be_corrected(ground):
    apply_upload(upload=look(ground, services=[{"service_code": "HERE", "name": "Here and now"}]), by=ground.manager)
    assert Service.objects.get(code="HERE").name == "Here and now"


def test_a_post_still_to_begin_makes_somebody_known(ground):
    take_in(people=[person("F1")], posts=[post("F1", start="2027-01-01")])
    assert refused(ground, absences=[right("absences", employee_number="F1")]) == []


def test_a_post_that_ends_today_still_makes_somebody_known(ground, clock):
    take_in(people=[person("E1")], posts=[post("E1", finish="2026-11-22")])
    assert refused(ground, absences=[right("absences", employee_number="E1")]) == []
    clock.move_to("2026-11-23T00:00:00+00:00")
    assert refused(ground, absences=[right("absences", employee_number="E1")]) == [
        ("absences.csv", 2, "employee_number", "unknown_person")
    ]


# What may not be written from here, by any path --------------------------------------------------------------------------
def test_nothing_about_oneself_is_taken_away(ground):
    """A row that no longer names whoever sends it still corrects one that did."""
    own = post("M1", "pwp", "2019-01-01", "2019-12-31")
    take_in(sessions=[session(attendees="A1|M1")], posts=[own])
    assert refused(ground, sessions=[session(attendees="A1")]) == [("sessions.csv", 2, "", "oneself")]
    assert refused(ground, posts=[own | {"employee_number": "A1"}]) == [("posts.csv", 2, "", "oneself")]


def test_nothing_of_somebody_shared_is_taken_away(ground):
    shared = post("S1")
    take_in(people=[person("S1")], posts=[shared, post("S1", start="2021-01-01", service="THERE")])
    assert refused(ground, posts=[shared | {"employee_number": "A1"}]) == [("posts.csv", 2, "", "shared")]


def test_a_post_with_rights_that_ended_is_not_opened_again(ground):
    past = post("C1", "clinical_lead", "2018-01-01", "2019-12-31")
    take_in(posts=[past])
    for finish in ("", "2030-12-31"):
        assert refused(ground, posts=[past | {"finished_on": finish}]) == [("posts.csv", 2, "role", "gives_rights")]
    assert refused(ground, posts=[past | {"finished_on": "2019-06-30"}]) == []


def test_a_post_does_not_become_one_with_rights(ground):
    assert refused(ground, posts=[post("A1") | {"role": "clinical_lead"}]) == [("posts.csv", 2, "role", "gives_rights")]
    lead = Post.objects.live().get(person=ground.lead)
    moved = post("L1", "clinical_lead", assignment_number=lead.assignment_number) | {"employee_number": "A1"}
    assert refused(ground, posts=[moved]) == [("posts.csv", 2, "role", "gives_rights")]


def test_an_address_stays_whether_its_owner_has_signed_in_or_not(ground):
    ground.ada.set_password("a long enough password")
    ground.ada.save()
    for number, first in (("A1", "Ada"), ("C1", "Colleague")):
        changed = person(number, first, "Test") | {"email": "new@example.nhs.uk"}
        assert refused(ground, people=[changed]) == [("people.csv", 2, "email", "signs_in")]
    assert Person.objects.get(pk=ground.ada.pk).email == "a1@example.nhs.uk"
