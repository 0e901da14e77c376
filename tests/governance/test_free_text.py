"""What people write: an NHS number is refused, what may be about a patient is asked about once."""

import pytest

from governance.forms import FreeTextField
from governance.privacy import EXPLANATION, IF_NOT, doubts
from nhsuk.forms import NHSForm, field


class Form(NHSForm):
    words = FreeTextField(label="Words")


BORN, POSTCODE = "This looks like a date of birth.", "This looks like a postcode."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dob 3/4/1987", [BORN]), ("She was born in spring.", [BORN]), ("12th March 1990", [BORN]), ("01.02.2004", [BORN]),
        ("lives at NR4 7TJ", [POSTCODE]), ("EC1A 1BB, dob unknown", [BORN, POSTCODE]), ("sw1a1aa", [POSTCODE]),
        ("We meet on 12 March 2027 at 10.", []), ("PHQ9 of 21, GAD7 of 15", []), ("Reviewed 27 cases in 60 minutes", []),
        ("A4 paper, room B12", []), ("stubborn", []),
    ],
)  # fmt: skip
def test_doubts(text, found):
    assert doubts(text) == found


def test_a_doubt_is_asked_about_once_and_the_same_text_goes_through():
    first = Form({"words": "the clinic at NR4 7TJ"})
    assert first.errors == {"words": [f"{POSTCODE} {IF_NOT}"]}
    page = str(field(first["words"]))
    asked = page.partition('name="words-asked" value="')[2].partition('"')[0]
    assert Form({"words": "the clinic at NR4 7TJ", "words-asked": asked}).is_valid()
    assert Form({"words": "another, at NR5 7TJ", "words-asked": asked}).errors == {"words": [f"{POSTCODE} {IF_NOT}"]}


@pytest.mark.parametrize(
    "text", ["943 476 591 9", "(943) 476 5919", "9 4 3 4 7 6 5 9 1 9", "943, 476, 5919", "943-476-5919", "no. 94 34 76 59 19!", "９４３ 476 5919"]  # noqa: E501
)  # fmt: skip
def test_in_any_spelling(text):
    assert Form({"words": text}).errors == {"words": [EXPLANATION]}


@pytest.mark.parametrize(
    "text",
    ["on 12/03/2027 at 10:30", "call 0207 946 0018", "27 cases, 60 minutes, 4 new, 3 risk", "2026-11-23 10", "943 476 5918"],
)
def test_what_is_none(text):
    assert Form({"words": text}).is_valid()


def test_a_number_is_refused_however_often():
    form = Form({"words": "943 476 5919"})
    assert form.errors == {"words": [EXPLANATION]}
    assert "words-asked" not in str(field(form["words"]))
