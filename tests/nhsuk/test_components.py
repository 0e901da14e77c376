"""Components from Django templates: the design system's markup, said once, with text escaped."""

import re

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.template import Context, Template

from nhsuk.components import Column, Lines, Link, Table, Tag
from nhsuk.forms import NHSForm, field


def shown(source: str, **context) -> str:
    return Template("{% load nhsuk %}" + source).render(Context(context))


def test_a_heading_is_said_once():
    html = shown('{% nhsuk_block "warning-callout" heading="Not yet" %}<p>Why</p>{% endnhsuk_block %}')
    assert (html.count("Not yet"), html.count("<p>Why</p>")) == (1, 1)


def test_text_is_escaped():
    assert "&lt;script&gt;" in shown('{% nhsuk "tag" text=text %}', text="<script>")
    assert "<script>" not in shown("{% nhsuk_show thing %}", thing=Tag("<script>", "red"))


def test_a_table_says_each_heading_in_each_cell_for_a_phone():
    table = Table("People", [Column("Name"), Column("Age", numeric=True)], [(Link("Ada <3", "/x/"), "36"), ("Bea", "")])
    html = shown("{% nhsuk_show table %}", table=table)
    assert html.count('class="nhsuk-table__heading" aria-hidden="true">Name') == 2
    assert '<a class="nhsuk-link" href="/x/">Ada &lt;3</a>' in html


def test_what_is_a_detail_is_folded_away_on_a_phone_and_said_once_more_there():
    columns = [Column("Name"), Column("Age"), Column("Team", detail=True), Column("Note", detail=True)]
    html = shown("{% nhsuk_show table %}", table=Table("People", columns, [("Ada <3", "36", "North", ""), ("Bea", "", "", "")]))
    soup = BeautifulSoup(html, "html.parser")
    assert [len(row.find_all(["th", "td"])) for row in soup.find_all("tr")] == [5, 5, 5], "a header for each cell"
    ada, bea = soup.select("td.sg-more")
    assert (ada.summary.get_text(), ada.dl.get_text(" ")) == ("More about Ada <3", "Team North")
    assert (bea.get_text(), bea["class"]) == ("", ["nhsuk-table__cell", "sg-more", "sg-empty"])
    plain = shown("{% nhsuk_show table %}", table=Table("People", columns[:2], [("Ada", "36")]))
    assert "sg-more" not in plain and "sg-detail" not in plain


@pytest.mark.parametrize(("hidden", "said"), [(False, "People: nobody is here."), (True, "Nobody is here.")])
def test_an_empty_table_is_a_sentence_that_keeps_its_title(hidden, said):
    table = Table("People", [Column("Name")], [], empty="Nobody is here.", caption_hidden=hidden)
    assert shown("{% nhsuk_show table %}", table=table).strip() == f"<p>{said}</p>"


def test_cells_are_the_same_on_page_and_in_a_file():
    assert [str(cell) for cell in (Tag("Met", "green"), Link("Ada", "/x/"), Lines(("a", "b")))] == ["Met", "Ada", "a; b"]


class AllKinds(NHSForm):
    reason = forms.CharField(help_text="Say why", error_messages={"required": "Say why this is so"})
    kinds = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False)
    one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, required=False)
    agree = forms.BooleanField(required=False)


def test_a_field_in_error_is_tied_to_its_words():
    html = str(AllKinds({}))
    assert 'aria-describedby="id_reason-hint id_reason-error"' in html
    assert re.findall(r'href="#id_reason">\s*([^<]*?)\s*</a>', html) == ["Say why this is so"]


def test_checkboxes_are_not_radios():
    html = str(AllKinds())
    assert (html.count('type="checkbox"'), html.count('type="radio"')) == (3, 2)


def test_a_box_for_a_number_is_as_wide_as_its_answer():
    class Numbers(NHSForm):
        people = forms.IntegerField(max_value=100)
        seed = forms.IntegerField(max_value=2_000_000_000)
        minutes = forms.IntegerField(required=False)

    assert re.findall(r"nhsuk-input--width-\d+", str(Numbers())) == ["nhsuk-input--width-4", "nhsuk-input--width-20"]


def test_of_many_choices_those_that_are_not_chosen_are_folded_away():
    class PeopleForm(NHSForm):
        who = forms.MultipleChoiceField(
            choices=[(str(n), f"Person {n}") for n in range(30)], widget=forms.CheckboxSelectMultiple
        )

    chosen = BeautifulSoup(field(PeopleForm(initial={"who": ["3", "7"]})["who"]), "html.parser")
    assert [box["value"] for box in chosen.select("input[checked]")] == ["3", "7"]
    folded = chosen.select_one("details")
    assert "Show 28 others" in folded.summary.text and len(folded.select("input[name=who]")) == 28
    assert len(chosen.select("fieldset")) == 1, "all boxes of one name are one group"
    assert len({box["id"] for box in chosen.select("input")}) == 30
    assert BeautifulSoup(field(PeopleForm()["who"]), "html.parser").select_one("details") is None, "one has to be chosen"
    form = PeopleForm()
    form.fields["who"].required = False
    assert "Show all 30" in BeautifulSoup(field(form["who"]), "html.parser").select_one("details").summary.text
