"""What is shown before anything is applied: in words, with what stands there now and what would stand there afterwards."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exchange.actions import apply_upload
from exchange.models import Upload
from people.models import Service
from tests.exchange.rows import looked_through
from tests.world import as_csv, person, post, take_in

from .rows import right

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path


def look(world, **files) -> Upload:
    sent = [SimpleUploadedFile(f"{name}.csv", as_csv(rows)) for name, rows in files.items()]
    return looked_through(Service.objects.get(code="HERE"), sent, world.manager)


def corrections(world, **files) -> list[tuple[str, int, str, str, str]]:
    found = look(world, **files).preview["corrections"]
    return [(c["file"], c["line"], c["column"], c["before"], c["after"]) for c in found]


def absence(day: int, **change: str) -> dict[str, str]:
    return right("absences", started_on=f"2024-03-{day:02}", finished_on="") | change


CHANGES = {
    "one new": ([], [absence(1)], ["1 new absence"]),
    "some new": ([], [absence(1), absence(2)], ["2 new absences"]),
    "one that ends": ([absence(1)], [absence(1, finished_on="2024-03-09")], ["1 absence that ends"]),
    "some that end": (
        [absence(1), absence(2)],
        [absence(1, finished_on="2024-03-09"), absence(2, finished_on="2024-03-09")],
        ["2 absences that end"],
    ),
    "one corrected": ([absence(1, finished_on="2024-03-09")], [absence(1, finished_on="2024-03-10")], ["1 absence corrected"]),
    "all at once": (
        [absence(1), absence(2, finished_on="2024-03-09"), absence(3, finished_on="2024-03-09"), absence(4)],
        [absence(1, finished_on="2024-03-09"), absence(2), absence(3, finished_on="2024-03-10"), absence(4), absence(5)],
        ["1 new absence", "1 absence that ends", "2 absences corrected"],
    ),
    "nothing": ([absence(1)], [absence(1)], []),
}


@pytest.mark.parametrize(("there", "sent", "words"), CHANGES.values(), ids=CHANGES)
def test_what_would_change_in_words(ground, there, sent, words):
    if there:
        take_in(absences=there)
    found = look(ground, absences=sent).preview
    assert found["changes"] == words
    assert found["unchanged"] == sum(row in there for row in sent)


def test_words_for_every_file_that_a_manager_may_send_in_the_order_of_reading(ground):
    files = ("sessions", "waivers", "sign_offs", "posts", "absences", "teams", "capacity", "allocations", "approvals",
             "observations", "registrations", "completions", "qualifications")  # fmt: skip
    people = {"people": [person("N1")], "posts": [right("posts"), post("N1")]}
    found = look(ground, **{file: [right(file)] for file in files} | people).preview
    assert found["rejected"] == []
    assert found["changes"] == [
        "1 new team", "1 new person", "2 new posts", "1 new absence", "1 new qualification", "1 new course place",
        "1 new registration", "1 new sign-off", "1 new observation", "1 new approval", "1 new waiver", "1 new allocation",
        "1 new capacity", "1 new session",
    ]  # fmt: skip


SHOWN = {
    "dates": (
        "absences", {}, {"finished_on": "2024-02-10"}, [("finished_on", "1 February 2024", "10 February 2024")]),
    "an end taken away": ("absences", {}, {"finished_on": ""}, [("finished_on", "1 February 2024", "empty")]),
    "people and numbers": (
        "posts", {}, {"line_manager": "M1", "fte": "0.6"},
        [("fte", "1.00", "0.60"), ("line_manager", "Lead Test", "Manager Test")]),
    "a role": ("posts", {}, {"role": "pwp"}, [("role", "Senior PWP", "PWP")]),
    "a team": ("posts", {}, {"team_code": ""}, [("team", "Team one", "empty")]),
    "a score": ("observations", {}, {"score": "5"}, [("score", "4.50", "5.00")]),
    "a level": ("sign_offs", {}, {"level": "0"}, [("level", "2", "0")]),
    "a list of people": (
        "sessions", {"disputed_by": ""}, {"attendees": "L1", "confirmed_by": ""},
        [("attendees", "Ada Test, Lead Test", "Lead Test"), ("confirmed_by", "Ada Test", "empty")]),
    "nobody and somebody": (
        "qualifications", {"verified_by": "", "verified_on": ""}, {"verified_by": "L1", "verified_on": "2021-02-01"},
        [("verified_by", "empty", "Lead Test"), ("verified_on", "empty", "1 February 2021")]),
}  # fmt: skip


@pytest.mark.parametrize(("file", "there", "change", "shown"), SHOWN.values(), ids=SHOWN)
def test_a_correction_is_shown_before_and_after(ground, file, there, change, shown):
    take_in(**{file: [right(file, **there)]})
    found = corrections(ground, **{file: [right(file, **there | change)]})
    assert found == [(f"{file}.csv", 2, *values) for values in shown]


def test_a_correction_is_shown_with_its_line(ground):
    take_in(absences=[absence(1), absence(2)])
    found = corrections(ground, absences=[absence(1), absence(2, finished_on="2024-03-09")])
    assert found == [("absences.csv", 3, "finished_on", "empty", "9 March 2024")]


def many(rows: int, **change: str) -> list[dict[str, str]]:
    first = date(2020, 1, 1)
    return [right("absences", started_on=str(first + timedelta(day)), finished_on="") | change for day in range(rows)]


def test_only_so_many_corrections_are_shown(ground):
    take_in(absences=many(201))
    found = look(ground, absences=many(201, finished_on="2024-01-01")).preview
    assert (len(found["corrections"]), found["corrections_in_all"], found["changes"]) == (200, 201, ["201 absences that end"])


def test_it_is_said_that_not_all_are_shown(ground, as_person):
    """Rows with several values each: the page leaves values out though it has fewer rows than it shows values."""
    rows = [right("qualifications", qualification=f"q{number}") for number in range(101)]
    take_in(qualifications=rows)
    changed = [row | {"verified_on": "", "evidence_ref": ""} for row in rows]
    upload = look(ground, qualifications=changed)
    page = as_person(ground.manager).get(reverse("exchange:preview", args=[upload.public_id])).content.decode()
    assert len(upload.preview["corrections"]) == 200
    assert "Only the first 200 values are shown." in page


def test_only_so_many_rejections_are_shown(ground):
    found = look(ground, absences=[absence(1, kind="holiday")] * 201).preview
    assert (len(found["rejected"]), found["rejected_in_all"]) == (200, 201)


# What the same import brings has a name too, and what was shown can be applied --------------------------------------------
BROUGHT = {
    "a new team": (
        {"teams": [right("teams")], "posts": [post("A1", team_code="T3")]},
        [("posts.csv", 2, "team", "empty", "Team three")],
    ),
    "a new line manager": (
        {"people": [person("N1", "Nia", "New")], "posts": [post("N1"), post("A1", line_manager="N1")]},
        [("posts.csv", 3, "line_manager", "empty", "Nia New")],
    ),
    "a new name": (
        {"people": [person("L1", "Leda", "Test")], "posts": [post("A1", line_manager="L1")]},
        [("people.csv", 2, "first_name", "Lead", "Leda"), ("posts.csv", 2, "line_manager", "empty", "Leda Test")],
    ),
}


@pytest.mark.parametrize(("files", "shown"), BROUGHT.values(), ids=BROUGHT)
def test_what_the_import_itself_brings_is_shown_by_name(ground, files, shown):
    assert corrections(ground, **files) == shown


@pytest.mark.parametrize("files", [files for files, _ in BROUGHT.values()], ids=BROUGHT)
def test_what_was_shown_can_be_applied(ground, files):
    assert apply_upload(upload=look(ground, **files), by=ground.manager).applied is True


# Columns that are left out ---------------------------------------------------------------------------------------------
ABSENT = {"employee_number": "A1", "kind": "sickness", "started_on": "2026-01-05", "finished_on": "2026-01-09"}


@pytest.mark.parametrize(
    ("more", "caution"),
    [
        ([{"Booking Status": "Cancelled"}, {"Booking Status": "Taken"}], "the column “booking status” may change what a row means, and is left out: of the rows 1 says “Cancelled”, 1 says “Taken”"),  # noqa: E501
        ([{"valid_until": "2026-02-01"}, {"valid_until": ""}], "the column “valid_until” may change what a row means, and is left out: of the rows 1 says “2026-02-01”"),  # noqa: E501
        ([{"": "x"}, {"": "x"}], "column 5, which has no heading, may change what a row means, and is left out: of the rows 2 say “x”"),  # noqa: E501
        ([{"state": "an explanation that is far too long to be repeated"}, {}], "and is left out: it says something in 1 row"),
        ([{"colour": "blue"}, {"colour": "green"}], None),
        ([{"status": ""}, {"status": ""}], None),
        ([{"": ""}, {"": ""}], None),
    ],
)  # fmt: skip
def test_a_column_that_can_change_what_a_row_means_is_never_let_go_in_silence(ground, more, caution):
    rows = [ABSENT | more[0], ABSENT | {"started_on": "2026-03-02", "finished_on": "2026-03-06"} | more[1]]
    found = take_in(absences=rows)
    assert found.applied
    assert [caution in said for said in found.cautions] == ([True] if caution else [])


def test_it_stands_on_the_page_before_anything_is_applied(ground, as_person):
    file = SimpleUploadedFile("absences.csv", as_csv([ABSENT | {"status": "Cancelled"}]))
    upload = looked_through(Service.objects.get(code="HERE"), [file], ground.manager)
    page = as_person(ground.manager).get(f"/people/import/{upload.public_id}/").content.decode()
    assert "Check these columns first" in page and "of the rows 1 says “Cancelled”" in page
