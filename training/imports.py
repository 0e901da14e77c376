"""The files about training: courses, qualifications and completions."""

from people.imports import EMPLOYEE, PEOPLE, free_text
from tabular import FileColumn, FileTable, Lookup, Refusal, known
from tabular.columns import day, past_day, several, text, whole

from .models import Completion, Course, Qualification

COURSES = Lookup(
    "course",
    "Add it to courses.csv, or correct the code.",
    lambda: dict(Course.objects.filter(withdrawn_at=None).values_list("code", "pk")),
)


def _tags(cell: str, context) -> list[str]:
    return list(several(text(64))(cell, context))


def _check_completion(row, context) -> None:
    started, completed, withdrawn = row["started_on"], row["completed_on"], row["withdrawn_on"]
    if started is None and completed is None:
        raise Refusal("no_date", "Fill in when the course was started, completed, or both.", "started_on")
    if completed is not None and withdrawn is not None:
        raise Refusal("two_ends", "A course is completed or withdrawn from, not both. Empty one of them.", "withdrawn_on")
    for end in ("completed_on", "withdrawn_on"):
        if started is not None and row[end] is not None and row[end] < started:
            raise Refusal("ends_before_it_starts", "This ends before it starts. Correct one of the two dates.", end)


VERIFICATION = (
    FileColumn("evidence_ref", "evidence_ref", free_text(), empty=""),
    FileColumn("verified_by", "verified_by_id", known(PEOPLE)),
    FileColumn("verified_on", "verified_on", past_day),
)

COURSE_TABLE = FileTable(
    "courses.csv",
    ("course", "courses"),
    Course,
    (
        FileColumn("course_code", "code", text(40), required=True),
        FileColumn("title", "title", free_text(), required=True),
        FileColumn("provider", "provider", free_text(), empty=""),
        FileColumn("days", "days", whole(), required=True),
        FileColumn("tags", "tags", _tags, empty=[]),
    ),
    key=("code",),
    lookup=COURSES,
)
QUALIFICATION_TABLE = FileTable(
    "qualifications.csv",
    ("qualification", "qualifications"),
    Qualification,
    (
        EMPLOYEE,
        FileColumn("qualification", "qualification", free_text(64), required=True),
        FileColumn("awarded_on", "awarded_on", past_day, required=True),
        FileColumn("awarding_body", "awarding_body", free_text(), empty=""),
        *VERIFICATION,
    ),
    key=("person_id", "qualification", "awarded_on"),
)
COMPLETION_TABLE = FileTable(
    "completions.csv",
    ("course place", "course places"),
    Completion,
    (
        EMPLOYEE,
        FileColumn("course_code", "course_id", known(COURSES), required=True),
        FileColumn("started_on", "started_on", day),
        FileColumn("completed_on", "completed_on", past_day),
        FileColumn("withdrawn_on", "withdrawn_on", day),
        *VERIFICATION,
    ),
    key=("person_id", "course_id", "keyed_on"),
    keyed_by=("employee_number", "course_code", "started_on", "completed_on"),
    check=_check_completion,
    derive=lambda row: row.update(keyed_on=row["started_on"] or row["completed_on"]),
)
