"""A day in three boxes: what is typed is the day, or says what is wrong with it, and stands there again."""

from datetime import date

import pytest
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from nhsuk.days import DayField, TypedDay, boxes
from nhsuk.forms import NHSForm, error_summary, field


class MeetingDayForm(NHSForm):
    first_on = DayField(label="First session")


def typed(day: str, month: str, year: str, **other) -> MeetingDayForm:
    return MeetingDayForm(dict(zip(boxes("first_on"), (day, month, year), strict=True)) | other)


@pytest.mark.parametrize("month", ["9", "09", "sep", "Sept", "September", " 9 "])
def test_a_month_is_a_number_or_a_name(month):
    form = typed("4", month, "2026")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["first_on"] == date(2026, 9, 4)


@pytest.mark.parametrize("pasted", ["04/09/2026", "2026-09-04"])
def test_a_day_pasted_whole_into_the_first_box(pasted):
    form = typed(pasted, "", "")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["first_on"] == date(2026, 9, 4)


@pytest.mark.parametrize("given_whole", ["2026-09-04", "04/09/2026"])
def test_a_link_gives_the_day_whole(given_whole):
    form = MeetingDayForm({"first_on": given_whole})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["first_on"] == date(2026, 9, 4)


def test_what_is_typed_goes_before_what_a_link_gave():
    form = typed("5", "9", "2026", first_on="2026-09-04")
    assert form.is_valid()
    assert form.cleaned_data["first_on"] == date(2026, 9, 5)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_comes_back_as_it_was_shown(day):
    form = typed(*TypedDay.of(day))
    assert form.is_valid()
    assert form.cleaned_data["first_on"] == day


WRONG = [
    (("", "", ""), "Enter first session", []),
    (("4", "", ""), "First session: enter the month and year too, such as 4 September 2026", ["month", "year"]),
    (("", "9", "2026"), "First session: enter the day too, such as 4 September 2026", ["day"]),
    (("31", "9", "2026"), "First session: enter a date that exists, such as 4 September 2026", ["day", "month", "year"]),
    (("4", "Se", "2026"), "First session: enter a date that exists, such as 4 September 2026", ["day", "month", "year"]),
    (("4", "9", "9" * 30), "First session: enter a date that exists, such as 4 September 2026", ["day", "month", "year"]),
    (("4", "9", "2200"), "First session: enter a year before 2200, in four digits", ["day", "month", "year"]),
    (("4", "9", "26"), "First session: enter a year from 1900 on, in four digits", ["day", "month", "year"]),
]


@pytest.mark.parametrize(("given_boxes", "said", "marked"), WRONG, ids=[" ".join(case[0]) or "nothing" for case in WRONG])
def test_what_is_wrong_is_said_and_stays_as_typed(given_boxes, said, marked):
    form = typed(*given_boxes)
    assert not form.is_valid()
    assert form.errors["first_on"] == [said]
    shown = field(form["first_on"])
    for part, text in zip(("day", "month", "year"), given_boxes, strict=True):
        box = next(line for line in shown.split("<input")[1:] if f'name="first_on-{part}"' in line).split(">")[0]
        assert not text or f'value="{text}"' in box
        assert ('aria-invalid="true"' in box) == (part in (marked or ["day", "month", "year"]))
    assert 'href="#id_first_on-day"' in error_summary(form)
    assert 'id="id_first_on-day"' in shown


def test_a_day_goes_on_through_a_hidden_field_as_one():
    assert typed("4", "9", "2026")["first_on"].value() == "2026-09-04"


def test_filters_of_many_values_are_read_as_well():
    form = MeetingDayForm(MultiValueDict({"first_on-day": ["4"], "first_on-month": ["9"], "first_on-year": ["2026"]}))
    assert form.is_valid()
