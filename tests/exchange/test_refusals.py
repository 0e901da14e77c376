"""Every row that the contract refuses: where, why, in which words; and not one row written."""

import pytest

from exchange.actions import NotApplied, import_everything
from governance.access import CONSOLE
from tests.world import as_csv

from .rows import FILES, NHS_NUMBER, RIGHT, Row, everything, right, told

pytestmark = pytest.mark.django_db

# The contract, section 3, word for word.
COLUMNS = {
    "services": "service_code*, name*, ods_code",
    "teams": "service_code*, team_code*, name*, site",
    "people": "employee_number*, first_name*, last_name*, email*",
    "posts": "employee_number*, assignment_number*, service_code*, team_code, role*, stage, band, fte*, started_on*, "
    "finished_on, line_manager",
    "absences": "employee_number*, kind*, started_on*, finished_on",
    "qualifications": "employee_number*, qualification*, awarded_on*, awarding_body, evidence_ref, verified_by, verified_on",
    "courses": "course_code*, title*, provider, days*, tags",
    "completions": "employee_number*, course_code*, started_on, completed_on, withdrawn_on, evidence_ref, verified_by, "
    "verified_on",
    "registrations": "employee_number*, body*, number*, valid_from*, valid_to",
    "sign_offs": "employee_number*, framework*, competency*, level*, signed_on*, signed_by*, revoked_on, comment",
    "observations": "employee_number*, kind*, observed_on*, intervention, instrument, score, observer",
    "approvals": "employee_number*, kind*, approved_on*, approved_by*, withdrawn_on",
    "waivers": "employee_number*, requirement*, granted_on*, ends_on*, granted_by*, reason*",
    "allocations": "supervisee*, supervisor*, kind*, started_on*, finished_on, minutes_per_week",
    "capacity": "supervisor*, kind*, minutes_per_week*, max_supervisees, started_on*, finished_on",
    "sessions": "session_ref*, kind*, held_on*, minutes*, facilitator*, attendees*, cases_discussed, confirmed_by, disputed_by",
}
NAMES = {file: [name.strip(" *") for name in columns.split(",")] for file, columns in COLUMNS.items()}
STARRED = {file: [name.strip(" *") for name in columns.split(",") if "*" in name] for file, columns in COLUMNS.items()}


def without(row: Row, column: str) -> Row:
    return {name: cell for name, cell in row.items() if name != column}


def test_every_file_of_the_contract_has_a_right_row():
    assert {file: sorted(row) for file, row in RIGHT.items()} == {file: sorted(names) for file, names in NAMES.items()}


def test_the_right_rows_are_right(ground):
    assert told(**{file: [right(file)] for file in FILES}) == []


@pytest.mark.parametrize("file", FILES)
def test_what_must_be_filled(ground, file):
    found = {column: told(**{file: [right(file, **{column: "  "})]}) for column in STARRED[file]}
    assert found == {column: [(f"{file}.csv", 2, column, "required")] for column in STARRED[file]}


@pytest.mark.parametrize("file", FILES)
def test_the_columns_that_must_be_there(ground, file):
    found = {column: told(**{file: [without(right(file), column)]}) for column in STARRED[file]}
    assert found == {column: [(f"{file}.csv", 1, column, "column_missing")] for column in STARRED[file]}


@pytest.mark.parametrize("file", FILES)
def test_the_columns_that_may_be_missing(ground, file):
    others = [column for column in NAMES[file] if column not in STARRED[file]]
    assert {column: told(**{file: [without(right(file), column)]}) for column in others} == {key: [] for key in others}


@pytest.mark.parametrize("file", FILES)
def test_a_second_row_of_one_key(ground, file):
    assert told(**{file: [right(file), right(file)]}) == [(f"{file}.csv", 3, NAMES[file][0], "duplicate")]


@pytest.mark.parametrize("file", FILES)
def test_a_row_with_too_many_fields(ground, file):
    written = as_csv([right(file)]).decode().splitlines()
    sent = "\r\n".join([written[0], f"{written[1]},one more"]).encode()
    with pytest.raises(NotApplied) as refused:
        import_everything(contents={f"{file}.csv": sent}, by=CONSOLE)
    found = [(r.file, r.line, r.column, r.code) for r in refused.value.report.rejected]
    assert found == [(f"{file}.csv", 2, "", "too_many_fields")]


@pytest.mark.parametrize("file", FILES)
def test_one_refused_row_and_nothing_of_the_import_is_written(ground, file):
    before = everything()
    wrong = right(file, **{NAMES[file][0]: ""})
    good = {name: [right(name)] for name in FILES if name != file}
    assert told(**good, **{file: [right(file), wrong]}) == [(f"{file}.csv", 3, NAMES[file][0], "required")]
    assert everything() == before


PEOPLE = {
    "posts": ["employee_number", "line_manager"],
    "absences": ["employee_number"],
    "qualifications": ["employee_number", "verified_by"],
    "completions": ["employee_number", "verified_by"],
    "registrations": ["employee_number"],
    "sign_offs": ["employee_number", "signed_by"],
    "observations": ["employee_number"],
    "approvals": ["employee_number", "approved_by"],
    "waivers": ["employee_number", "granted_by"],
    "allocations": ["supervisee", "supervisor"],
    "capacity": ["supervisor"],
    "sessions": ["facilitator", "attendees", "confirmed_by", "disputed_by"],
}
LISTS = ("attendees", "confirmed_by", "disputed_by")


@pytest.mark.parametrize("stranger", ["nobody", "a1", "0A1"])
@pytest.mark.parametrize("file", PEOPLE)
def test_a_person_nobody_knows(ground, file, stranger):
    named = {column: f"A1|{stranger}" if column in LISTS else stranger for column in PEOPLE[file]}
    found = {column: told(**{file: [right(file, **{column: cell})]}) for column, cell in named.items()}
    assert found == {column: [(f"{file}.csv", 2, column, "unknown_person")] for column in PEOPLE[file]}


CASES = {
    "something unknown": [
        ("teams", {"service_code": "NOWHERE"}, [("service_code", "unknown_service")]),
        ("posts", {"service_code": "NOWHERE"}, [("service_code", "unknown_service")]),
        ("posts", {"service_code": "here"}, [("service_code", "unknown_service")]),
        ("posts", {"team_code": "T9"}, [("team_code", "unknown_team")]),
        ("posts", {"team_code": "T2"}, [("team_code", "unknown_team")]),
        ("completions", {"course_code": "SIX"}, [("course_code", "unknown_course")]),
        ("sign_offs", {"framework": "large"}, [("framework", "unknown_framework")]),
        ("sign_offs", {"competency": "A9"}, [("competency", "unknown_competency")]),
        ("sign_offs", {"competency": "small"}, [("competency", "unknown_competency")]),
    ],
    "an end before its start": [
        ("posts", {"finished_on": "2023-12-31"}, [("finished_on", "ends_before_it_starts")]),
        ("absences", {"finished_on": "2023-12-31"}, [("finished_on", "ends_before_it_starts")]),
        ("completions", {"completed_on": "2022-01-09"}, [("completed_on", "ends_before_it_starts")]),
        ("completions", {"completed_on": "", "withdrawn_on": "2022-01-09"}, [("withdrawn_on", "ends_before_it_starts")]),
        ("registrations", {"valid_to": "2023-12-31"}, [("valid_to", "ends_before_it_starts")]),
        ("sign_offs", {"revoked_on": "2024-02-29"}, [("revoked_on", "ends_before_it_starts")]),
        ("approvals", {"withdrawn_on": "2023-12-31"}, [("withdrawn_on", "ends_before_it_starts")]),
        ("waivers", {"ends_on": "2023-12-31"}, [("ends_on", "ends_before_it_starts")]),
        ("allocations", {"finished_on": "2023-12-31"}, [("finished_on", "ends_before_it_starts")]),
        ("capacity", {"finished_on": "2023-12-31"}, [("finished_on", "ends_before_it_starts")]),
    ],
    "full-time equivalents": [
        ("posts", {"fte": "0"}, [("fte", "out_of_range")]),
        ("posts", {"fte": "0.00"}, [("fte", "out_of_range")]),
        ("posts", {"fte": "1.51"}, [("fte", "out_of_range")]),
        ("posts", {"fte": "37.5"}, [("fte", "out_of_range")]),
        ("posts", {"fte": "-0.5"}, [("fte", "not_a_number")]),
        ("posts", {"fte": "0.605001"}, [("fte", "not_a_number")]),
        ("posts", {"fte": "0,6"}, [("fte", "not_a_number")]),
        ("posts", {"fte": "full"}, [("fte", "not_a_number")]),
    ],
    "what has not happened yet": [
        ("qualifications", {"awarded_on": "2026-11-23"}, [("awarded_on", "in_the_future")]),
        ("qualifications", {"verified_on": "2026-11-23"}, [("verified_on", "in_the_future")]),
        ("completions", {"completed_on": "2026-11-23"}, [("completed_on", "in_the_future")]),
        ("completions", {"verified_on": "2026-11-23"}, [("verified_on", "in_the_future")]),
        ("sign_offs", {"signed_on": "2026-11-23", "revoked_on": ""}, [("signed_on", "in_the_future")]),
        ("sign_offs", {"revoked_on": "2026-11-23"}, [("revoked_on", "in_the_future")]),
    ],
    "levels and other numbers": [
        ("sign_offs", {"level": "5"}, [("level", "not_a_whole_number")]),
        ("sign_offs", {"level": "-1"}, [("level", "not_a_whole_number")]),
        ("sign_offs", {"level": "2.5"}, [("level", "not_a_whole_number")]),
        ("courses", {"days": "2.5"}, [("days", "not_a_whole_number")]),
        ("courses", {"days": "-1"}, [("days", "not_a_whole_number")]),
        ("sessions", {"minutes": "60.0"}, [("minutes", "not_a_whole_number")]),
        ("sessions", {"minutes": "an hour"}, [("minutes", "not_a_whole_number")]),
        ("sessions", {"cases_discussed": "-4"}, [("cases_discussed", "not_a_whole_number")]),
        ("allocations", {"minutes_per_week": "1.5"}, [("minutes_per_week", "not_a_whole_number")]),
        ("capacity", {"minutes_per_week": "1.5"}, [("minutes_per_week", "not_a_whole_number")]),
        ("capacity", {"max_supervisees": "three"}, [("max_supervisees", "not_a_whole_number")]),
        ("observations", {"score": "4.567"}, [("score", "not_a_number")]),
        ("observations", {"score": "-1"}, [("score", "not_a_number")]),
        ("observations", {"score": "100000.01"}, [("score", "out_of_range")]),
    ],
    "somebody for themselves": [
        ("sign_offs", {"signed_by": "A1"}, [("signed_by", "oneself")]),
        ("approvals", {"approved_by": "A1"}, [("approved_by", "oneself")]),
        ("waivers", {"granted_by": "A1"}, [("granted_by", "oneself")]),
        ("allocations", {"supervisor": "A1"}, [("supervisor", "oneself")]),
        ("sessions", {"attendees": "A1|C1"}, [("attendees", "facilitator_attends")]),
    ],
    "completions with no date, or two ends": [
        ("completions", {"started_on": "", "completed_on": ""}, [("started_on", "no_date")]),
        ("completions", {"started_on": "", "completed_on": "", "withdrawn_on": "2022-01-14"}, [("started_on", "no_date")]),
        ("completions", {"withdrawn_on": "2022-01-14"}, [("withdrawn_on", "two_ends")]),
    ],
    "codes of organisations": [
        ("services", {"ods_code": "RX"}, [("ods_code", "not_an_ods_code")]),
        ("services", {"ods_code": "rx1"}, [("ods_code", "not_an_ods_code")]),
        ("services", {"ods_code": "RX-1"}, [("ods_code", "not_an_ods_code")]),
        ("services", {"ods_code": "RX 1"}, [("ods_code", "not_an_ods_code")]),
        ("services", {"ods_code": "RÉ1"}, [("ods_code", "not_an_ods_code")]),
        ("services", {"ods_code": "RX٣"}, [("ods_code", "not_an_ods_code")]),
        ("services", {"ods_code": "A8K2Z9QWERT"}, [("ods_code", "not_an_ods_code")]),
    ],
    "words of a closed list": [
        ("posts", {"role": "PWP"}, [("role", "unknown_word")]),
        ("posts", {"stage": "student"}, [("stage", "unknown_word")]),
        ("absences", {"kind": "holiday"}, [("kind", "unknown_word")]),
        ("observations", {"kind": "live"}, [("kind", "unknown_word")]),
        ("allocations", {"kind": "supervision_of_supervision"}, [("kind", "unknown_word")]),
        ("capacity", {"kind": "live_observation"}, [("kind", "unknown_word")]),
        ("sessions", {"kind": "supervision"}, [("kind", "unknown_word")]),
    ],
    "e-mail addresses": [
        ("people", {"email": "n1"}, [("email", "not_an_email")]),
        ("people", {"email": "n1@nhs"}, [("email", "not_an_email")]),
        ("people", {"email": "n1@example.nhs.uk, n2@example.nhs.uk"}, [("email", "not_an_email")]),
        ("people", {"email": "A1@Example.NHS.uk"}, [("email", "email_taken")]),
    ],
    "lists with nobody in them": [
        ("sessions", {"attendees": " | "}, [("attendees", "required")]),
    ],
    "texts": [
        ("people", {"employee_number": "x" * 33}, [("employee_number", "too_long")]),
        ("posts", {"assignment_number": "x" * 41}, [("assignment_number", "too_long")]),
        ("posts", {"band": "x" * 9}, [("band", "too_long")]),
        ("services", {"name": "x" * 201}, [("name", "too_long")]),
        ("sign_offs", {"comment": "x" * 4001}, [("comment", "too_long")]),
        ("courses", {"tags": f"sup|{'x' * 65}"}, [("tags", "too_long")]),
        ("teams", {"name": "Team\x07"}, [("name", "control_character")]),
    ],
    "several things wrong with one row": [
        (
            "posts",
            {"employee_number": "nobody", "role": "boss", "fte": "2", "started_on": "2024-02-30"},
            [
                ("employee_number", "unknown_person"),
                ("role", "unknown_word"),
                ("fte", "out_of_range"),
                ("started_on", "no_such_date"),
            ],
        ),
    ],
}


@pytest.mark.parametrize("cases", CASES.values(), ids=CASES)
def test_a_row_is_refused(ground, cases):
    found = [(file, change, told(**{file: [right(file, **change)]})) for file, change, _ in cases]
    assert found == [(file, change, [(f"{file}.csv", 2, *reason) for reason in why]) for file, change, why in cases]


def test_an_address_longer_than_an_address_may_be(ground):
    assert told(people=[right("people", email=f"{'n' * 240}@example.nhs.uk")]) == [("people.csv", 2, "email", "too_long")]


@pytest.mark.parametrize("file", FILES)
def test_a_date_that_is_none(ground, file):
    dates = [name for name in NAMES[file] if name.endswith(("_on", "valid_from", "valid_to"))]
    for cell, code in {"2024-02-30": "no_such_date", "last week": "not_a_date"}.items():
        found = {column: told(**{file: [right(file, **{column: cell})]}) for column in dates}
        assert found == {column: [(f"{file}.csv", 2, column, code)] for column in dates}


FREE_TEXT = {
    "services": ["name"],
    "teams": ["name", "site"],
    "people": ["first_name", "last_name"],
    "qualifications": ["qualification", "awarding_body", "evidence_ref"],
    "courses": ["title", "provider"],
    "completions": ["evidence_ref"],
    "registrations": ["body"],
    "sign_offs": ["comment"],
    "observations": ["intervention", "instrument", "observer"],
    "approvals": ["kind"],
    "waivers": ["requirement", "reason"],
}


@pytest.mark.parametrize("file", FREE_TEXT)
def test_a_patient_in_a_free_text(ground, file):
    found = {column: told(**{file: [right(file, **{column: f"seen {NHS_NUMBER}"})]}) for column in FREE_TEXT[file]}
    assert found == {column: [(f"{file}.csv", 2, column, "patient_details")] for column in FREE_TEXT[file]}


RIGHT_AFTER_ALL = [
    ("services", {"ods_code": "A8K2Z9QWER"}),
    ("services", {"ods_code": "123"}),
    ("people", {"employee_number": "00300"}),
    ("posts", {"fte": "0.01"}),
    ("posts", {"fte": "1.5"}),
    ("posts", {"started_on": "2030-01-01", "finished_on": "9999-12-31"}),
    ("posts", {"finished_on": "2024-01-01"}),
    ("absences", {"started_on": "2030-01-01", "finished_on": ""}),
    ("qualifications", {"awarded_on": "2026-11-22", "verified_on": "2026-11-22"}),
    ("completions", {"started_on": "2030-01-01", "completed_on": "", "verified_on": ""}),
    ("completions", {"completed_on": "", "withdrawn_on": "2030-01-01"}),
    ("completions", {"started_on": ""}),
    ("registrations", {"valid_from": "2030-01-01", "valid_to": "9999-12-31"}),
    ("sign_offs", {"level": "0"}),
    ("sign_offs", {"level": "4", "revoked_on": "2024-03-01"}),
    ("observations", {"observed_on": "2030-01-01"}),
    ("observations", {"observer": "somebody who is no colleague", "score": "5"}),
    ("approvals", {"approved_on": "2030-01-01", "withdrawn_on": "2031-01-01"}),
    ("waivers", {"granted_on": "2030-01-01", "ends_on": "2030-01-01"}),
    ("allocations", {"started_on": "2030-01-01", "finished_on": ""}),
    ("capacity", {"started_on": "2030-01-01", "finished_on": ""}),
    ("sessions", {"held_on": "2030-01-01"}),
    ("sessions", {"attendees": "A1||A1|", "confirmed_by": "", "disputed_by": ""}),
    ("sign_offs", {"comment": "Ring +44 943 476 5919 or tel. 943 476 5919."}),
    ("sign_offs", {"comment": "The order number is 943 476 5918."}),
]


@pytest.mark.parametrize(("file", "change"), RIGHT_AFTER_ALL, ids=[f"{f} {c}"[:70] for f, c in RIGHT_AFTER_ALL])
def test_a_row_is_not_refused(ground, file, change):
    assert told(**{file: [right(file, **change)]}) == []


ROLES = (
    "trainee_pwp", "pwp", "senior_pwp", "lead_pwp", "clinical_lead", "service_manager", "hi_therapist", "counsellor", "nurse",
    "other",
)  # fmt: skip
WORDS = [
    ("posts", "role", ROLES),
    ("posts", "stage", ("trainee", "qualified", "")),
    ("absences", "kind", ("annual_leave", "sickness", "parental", "career_break", "secondment", "study")),
    ("observations", "kind", ("practice", "supervision")),
    ("allocations", "kind", ("case_management", "clinical_skills")),
    ("capacity", "kind", ("case_management", "clinical_skills")),
    ("sessions", "kind", ("case_management", "clinical_skills", "supervision_of_supervision", "live_observation")),
]


@pytest.mark.parametrize(("file", "column", "words"), WORDS)
def test_every_word_of_the_contract(ground, file, column, words):
    assert {word: told(**{file: [right(file, **{column: word})]}) for word in words} == {key: [] for key in words}


def test_today_is_a_day_in_the_united_kingdom(ground, clock):
    row = right("qualifications", awarded_on="2026-07-02", verified_by="", verified_on="")
    clock.move_to("2026-07-01T22:59:00+00:00")
    assert told(qualifications=[row]) == [("qualifications.csv", 2, "awarded_on", "in_the_future")]
    clock.move_to("2026-07-01T23:00:00+00:00")
    assert told(qualifications=[row]) == []
