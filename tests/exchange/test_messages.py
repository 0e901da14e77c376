"""What is said of a row that is refused: what to do, in the words in which it was decided."""

import pytest

from tests.world import take_in

from .rows import rejected, right

pytestmark = pytest.mark.django_db
ROLES = "trainee_pwp, pwp, senior_pwp, lead_pwp, clinical_lead, service_manager, hi_therapist, counsellor, nurse, other"
PATIENT = (
    "This looks like an NHS number. Nothing about a patient may be kept here: take the number out, and describe the case "
    "without anything that could identify a person."
)
BACKWARDS = "This ends before it starts. Correct one of the two dates."
UNKNOWN = "There is no {} “{}”. {}"
SAID = [
    ("posts", {"fte": ""}, "This must be filled in."),
    (
        "posts",
        {"employee_number": "Z9"},
        UNKNOWN.format("person", "Z9", "Add them to people.csv, or correct the employee number."),
    ),
    ("posts", {"service_code": "X"}, UNKNOWN.format("service", "X", "Add it to services.csv, or correct the code.")),
    ("posts", {"team_code": "X"}, UNKNOWN.format("team", "X", "Add it to teams.csv for this service, or correct the code.")),
    ("completions", {"course_code": "X"}, UNKNOWN.format("course", "X", "Add it to courses.csv, or correct the code.")),
    (
        "sign_offs",
        {"framework": "X"},
        UNKNOWN.format("framework", "X", "Import it with import_framework, or correct the code."),
    ),
    ("sign_offs", {"competency": "X"}, UNKNOWN.format("competency", "X", "Use a code of this framework.")),
    ("posts", {"finished_on": "2023-01-01"}, BACKWARDS),
    ("completions", {"completed_on": "2022-01-01"}, BACKWARDS),
    (
        "sign_offs",
        {"revoked_on": "2024-01-01"},
        "This was revoked before it was signed. Correct one of the two dates.",
    ),
    (
        "posts",
        {"fte": "2"},
        "Write the full-time equivalent above 0 and up to 1.5, with at most five decimals, such as 0.6 or 0.53333.",
    ),
    ("observations", {"score": "4.567"}, "Write a number with at most two decimals, such as 4.5."),
    ("sign_offs", {"level": "5"}, "Write a whole number from 0 to 4."),
    (
        "qualifications",
        {"awarded_on": "2026-11-23"},
        "This has not happened yet. Leave it empty until it has, or correct the date.",
    ),
    ("sign_offs", {"signed_by": "A1"}, "People cannot sign off themselves. Enter the person who did."),
    ("approvals", {"approved_by": "A1"}, "People cannot approve themselves. Enter the person who did."),
    ("waivers", {"granted_by": "A1"}, "People cannot grant a waiver to themselves. Enter the person who did."),
    ("allocations", {"supervisor": "A1"}, "People cannot supervise themselves. Enter the supervisor."),
    ("sessions", {"attendees": "C1"}, "The facilitator cannot be among the attendees. Remove them."),
    (
        "completions",
        {"started_on": "", "completed_on": ""},
        "Fill in when the course was started, completed, or both.",
    ),
    (
        "completions",
        {"withdrawn_on": "2022-01-14"},
        "A course is completed or withdrawn from, not both. Empty one of them.",
    ),
    ("services", {"ods_code": "x"}, "An ODS code is 3 to 10 capital letters and digits, such as RX1."),
    ("posts", {"role": "boss"}, f"Use one of: {ROLES}."),
    ("people", {"email": "x"}, "Write an e-mail address, such as amara@example.nhs.uk."),
    (
        "people",
        {"email": "a1@example.nhs.uk"},
        "Another person has this e-mail address. Give each person their own. To pass an address on, use two imports.",
    ),
    ("teams", {"name": "x" * 201}, "Shorten this to at most 200 characters."),
    ("teams", {"name": "x\x07"}, "Take out the characters that cannot be printed."),
    ("teams", {"name": "9434765919"}, PATIENT),
    ("posts", {"started_on": "soon"}, "Write the date as 2024-09-04, 04/09/2024 or 04-SEP-2024."),
    ("posts", {"started_on": "30/02/2024"}, "This date does not exist. Check the day and the month."),
    ("posts", {"started_on": "0001-01-01"}, "This date is before 1900. Check the year."),
]


@pytest.mark.parametrize(("file", "change", "says"), SAID, ids=[f"{file} {change}"[:60] for file, change, _ in SAID])
def test_what_is_said(ground, file, change, says):
    assert [found.message for found in rejected(**{file: [right(file, **change)]})] == [says]


def test_what_is_said_of_two_rows(ground):
    post = right("posts")
    assert [r.message for r in rejected(posts=[post, post])] == ["Line 2 has the same key. Keep one of the two rows."]
    later = post | {"started_on": "2024-06-01"}
    assert [r.message for r in rejected(posts=[post, later])] == [
        "This post overlaps the one on line 2. End one before the other starts."
    ]
    take_in(posts=[post])
    assert [r.message for r in rejected(posts=[later])] == [
        "This post overlaps one that is already here. End one before the other starts."
    ]


def test_what_is_said_of_a_separator_inside_a_text(ground):
    from exchange.actions import NotApplied, import_everything
    from governance.access import CONSOLE

    with pytest.raises(NotApplied) as refused:
        sent = b"service_code,team_code,name\nHERE,T4,North, East and West\n"
        import_everything(contents={"teams.csv": sent}, by=CONSOLE)
    assert [r.message for r in refused.value.report.rejected] == [
        "This row has 4 fields for 3 columns. Look for a separator inside a text, and put the text in quotation marks."
    ]
