"""What a service manager's import may not do: reach another service, give rights, take over an account, or decide about
themselves."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.actions import NotApplied, apply_upload, look_through
from exchange.models import Overwritten
from governance.models import AuditEntry
from people.models import Person, Post, Service
from tests.exchange.rows import looked_through
from tests.world import as_csv, person, post, take_in

pytestmark = pytest.mark.django_db


def look(world, **files):
    sent = [SimpleUploadedFile(f"{name}.csv", as_csv(rows)) for name, rows in files.items()]
    return looked_through(Service.objects.get(code="HERE"), sent, world.manager)


def refused(world, **files) -> list[tuple[str, str, str]]:
    return [(r["file"], r["column"], r["code"]) for r in look(world, **files).preview["rejected"]]


def waiver(number: str, by: str) -> dict[str, str]:
    return {
        "employee_number": number,
        "requirement": "qual",
        "granted_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "granted_by": by,
        "reason": "agreed",
    }


def test_no_service_is_made(world):
    assert refused(world, services=[{"service_code": "MINE", "name": "Mine"}]) == [("services.csv", "", "national")]


def test_another_services_name_is_not_changed(world):
    assert refused(world, services=[{"service_code": "THERE", "name": "Taken"}]) == [("services.csv", "", "taken")]


def test_no_course_is_made_for_everybody(world):
    assert refused(world, courses=[{"course_code": "X", "title": "X", "days": "9"}]) == [("courses.csv", "", "national")]


def test_nobody_of_another_service_exists_to_it(world):
    row = {"employee_number": "B2", "kind": "sickness", "started_on": "2026-01-05"}
    assert refused(world, absences=[row]) == [("absences.csv", "employee_number", "unknown_person")]
    assert refused(world, people=[person("B2", "Bea_There", "Test")]) == [("people.csv", "", "taken")]


def test_somebody_who_left_is_out_of_reach(world):
    take_in(
        posts=[post("C1", finish="2025-01-31"), post("C1", start="2025-02-01", service="THERE", assignment_number="C1-there")]
    )
    assert refused(world, people=[person("C1", "Renamed", "Test")]) == [("people.csv", "", "taken")]
    assert refused(world, waivers=[waiver("C1", "L1")]) == [("waivers.csv", "employee_number", "unknown_person")]


def test_an_assignment_of_another_service_is_not_taken(world):
    there = Post.objects.live().get(person=world.bea_there)
    row = post("A1", start="2026-01-01", assignment_number=there.assignment_number)
    assert refused(world, posts=[row]) == [("posts.csv", "", "taken")]
    assert refused(world, posts=[row | {"started_on": "2020-01-01"}]) == [("posts.csv", "", "taken")]


def test_what_is_known_of_somebody_shared_is_not_corrected(world):
    take_in(posts=[post("A1", start="2024-01-01", service="THERE", assignment_number="A1-there")], waivers=[waiver("A1", "L2")])
    assert refused(world, waivers=[waiver("A1", "L1")]) == [("waivers.csv", "", "shared")]
    assert refused(world, people=[person("A1", "Renamed", "Test")]) == [("people.csv", "", "shared")]


def test_no_e_mail_address_is_changed(world):
    assert refused(world, people=[person("A1", "Ada", "Test") | {"email": "else@example.nhs.uk"}]) == [
        ("people.csv", "email", "signs_in")
    ]


@pytest.mark.parametrize("role", ["clinical_lead", "service_manager"])
def test_nobody_is_given_rights(world, role):
    assert refused(world, posts=[post("A1", role, start="2026-01-01")]) == [("posts.csv", "role", "gives_rights")]


def test_a_post_with_rights_may_end(world):
    assert refused(world, posts=[post("L1", "clinical_lead", finish="2026-12-31")]) == []


def test_nothing_is_decided_about_oneself(world):
    assert refused(world, waivers=[waiver("M1", "L1")]) == [("waivers.csv", "", "oneself")]
    assert refused(world, posts=[post("M1", "pwp", start="2019-01-01", finish="2019-06-30")]) == [("posts.csv", "", "oneself")]


def test_whoever_is_new_comes_with_a_post(world):
    assert refused(world, people=[person("N1")]) == [("people.csv", "employee_number", "no_post")]
    assert refused(world, people=[person("N1")], posts=[post("N1")]) == []


def test_one_s_own_rows_may_be_sent_along_unchanged(world):
    assert refused(world, posts=[post("M1", "service_manager"), post("A1", finish="2026-12-31")]) == []


def test_what_was_refused_is_not_kept(world):
    from exchange.files import kept

    assert kept(look(world, services=[{"service_code": "MINE", "name": "Mine"}]).public_id) == {}


def test_what_stood_there_before_is_remembered(world):
    apply_upload(upload=look(world, people=[person("A1", "Adele", "Test")]), by=world.manager)
    assert list(Overwritten.objects.values_list("record", "key", "attribute", "before", "after", "by")) == [
        ("people.Person", world.ada.pk, "first_name", "Ada", "Adele", world.manager.pk)
    ]


def test_the_log_tells_a_look_from_an_import(world):
    upload = look(world, people=[person("A1", "Adele", "Test")])
    apply_upload(upload=upload, by=world.manager)
    entries = AuditEntry.objects.order_by("-number")[:2][::-1]
    assert [(e.action, e.subject, [counts[1:] for counts in e.summary.values()]) for e in entries] == [
        ("rehearse_import", f"exchange.Upload:{upload.pk}", []),
        ("import_facts", f"exchange.Upload:{upload.pk}", [[1, 0, 1]]),
    ]


def test_what_changed_since_is_looked_at_again(world):
    upload = look(world, people=[person("A1", "Adele", "Test")])
    take_in(people=[person("A1", "Adela", "Test")])
    with pytest.raises(NotApplied):
        apply_upload(upload=upload, by=world.manager)
    assert Person.objects.get(pk=world.ada.pk).first_name == "Adela"
    again = look_through(upload=upload, by=world.manager)
    assert [(c["before"], c["after"]) for c in again.preview["corrections"]] == [("Adela", "Adele")]
