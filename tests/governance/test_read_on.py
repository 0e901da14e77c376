"""Whatever is refused leads to the page of guidance that says what to do."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.exceptions import PermissionDenied

from governance.forms import FreeTextField
from governance.guidance import READ_ON, WITHOUT_PATIENTS
from governance.policy import Action
from governance.refusal import Refused, attach_guidance, without_patients
from nhsuk.components import Link
from nhsuk.forms import NHSForm, error_summary

ELSEWHERE = Link("Elsewhere", "/guidance/elsewhere/")


class NoteForm(NHSForm):
    note = FreeTextField()
    other = forms.CharField()


def links(form) -> list[tuple[str, str]]:
    soup = BeautifulSoup(error_summary(form), "html.parser")
    return [(item.get_text(strip=True), item.a["href"] if item.a else "") for item in soup.select("li")]


@pytest.mark.parametrize(
    "why, leads_to",
    [
        (Refused("No."), READ_ON[Action.ALLOCATE]),
        (Refused("No.", ELSEWHERE), ELSEWHERE),
        (PermissionDenied(), READ_ON[Action.ALLOCATE]),
    ],
)
def test_what_is_refused_on_the_way_to_an_action_leads_to_its_page(why, leads_to):
    with pytest.raises(type(why)) as raised, attach_guidance(Action.ALLOCATE):
        raise why
    assert raised.value.read_on == leads_to


def test_the_innermost_action_knows_best():
    with pytest.raises(Refused) as raised, attach_guidance(Action.MAKE_PLAN), attach_guidance(Action.SIGN_CONTRACT):
        raise Refused("No.")
    assert raised.value.read_on == READ_ON[Action.SIGN_CONTRACT]


def test_what_may_be_about_a_patient_leads_to_its_own_page():
    with pytest.raises(Refused) as raised, attach_guidance(Action.MAKE_PLAN):
        without_patients("943 476 5919")
    assert raised.value.read_on == WITHOUT_PATIENTS


def test_a_form_names_each_page_once_after_what_is_wrong():
    form = NoteForm({"note": "943 476 5919", "other": ""})
    form.refuse(Refused("Not today.", ELSEWHERE))
    form.refuse(Refused("Nor tomorrow.", ELSEWHERE))
    assert links(form)[1:] == [
        ("Enter other", "#id_other"),
        ("Not today.", ""),
        ("Nor tomorrow.", ""),
        ("Read on: Using this site without patient details", WITHOUT_PATIENTS.href),
        ("Read on: Elsewhere", ELSEWHERE.href),
    ]


def test_a_form_with_nothing_but_an_empty_field_sends_nobody_away():
    assert links(NoteForm({"note": "", "other": "there"})) == [("Enter note", "#id_note")]
