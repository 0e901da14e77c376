"""What an import writes: once, all or nothing, in the order of the file; corrections in the place of what they correct."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from competencies.models import Approval, SignOff
from competencies.timelines import differences, everybody
from exchange.actions import NotApplied, import_everything
from governance.access import CONSOLE
from people.models import Absence, Person, Post
from supervision.models import Attendance, Response, Session
from tests.world import as_csv, person, post, take_in
from training.models import Completion, Course, Qualification

from .rows import FILES, RIGHT, counts, everything, rehearse, right, told

pytestmark = pytest.mark.django_db
ALL = {file: [row] for file, row in RIGHT.items()}


def stand(capsys, number: str, *asked: str) -> dict:
    """What the command says of one person."""
    capsys.readouterr()
    call_command("eligibility", "--standard", "plain", *asked)
    found = {answer["employee_number"]: answer for answer in json.loads(capsys.readouterr().out)}[number]
    return {requirement["id"]: requirement["outcome"] for requirement in found["requirements"]}


# Once, and all or nothing ----------------------------------------------------------------------------------------------
def test_every_row_is_new_once(ground):
    first, second = take_in(**ALL), take_in(**ALL)
    assert {file: counts(first, file) for file in FILES} == dict.fromkeys(FILES, (1, 1, 0, 0, 0))
    assert {file: counts(second, file) for file in FILES} == dict.fromkeys(FILES, (1, 0, 0, 1, 0))
    assert (first.applied, second.applied) == (True, True)


def test_a_second_import_leaves_every_row_alone(ground):
    take_in(**ALL)
    before = everything()
    take_in(**ALL)
    after = everything()
    assert {name for name in before if before[name] != after[name]} == {"governance.AuditEntry"}


def test_the_same_written_otherwise_is_the_same(ground):
    take_in(**ALL)
    again = as_csv(
        [
            right(
                "sessions", held_on="01/02/2024", minutes="060", attendees=" L1 | A1 |A1", confirmed_by="A1|", disputed_by=" L1"
            )
        ]
    )
    semicolons = "\ufeffobserver;Score;observed_on;kind;EMPLOYEE_NUMBER;intervention;instrument;shoe size\r\n".encode()
    semicolons += b'" A colleague ";4.50;01-MAY-2024;practice;A1;worry management;LI-CAS;9\r\n'
    report = import_everything(contents={"sessions.csv": again, "observations.csv": semicolons}, by=CONSOLE)
    assert (counts(report, "sessions"), counts(report, "observations")) == ((1, 0, 0, 1, 0), (1, 0, 0, 1, 0))
    assert report.warnings == ["observations.csv: the column “shoe size” is not known and was left out."]


def test_a_rehearsal_says_the_same_and_writes_nothing(ground):
    before = everything()
    rehearsed = rehearse(**ALL)
    assert everything() == before
    assert (rehearsed.applied, rehearsed.rejected) == (False, [])
    assert rehearsed.as_json()["files"] == take_in(**ALL).as_json()["files"]


def test_a_rehearsal_of_a_correction_writes_nothing(ground):
    take_in(**ALL)
    before = everything()
    corrected = {"people": [right("people", first_name="Adela")], "posts": [right("posts", fte="0.5")]}
    rehearsed = rehearse(**corrected)
    assert (counts(rehearsed, "people"), counts(rehearsed, "posts")) == ((1, 0, 1, 0, 0), (1, 0, 1, 0, 0))
    assert everything() == before


def test_one_refused_row_among_many(ground):
    rows = [right("absences", started_on=f"2023-01-{day:02}", finished_on="") for day in range(1, 29)]
    rows[13]["kind"] = "holiday"
    with pytest.raises(NotApplied) as refused:
        take_in(absences=rows)
    assert counts(refused.value.report, "absences") == (28, 27, 0, 0, 1)
    assert Absence.objects.count() == 0


def test_each_file_refers_to_those_before_it(ground):
    """People, teams, services and courses of the same import are known to its other files, and to each other."""
    report = take_in(
        services=[{"service_code": "NEW", "name": "New"}],
        teams=[{"service_code": "NEW", "team_code": "N1", "name": "North"}],
        people=[person("N1"), person("N2")],
        posts=[post("N1", service="NEW", team_code="N1", line_manager="N2")],
        courses=[right("courses", course_code="SIX")],
        completions=[right("completions", employee_number="N1", course_code="SIX", verified_by="N2")],
    )
    found = Post.objects.get(person__employee_number="N1")
    assert (found.service.code, found.team.name, found.line_manager.employee_number) == ("NEW", "North", "N2")
    assert Completion.objects.get().course.code == "SIX"
    assert report.people == 1


# Corrections ----------------------------------------------------------------------------------------------------------
CORRECTED = {
    "services": {"name": "Another name"},
    "teams": {"site": ""},
    "people": {"last_name": "Lovelace"},
    "posts": {"fte": "0.6"},
    "absences": {"finished_on": ""},
    "qualifications": {"verified_on": ""},
    "courses": {"days": "4"},
    "completions": {"evidence_ref": "cert 99"},
    "registrations": {"number": "BA/13"},
    "sign_offs": {"level": "3"},
    "observations": {"score": ""},
    "approvals": {"approved_by": "M1"},
    "waivers": {"ends_on": "2024-07-31"},
    "allocations": {"supervisor": "L1"},
    "capacity": {"max_supervisees": ""},
    "sessions": {"attendees": "L1"},
}


@pytest.mark.parametrize("file", FILES)
def test_a_known_key_with_other_content_is_a_correction(ground, file):
    take_in(**ALL)
    corrected = [right(file, **CORRECTED[file])]
    assert counts(take_in(**{file: corrected}), file) == (1, 0, 1, 0, 0)
    assert counts(take_in(**{file: corrected}), file) == (1, 0, 0, 1, 0)
    assert list(differences(everybody())) == []


ANOTHER_KEY = {
    "services": {"service_code": "NEWER"},
    "teams": {"team_code": "T4"},
    "people": {"employee_number": "N2", "email": "n2@example.nhs.uk"},
    "posts": {"started_on": "2025-01-01", "finished_on": ""},
    "absences": {"started_on": "2024-01-02"},
    "qualifications": {"awarded_on": "2021-01-02"},
    "courses": {"course_code": "FOUR"},
    "completions": {"started_on": "2022-01-11"},
    "registrations": {"body": "BPS-WPW"},
    "sign_offs": {"signed_by": "M1"},
    "observations": {"observer": ""},
    "approvals": {"kind": "line_manager"},
    "waivers": {"requirement": "time"},
    "allocations": {"kind": "clinical_skills"},
    "capacity": {"kind": "clinical_skills"},
    "sessions": {"session_ref": "S2"},
}


@pytest.mark.parametrize("file", FILES)
def test_another_key_is_another_row(ground, file):
    take_in(**ALL)
    assert counts(take_in(**{file: [right(file, **ANOTHER_KEY[file])]}), file) == (1, 1, 0, 0, 0)
    assert counts(take_in(**{file: [right(file)]}), file) == (1, 0, 0, 1, 0)


def test_what_was_corrected_is_kept_with_its_place_and_the_reason(ground, clock):
    take_in(approvals=[right("approvals")])
    old = Approval.objects.get()
    clock.shift(3600)
    take_in(approvals=[right("approvals", withdrawn_on="")])
    clock.shift(3600)
    take_in(approvals=[right("approvals", approved_by="M1", withdrawn_on="")])
    found = Approval.objects.order_by("pk").values_list("approved_by__employee_number", "place", "voided_at", "void_reason")
    one, two = (datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (13, 14))
    assert list(found) == [
        ("L1", None, one, "Corrected by an import."),
        ("L1", old.pk, two, "Corrected by an import."),
        ("M1", old.pk, None, ""),
    ]
    assert list(Approval.objects.order_by("pk").values_list("recorded_at", flat=True)) == [old.recorded_at, one, two]


def test_a_missing_column_clears_the_value(ground):
    take_in(posts=[right("posts")])
    short = {name: right("posts")[name] for name in right("posts") if name not in ("team_code", "stage", "line_manager")}
    assert counts(take_in(posts=[short]), "posts") == (1, 0, 1, 0, 0)
    found = Post.objects.live().get(assignment_number=short["assignment_number"])
    assert (found.team, found.stage, found.line_manager, found.band) == (None, "", None, "6")


def test_a_short_row_clears_the_value(ground):
    take_in(teams=[right("teams")])
    sent = b"service_code,team_code,name,site\nHERE,T3,Team three\n"
    report = import_everything(contents={"teams.csv": sent}, by=CONSOLE)
    assert counts(report, "teams") == (1, 0, 1, 0, 0)
    assert ground.lead.posts.get().service.teams.get(code="T3").site == ""


def test_a_session_is_corrected_with_all_who_were_there(ground):
    take_in(sessions=[right("sessions")])
    take_in(sessions=[right("sessions", attendees="M1|A1", confirmed_by="M1", disputed_by="")])
    session = Session.objects.live().get()
    assert set(session.attendances.values_list("person__employee_number", flat=True)) == {"A1", "M1"}
    assert list(session.responses.values_list("person__employee_number", "answer")) == [("M1", "confirmed")]
    assert (Attendance.objects.live().count(), Response.objects.live().count(), Session.objects.count()) == (2, 1, 2)


def test_a_session_with_its_lists_in_another_order_is_the_same(ground):
    take_in(sessions=[right("sessions", attendees="A1|L1|M1")])
    assert counts(take_in(sessions=[right("sessions", attendees="M1|A1|L1")]), "sessions") == (1, 0, 0, 1, 0)


def test_a_post_that_turns_out_to_be_somebody_elses(ground):
    take_in(posts=[post("A1") | {"employee_number": "C1"}])
    assert not Post.objects.live().filter(person=ground.ada).exists()
    assert list(differences(everybody())) == []


def test_a_course_that_changes_its_tags_changes_who_is_eligible_by_it(ground):
    take_in(completions=[right("completions")], courses=[right("courses", course_code="FIVE", tags="other")])
    assert Course.objects.get(code="FIVE").tags == ["other"]
    assert list(differences(everybody())) == []


def test_a_completion_without_a_start_is_known_by_its_end(ground):
    take_in(completions=[right("completions", started_on="")])
    assert counts(take_in(completions=[right("completions", started_on="", evidence_ref="")]), "completions") == (1, 0, 1, 0, 0)
    on_one_day = right("completions", started_on="2022-01-14", completed_on="2022-01-14")
    assert counts(take_in(completions=[on_one_day]), "completions") == (1, 0, 1, 0, 0)
    assert told(completions=[on_one_day, right("completions", started_on="")]) == [
        ("completions.csv", 3, "employee_number", "duplicate")
    ]


# As it was known ------------------------------------------------------------------------------------------------------
def test_what_was_known_before_a_correction(ground, clock, capsys):
    take_in(qualifications=[right("qualifications")])
    clock.move_to("2026-11-23T09:00:00+00:00")
    take_in(qualifications=[right("qualifications", verified_on="")])
    assert stand(capsys, "A1")["qual"] == "not_met"
    assert stand(capsys, "A1", "--known-at", "2026-11-23T08:59:59+00:00")["qual"] == "met"
    assert stand(capsys, "A1", "--known-at", "2026-11-23T09:00:00+00:00")["qual"] == "not_met"
    assert stand(capsys, "A1", "--known-at", "2026-11-22T11:59:59+00:00")["qual"] == "unknown"
    assert Qualification.objects.count() == 2


# In the order of the file ---------------------------------------------------------------------------------------------
def signed(by: str, level: int) -> dict[str, str]:
    return {
        "employee_number": "A1", "framework": "small", "competency": "A1", "level": str(level), "signed_on": "2024-03-01",
        "signed_by": by,
    }  # fmt: skip


OTHER = {
    "employee_number": "A1", "framework": "small", "competency": "A2", "level": "4", "signed_on": "2024-03-01",
    "signed_by": "L1",
}  # fmt: skip


@pytest.mark.parametrize(("levels", "outcome"), [((1, 3), "met"), ((3, 1), "not_met")])
def test_of_two_sign_offs_of_one_day_the_later_row_stands(ground, capsys, levels, outcome):
    take_in(posts=[post("C1", "clinical_lead", "2021-01-01")])
    take_in(sign_offs=[OTHER, signed("L1", levels[0]), signed("C1", levels[1])])
    assert stand(capsys, "A1")["skills"] == outcome


def test_a_corrected_sign_off_keeps_its_turn(ground, capsys):
    take_in(posts=[post("C1", "clinical_lead", "2021-01-01")])
    take_in(sign_offs=[OTHER, signed("L1", 3), signed("C1", 3)])
    take_in(sign_offs=[signed("L1", 1)])
    assert stand(capsys, "A1")["skills"] == "met"
    take_in(sign_offs=[signed("C1", 1)])
    take_in(sign_offs=[signed("L1", 4)])
    assert stand(capsys, "A1")["skills"] == "not_met"
    assert SignOff.objects.live().count() == 3


def test_rows_are_recorded_in_the_order_of_the_file(ground):
    days = [f"2023-01-{day:02}" for day in (9, 3, 27, 14, 1)]
    take_in(absences=[right("absences", started_on=day, finished_on="") for day in days])
    assert [str(row.started_on) for row in Absence.objects.order_by("pk")] == days


# People ---------------------------------------------------------------------------------------------------------------
def test_leading_zeros_are_kept(ground):
    take_in(people=[person("00300"), person("300") | {"email": "other@example.nhs.uk"}], posts=[post("00300"), post("300")])
    found = Person.objects.filter(employee_number__in=["00300", "300"]).values_list(
        "employee_number", "posts__assignment_number"
    )
    assert sorted(found) == [("00300", "00300-pwp-2020-01-01"), ("300", "300-pwp-2020-01-01")]


def test_somebody_new_cannot_sign_in_before_they_have_set_a_password(ground):
    take_in(people=[person("N1")])
    assert Person.objects.get(employee_number="N1").has_usable_password() is False


EMAILS = {
    "somebody's in the database": ([("N1", "a1@example.nhs.uk")], [(2, "email", "email_taken")]),
    "in other letters": ([("N1", "A1@EXAMPLE.nhs.UK")], [(2, "email", "email_taken")]),
    "twice in the file": ([("N1", "n@example.nhs.uk"), ("N2", "N@example.nhs.uk")], [(3, "email", "email_taken")]),
    "a person twice": (
        [("N1", "n1@example.nhs.uk"), ("N1", "n2@example.nhs.uk")], [(3, "employee_number", "duplicate")]),
    "one that its owner gives up in the same file": (
        [("A1", "new@example.nhs.uk"), ("N1", "a1@example.nhs.uk")], [(3, "email", "email_taken")]),
    "one's own in other letters": ([("A1", "A1@example.nhs.uk")], []),
    "one's own new one": ([("A1", "new@example.nhs.uk"), ("N1", "n1@example.nhs.uk")], []),
}  # fmt: skip


@pytest.mark.parametrize(("people", "why"), EMAILS.values(), ids=EMAILS)
def test_everybody_has_an_address_of_their_own(ground, people, why):
    rows = [person(number) | {"email": email} for number, email in people]
    assert told(people=rows) == [("people.csv", *reason) for reason in why]


def test_two_editors_have_addresses_of_their_own_too(ground):
    for name in ("one", "two"):
        Person.objects.create_user(f"{name}@example.nhs.uk", first_name=name, last_name="Editor")
    taken = [person("N1") | {"email": "one@example.nhs.uk"}, person("N2") | {"email": "two@example.nhs.uk"}]
    assert told(people=taken) == [("people.csv", 2, "email", "email_taken"), ("people.csv", 3, "email", "email_taken")]


# One fault is told once -----------------------------------------------------------------------------------------------
ONCE = {
    "a person": (
        {
            "people": [person("N1") | {"email": "n1"}],
            "posts": [post("N1")],
            "absences": [right("absences", employee_number="N1")],
        },
        ("people.csv", 2, "email", "not_an_email"),
    ),
    "a person whose address is somebody else's": (
        {"people": [person("N1") | {"email": "a1@example.nhs.uk"}], "posts": [post("N1")]},
        ("people.csv", 2, "email", "email_taken"),
    ),
    "a service": (
        {"services": [right("services", ods_code="x")], "posts": [post("A1", "nurse", service="NEW")]},
        ("services.csv", 2, "ods_code", "not_an_ods_code"),
    ),
    "a team": (
        {"teams": [right("teams", name="")], "posts": [right("posts", team_code="T3")]},
        ("teams.csv", 2, "name", "required"),
    ),
    "a course": (
        {"courses": [right("courses", days="x")], "completions": [right("completions", course_code="THREE")]},
        ("courses.csv", 2, "days", "not_a_whole_number"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "why"), ONCE.values(), ids=ONCE)
def test_one_fault_is_told_once(ground, files, why):
    assert told(**files) == [why]


def test_a_person_whose_number_is_refused_is_nobody(ground):
    long = "x" * 33
    assert told(people=[person(long)], absences=[right("absences", employee_number=long)]) == [
        ("people.csv", 2, "employee_number", "too_long"),
        ("absences.csv", 2, "employee_number", "unknown_person"),
    ]
