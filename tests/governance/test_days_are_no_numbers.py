"""The guard against patients' numbers: no day or hour of a century is one, in any usual spelling, and every number still is."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.privacy import has_nhs_number, is_nhs_number, redacted

FIRST, LAST = datetime(1930, 1, 1), datetime(2050, 12, 31, 23, 59, 59)
SPELLINGS = (
    "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%-d/%-m/%Y %-H:%M",
    "%d/%m/%y %H:%M",
    "%-d/%-m/%y %-H:%M",
    "%d.%m.%Y %H.%M",
    "%d.%m.%y %H:%M",
    "%d-%m-%Y %H:%M",
    "%d-%m-%y %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y/%m/%d %H:%M",
    "%Y.%m.%d %H.%M",
    "%d %m %Y %H:%M",
    "%-d/%-m/%Y, %-I:%M%p",
    "%H:%M %d/%m/%Y",
    "%H:%M, %d/%m/%y",
    "%-H.%M on %-d/%-m/%Y",
    "%d-%b-%y %H:%M",
    "%-d %B %Y %H:%M",
    "%Y%m%d",
    "%Y%m%dT%H%M",
    "%d/%m/%Y-%H:%M",
    "%d/%m/%Y (%H:%M)",
    "%d/%m %H:%M",
    "%-d/%-m, %H:%M",
)
BETWEEN = (" ", ", ", " - ", "-", " to ", "; ", "/")


@pytest.mark.parametrize("cell", ["30/11/2023 11:59", "31/10/2025 06:59"])
def test_the_two_that_refused_a_whole_file(cell):
    assert not has_nhs_number(cell)


@settings(max_examples=1500)
@given(st.datetimes(FIRST, LAST))
def test_no_day_with_its_hour_is_one(moment):
    assert [how for how in SPELLINGS if has_nhs_number(moment.strftime(how))] == []


@settings(max_examples=500)
@given(
    st.datetimes(FIRST, LAST),
    st.timedeltas(timedelta(minutes=1), timedelta(days=900)),
    st.sampled_from(SPELLINGS),
    st.sampled_from(BETWEEN),
)
def test_nor_are_two_of_them(moment, more, how, between):
    later = min(moment + more, LAST)
    assert not has_nhs_number(f"{moment.strftime(how)}{between}{later.strftime(how)}")


def test_nor_is_any_day_of_the_century_beside_an_hour_of_the_day():
    day = date(1930, 1, 1)
    while day.year < 2051:
        minute = day.toordinal() * 7 % 1440
        cell = f"{day:%d/%m/%Y} {minute // 60:02}:{minute % 60:02}"
        assert not has_nhs_number(cell), cell
        day += timedelta(days=1)


numbers = (
    st.integers(300_000_000, 999_999_999)
    .map(str)
    .map(lambda nine: next((f"{nine}{d}" for d in range(10) if is_nhs_number(f"{nine}{d}")), ""))
)


def spelled(number: str) -> list[str]:
    by_threes = [
        sep.join((number[:3], number[3:6], number[6:]))
        for sep in ("", " ", "-", ".", "/", " - ", "  ", "_", "\u2013", "\u200b")
    ]
    apart = [sep.join(number) for sep in (" ", "-", ".", "/", ", ")]
    in_pairs = [sep.join(number[place : place + 2] for place in range(0, 10, 2)) for sep in (" ", "-", ".", ", ")]
    return [*by_threes, *apart, *in_pairs, f"({number[:3]}) {number[3:6]} {number[6:]}", f"no.{number}", f"N{number}x"]


@settings(max_examples=800)
@given(numbers.filter(bool), st.datetimes(FIRST, LAST), st.sampled_from(SPELLINGS))
def test_every_number_in_every_spelling_still_is_one(number, moment, how):
    day = moment.strftime(how)
    for written in spelled(number):
        for text in (written, f"Seen {written}.", f"{day}: {written}", f"{written} on {day}"):
            assert has_nhs_number(text), text
            assert not has_nhs_number(redacted(text)), text
