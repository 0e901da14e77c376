"""What a file takes back as recorded in error: it counts for no day, what it had superseded stands again, and what was known
stays known."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from competencies.models import SignOff
from competencies.timelines import differences, everybody
from exchange.actions import NotApplied, withdraw_everything
from exchange.report import Report
from exchange.tables import FILES as TABLES
from governance.access import CONSOLE
from governance.models import AuditEntry, Fact
from governance.refusal import Refused
from people.models import Absence, Person, Post
from supervision.models import Attendance, Session
from tests.world import as_csv, person, post, take_in
from training.models import Completion, Course

from .rows import FILES, RIGHT, everything, right, told

pytestmark = pytest.mark.django_db
ALL = {file: [row] for file, row in RIGHT.items()}
OTHERWISE = {
    "services": {"name": "Renamed"},
    "teams": {"name": "Renamed"},
    "people": {"last_name": "Renamed"},
    "posts": {"band": "7"},
    "absences": {"finished_on": "2024-03-01"},
    "qualifications": {"awarding_body": "Another"},
    "courses": {"days": "4", "tags": "other"},
    "completions": {"evidence_ref": "cert 99"},
    "registrations": {"number": "BA/99"},
    "sign_offs": {"level": "3"},
    "observations": {"score": "5"},
    "approvals": {"withdrawn_on": ""},
    "waivers": {"reason": "Otherwise."},
    "allocations": {"minutes_per_week": "30"},
    "capacity": {"minutes_per_week": "60"},
    "sessions": {"minutes": "45", "attendees": "A1"},
}
"""One column of each file said otherwise, beside its key."""


def take_back(because: str = "The wrong file.", rehearse: bool = False, **files) -> Report:
    contents = {f"{name}.csv": as_csv(rows) for name, rows in files.items()}
    return withdraw_everything(contents=contents, because=because, by=CONSOLE, rehearse=rehearse)


def refused(**files) -> list[tuple[str, int, str, str]]:
    with pytest.raises(NotApplied) as found:
        take_back(**files)
    return [(r.file, r.line, r.column, r.code) for r in found.value.report.rejected]


def key_alone(file: str) -> dict[str, str]:
    columns = TABLES[f"{file}.csv"].key_columns
    return {name: value for name, value in RIGHT[file].items() if name in columns}


def content(file: str) -> dict:
    """What of the row's record is known now."""
    table = TABLES[f"{file}.csv"]
    rows = table.model.objects.live() if issubclass(table.model, Fact) else table.model.objects.filter(withdrawn_at=None)
    found = rows.order_by("-pk").values(*table.stored).first() or {}
    for child in table.children if found else ():
        there = child.model.objects.live().filter(**{child.parent: rows.latest("pk").pk}, **child.fixed)
        found[child.attribute] = sorted(there.values_list(child.member, flat=True))
    return found


@pytest.mark.parametrize("file", FILES)
def test_a_row_is_named_by_its_key_alone_and_is_gone(ground, file):
    before = content(file)
    take_in(**{file: [RIGHT[file]]})
    report = take_back(**{file: [key_alone(file)]})
    assert (report.files[f"{file}.csv"].withdrawn, report.applied, content(file)) == (1, True, before)
    assert [code for *_, code in refused(**{file: [key_alone(file)]})] == ["not_here"]


@pytest.mark.parametrize("file", FILES)
def test_what_a_correction_had_superseded_stands_again(ground, file):
    take_in(**{file: [RIGHT[file]]})
    first = content(file)
    take_in(**{file: [RIGHT[file] | OTHERWISE[file]]})
    assert content(file) != first
    take_back(**{file: [key_alone(file)]})
    assert content(file) == first
    take_back(**{file: [key_alone(file)]})
    assert content(file) != first


@pytest.mark.parametrize("file", FILES)
def test_it_can_be_brought_again(ground, file):
    take_in(**{file: [RIGHT[file]]})
    first = content(file)
    take_back(**{file: [key_alone(file)]})
    report = take_in(**{file: [RIGHT[file]]})
    assert (report.files[f"{file}.csv"].created, content(file)) == (1, first)


def test_all_sixteen_files_at_once(ground):
    take_in(**ALL)
    take_back(**{file: [key_alone(file)] for file in FILES})
    assert list(differences(everybody())) == []
    assert [file for file in FILES if content(file).get("code") in ("NEW", "T3", "THREE")] == []


def test_a_row_that_names_nothing_refuses_all_of_them(ground):
    take_in(absences=[right("absences")])
    before = everything()
    rows = [
        key_alone("absences"),
        {"employee_number": "A1", "kind": "study", "started_on": "2024-01-01"},
        {"employee_number": "ZZ", "kind": "study", "started_on": "2024-01-01"},
    ]
    assert sorted(refused(absences=rows)) == [
        ("absences.csv", 3, "", "not_here"),
        ("absences.csv", 4, "employee_number", "not_here"),
    ]
    assert everything() == before


def test_a_key_is_needed_whole_and_once(ground):
    take_in(absences=[right("absences")])
    assert refused(absences=[key_alone("absences") | {"started_on": ""}]) == [("absences.csv", 2, "started_on", "required")]
    assert refused(absences=[key_alone("absences")] * 2) == [("absences.csv", 3, "employee_number", "duplicate")]


def test_a_rehearsal_writes_nothing(ground):
    take_in(**ALL)
    before = everything()
    with pytest.raises(NotApplied) as found:
        take_back(rehearse=True, posts=[key_alone("posts")])
    assert (found.value.report.files["posts.csv"].withdrawn, found.value.report.rejected, everything()) == (1, [], before)


def test_a_reason_is_asked_for(ground):
    take_in(posts=[right("posts")])
    with pytest.raises(Refused):
        take_back(because="  ", posts=[key_alone("posts")])


def test_the_log_counts_and_names_nobody(ground):
    take_in(posts=[right("posts")])
    take_back(posts=[key_alone("posts")])
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.action, entry.summary["posts.csv"][1:]) == ("withdraw_by_file", [1, 1])


# What it means for the judgement -------------------------------------------------------------------------------------------
def stand(capsys, *asked: str) -> dict[str, str]:
    capsys.readouterr()
    call_command("eligibility", "--standard", "plain", "--on", "2024-06-01", *asked)
    found = {answer["employee_number"]: answer for answer in json.loads(capsys.readouterr().out)}["A1"]
    return {requirement["id"]: requirement["outcome"] for requirement in found["requirements"]}


def test_a_sign_off_that_was_never_meant_wipes_out_nothing(ground, clock, capsys):
    """Unlike one that is revoked, which does."""
    true = [right("sign_offs", competency=code, signed_on="2024-01-10", revoked_on="") for code in ("A1", "A2")]
    take_in(sign_offs=true)
    wrong = right("sign_offs", signed_on="2024-03-01", level="1", revoked_on="")
    take_in(sign_offs=[wrong])
    take_in(sign_offs=[wrong | {"revoked_on": "2024-04-01"}])
    assert stand(capsys)["skills"] == "not_met"
    clock.shift(60)
    known = datetime.now(UTC).isoformat()
    clock.shift(60)
    take_back(sign_offs=[wrong])
    assert stand(capsys)["skills"] == "not_met"  # the row before its revocation stands again
    take_back(sign_offs=[wrong])
    assert (stand(capsys)["skills"], stand(capsys, "--known-at", known)["skills"]) == ("met", "not_met")


def test_a_course_that_never_was_was_completed_by_nobody(ground, clock, capsys):
    take_in(courses=[right("courses")], completions=[right("completions", course_code="THREE")])
    clock.shift(60)
    known = datetime.now(UTC)
    clock.shift(60)
    take_back(courses=[key_alone("courses")])
    from competencies.queries import careers

    key = ground.ada.pk
    assert (len(careers([key])[key].completions), len(careers([key], known)[key].completions)) == (0, 1)
    assert told(
        completions=[right("completions", course_code="THREE", started_on="2023-01-01", completed_on="2023-01-02")]
    ) == [("completions.csv", 2, "course_code", "unknown_course")]


def test_what_others_rest_on_stays(ground):
    take_in(people=[person("N1")], posts=[post("N1", team_code="T1")])
    assert refused(teams=[{"service_code": "HERE", "team_code": "T1"}]) == [("teams.csv", 2, "", "in_use")]
    assert refused(people=[{"employee_number": "N1"}]) == [("people.csv", 2, "", "in_use")]
    assert refused(services=[{"service_code": "HERE"}]) == [("services.csv", 2, "", "in_use")]
    take_back(people=[{"employee_number": "N1"}], posts=[post("N1")], teams=[{"service_code": "HERE", "team_code": "T1"}])
    assert Person.objects.get(employee_number="N1").withdrawn_at is not None


def test_a_session_stands_again_with_who_was_there(ground):
    take_in(sessions=[right("sessions")])
    take_in(sessions=[right("sessions", attendees="A1", confirmed_by="", disputed_by="")])
    take_back(sessions=[key_alone("sessions")])
    session = Session.objects.live().get()
    there = Attendance.objects.live().filter(session=session).order_by("person__employee_number")
    assert [row.person.employee_number for row in there] == ["A1", "L1"]
    assert sorted(session.responses.live().values_list("answer", flat=True)) == ["confirmed", "disputed"]


def test_a_completion_that_gained_a_start_does_not_count_twice(ground):
    first = right("completions", started_on="")
    take_in(completions=[first])
    take_in(completions=[right("completions")])
    assert Completion.objects.live().count() == 2
    take_back(completions=[{"employee_number": "A1", "course_code": "FIVE", "completed_on": "2022-01-14"}])
    assert Completion.objects.live().get().started_on is not None


def test_what_a_course_was_before_counts_again(ground):
    take_in(courses=[right("courses")])
    take_in(courses=[right("courses", days="9", tags="")])
    take_back(courses=[key_alone("courses")])
    course = Course.objects.get(code="THREE")
    assert (course.days, course.tags, course.withdrawn_at) == (3, ["sup", "short"], None)


def test_a_wrong_absence_does_not_stop_the_clock(ground):
    take_in(absences=[right("absences")])
    take_back(absences=[key_alone("absences")])
    gone = Absence.objects.get()
    assert (gone.void_code, gone.void_reason, gone.voided_at is not None) == ("wrong_details", "The wrong file.", True)


# A correction that overlaps only with what the same file corrects ------------------------------------------------------------
def test_what_one_file_corrects_is_no_overlap(ground):
    two = {"assignment_number": "A1-9"}
    take_in(posts=[post("A1", start="2021-01-01", **two)])
    take_in(posts=[post("A1", start="2021-07-01", **two), post("A1", start="2021-01-01", finish="2021-06-30", **two)])
    days = Post.objects.live().filter(assignment_number="A1-9").order_by("started_on")
    assert [str(row.started_on) for row in days] == ["2021-01-01", "2021-07-01"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_does_not_grow_with_the_rows(ground, django_assert_max_num_queries, number):
    rows = [right("absences", started_on=f"2024-01-0{day + 1}") for day in range(number)]
    take_in(absences=rows)
    with django_assert_max_num_queries(66):  # tried out, then done
        take_back(absences=rows)
    assert SignOff.objects.count() == 0


# What cannot stand again -----------------------------------------------------------------------------------------------------
def test_what_would_stand_again_over_something_else_is_refused_with_its_line(ground):
    one = {"assignment_number": "A1-9"}
    take_in(posts=[post("A1", start="2021-01-01", **one)])
    take_in(posts=[post("A1", start="2021-01-01", finish="2021-12-31", **one), post("A1", start="2022-01-01", **one)])
    before = everything()
    row = post("A1", start="2021-01-01", **one)
    assert refused(posts=[row]) == [("posts.csv", 2, "", "taken")]
    assert everything() == before
    take_back(posts=[row, post("A1", start="2022-01-01", **one)])
    assert [str(r.started_on) for r in Post.objects.live().filter(assignment_number="A1-9")] == ["2021-01-01"]


def test_an_address_that_somebody_else_has_by_now_does_not_come_back(ground):
    take_in(people=[person("N1")])
    take_in(people=[person("N1") | {"email": "other@example.nhs.uk"}])
    take_in(people=[person("N2") | {"email": "n1@example.nhs.uk"}])
    assert refused(people=[{"employee_number": "N1"}]) == [("people.csv", 2, "", "taken")]


def test_the_address_of_who_never_was_can_be_somebody_else_s(ground, as_person):
    take_in(people=[person("N1")])
    wrong = Person.objects.get(employee_number="N1")
    take_back(people=[{"employee_number": "N1"}])
    assert take_in(people=[person("N2") | {"email": "n1@example.nhs.uk"}]).files["people.csv"].created == 1
    assert as_person(Person.objects.get(pk=wrong.pk)).get("/my/").status_code == 302


def test_a_manager_s_file_gives_nobody_rights(ground):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from exchange.actions import look_through, receive
    from people.models import Service

    row = post("C1", "clinical_lead", "2022-01-01", assignment_number="C1-lead")
    take_in(posts=[row])
    take_in(posts=[row | {"finished_on": "2023-01-01"}])
    sheet = SimpleUploadedFile("posts.csv", as_csv([row]))
    upload = receive(service=Service.objects.get(code="HERE"), uploads=[sheet], because="Wrong.", by=ground.manager)
    found = look_through(upload=upload, by=ground.manager).preview["rejected"]
    assert [r["code"] for r in found] == ["gives_rights"]
