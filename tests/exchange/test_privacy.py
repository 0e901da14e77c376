"""No patient gets in by an import: NHS numbers in every spelling, and nothing of a refused text kept or told."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from exchange.files import kept
from governance.models import AuditEntry
from governance.privacy import has_nhs_number
from people.models import Service
from tests.exchange.rows import looked_through
from tests.world import as_csv, post

from .rows import NHS_NUMBER, rejected, right

NUMBERS = ("9434765919", "4505577104", "9876543210", "0123456789")
SPELLINGS = {
    "bare": "{}{}{}",
    "spaces": "{} {} {}",
    "three spaces": "{}   {}   {}",
    "no-break spaces": "{}\u00a0{}\u00a0{}",
    "thin spaces": "{}\u2009{}\u2009{}",
    "hyphens": "{}-{}-{}",
    "en dashes": "{}–{}–{}",
    "hyphens between spaces": "{} - {} - {}",
    "dots": "{}.{}.{}",
    "invisible characters": "{}\u200b{}\u00ad\ufeff{}",
    "a line break": "{}\n{}\r\n{}",
    "glued to letters": "NHS:{}{}{}x",
    "in a sentence": "seen with (NHS no. {} {} {}), twice",
    "after another number": "12 {} {} {} 7",
    "beside a hotel": "at the hotel {} {} {}",
}


def spelt(how: str, number: str) -> str:
    return SPELLINGS[how].format(number[:3], number[3:6], number[6:])


def full_width(text: str) -> str:
    return text.translate({ord(digit): ord(digit) - ord("0") + ord("０") for digit in "0123456789"})


@pytest.mark.parametrize("how", SPELLINGS)
def test_every_spelling_is_found(how):
    written = [spelt(how, number) for number in NUMBERS]
    assert [text for text in [*written, *map(full_width, written)] if not has_nhs_number(text)] == []


@pytest.mark.parametrize("how", SPELLINGS)
def test_a_wrong_check_digit_is_none(how):
    wrong = [number[:9] + str((int(number[9]) + 1) % 10) for number in NUMBERS]
    assert [number for number in wrong if has_nhs_number(spelt(how, number))] == []


HARMLESS = [
    "", "9434765919"[:9], "99434765919", "94347659190", "+44 943 476 5919", "0044 943 476 5919", "tel 943 476 5919",
    "Tel: 943 476 5919", "tel. (943 476 5919)", "020 7946 0018", "07700 900123", "2026-11-22 09:43:47", "PYL12345",
    "943 476 591", "943    476    5919", "1 4 3 4 7 6 5 9 1 9",
]  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_let_through(text):
    assert has_nhs_number(text) is False


@pytest.mark.django_db
def test_an_import_refuses_every_spelling(ground):
    rows = [
        right("sign_offs", signed_on=f"2024-03-{1 + place:02}", comment=spelt(how, NUMBERS[0]))
        for place, how in enumerate(SPELLINGS)
    ]
    found = {(r.column, r.code) for r in rejected(sign_offs=rows)}
    assert (found, len(rejected(sign_offs=rows))) == ({("comment", "patient_details")}, len(SPELLINGS))


def look(world, **files):
    sent = [SimpleUploadedFile(f"{name}.csv", as_csv(rows)) for name, rows in files.items()]
    return looked_through(Service.objects.get(code="HERE"), sent, world.manager)


@pytest.mark.django_db
def test_what_was_refused_is_neither_kept_nor_told_nor_logged(ground, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    upload = look(ground, teams=[right("teams", name=f"seen {NHS_NUMBER}")])
    assert [(r["column"], r["code"]) for r in upload.preview["rejected"]] == [("name", "patient_details")]
    assert (kept(upload.public_id), list(tmp_path.rglob("*.csv"))) == ({}, [])
    assert NHS_NUMBER not in json.dumps(upload.preview)
    assert [entry for entry in AuditEntry.objects.all() if NHS_NUMBER in json.dumps(entry.summary)] == []


WHERE_A_CODE_BELONGS = {
    "a person": {"posts": [post("A1", line_manager=NHS_NUMBER)]},
    "a team": {"posts": [post("A1", team_code=NHS_NUMBER)]},
    "a list of people": {"sessions": [right("sessions", attendees=f"A1|{NHS_NUMBER}")]},
    "the name of a column": {"posts": [post("A1") | {NHS_NUMBER: "x"}]},
}


@pytest.mark.django_db
@pytest.mark.parametrize("files", WHERE_A_CODE_BELONGS.values(), ids=WHERE_A_CODE_BELONGS)
def test_a_number_where_a_code_belongs_is_not_repeated(ground, settings, tmp_path, files):
    """What is said of a row is kept with the upload, so it must not hold what was refused."""
    settings.PRIVATE_ROOT = tmp_path
    assert NHS_NUMBER not in json.dumps(look(ground, **files).preview)
