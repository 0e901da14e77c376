"""What a page says to whoever reads it otherwise than by eye: errors that name their field, titles, rows with a heading, hints
that are words."""

import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.exceptions import ValidationError

from nhsuk.components import Column, Link, Table
from nhsuk.forms import DEFAULTS, NHSForm, field
from people.accounts import ChangePasswordForm


class Every(NHSForm):
    """One field of each kind, with nothing said about what is wrong."""

    name = forms.CharField(label="Employee number", max_length=3, min_length=2)
    minutes = forms.IntegerField(label="How many minutes did it take?", min_value=1, max_value=480)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(label="Who was there?", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="I agree")
    email = forms.EmailField(label="E-mail address")
    note = forms.CharField(label="PWP role", widget=forms.Textarea)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"name": "x", "minutes": "0", "kind": "z", "many": ["z"], "email": "x", "note": ""},
        {"name": "xxxx", "minutes": "481", "kind": "a", "many": "a", "email": "x@", "note": "y"},
        {"name": "xx", "minutes": "many", "kind": "", "many": [], "email": "", "note": ""},
    ],
)
def test_whatever_is_wrong_names_its_field_and_never_in_the_library_s_words(given):
    form = Every(given)
    for name, errors in form.errors.items():
        label = form[name].label.rstrip("?").lower()
        for words in errors:
            assert label in words.lower(), words
            assert words not in DEFAULTS and "Ensure this" not in words and "valid choice" not in words


def test_the_sentences():
    errors = Every({"minutes": "481", "name": "xxxx"}).errors
    assert errors["minutes"] == ["“How many minutes did it take?”: enter 480 or less"]
    assert errors["name"] == ["Employee number: enter 3 characters or fewer"]
    assert (errors["kind"], errors["many"], errors["note"]) == (
        ["Choose kind"],
        ["Answer “Who was there?”"],
        ["Enter PWP role"],
    )


def test_what_a_form_says_itself_stays():
    class Own(NHSForm):
        name = forms.CharField(label="Name", error_messages={"required": "Say who"}, validators=[])

        def clean_name(self):
            raise ValidationError("Not this one")

    assert Own({}).errors["name"] == ["Say who"] and Own({"name": "x"}).errors["name"] == ["Not this one"]


@pytest.mark.parametrize("name", ["name", "minutes", "note", "email"])
def test_a_field_that_is_wrong_is_marked_as_such(name):
    soup = BeautifulSoup(str(field(Every({})[name])), "html.parser")
    found = soup.find(attrs={"name": name})
    assert found["aria-invalid"] == "true" and "error" in found["aria-describedby"]
    assert "aria-invalid" not in str(field(Every()[name]))


def test_a_hint_of_a_library_is_words_and_no_code(world):
    form = ChangePasswordForm(user=world.ada)
    shown = "".join(str(field(form[name])) for name in form.fields)
    assert "&lt;" not in shown and "<li>" in shown


def test_the_first_cell_of_a_row_names_it():
    rows = [("Ada Byron", Link("Change", "/1/")), ("", Link("Change", "/2/"))]
    soup = BeautifulSoup(str(Table("People", [Column("Name"), Column("Act")], rows).__html__()), "html.parser")
    first, second = soup.select("tbody tr")
    assert (first.th["scope"], first.th["role"], first.th.text.split()) == ("row", "rowheader", ["Name", "Ada", "Byron"])
    assert second.th is None, "an empty heading names nothing"


@pytest.mark.django_db
def test_the_title_of_a_page_begins_with_error_where_something_is_wrong(world, as_person):
    def title(got) -> str:
        return re.search(r"<title>(.*?)</title>", got.content.decode())[1]

    client = as_person(world.ada)
    assert title(client.get("/training/development/")).startswith("Add other learning")
    assert title(client.post("/training/development/", {"what": ""})).startswith("Error: Add other learning")
    client.logout()
    assert title(client.post("/accounts/login/", {"login": "", "password": ""})).startswith("Error: Sign in")
