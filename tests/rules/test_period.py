"""Civil dates, months and spans of days (docs/domain/eligibility.md section 1)."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.rules.period import (
    BEGINNING,
    FOREVER,
    add_months,
    add_up,
    as_date,
    day_or_forever,
    iso_date,
    months_after,
    reaching,
    span,
    union,
)

MONTHS = {
    ("2026-01-31", 1): "2026-02-28", ("2024-01-31", 1): "2024-02-29", ("2024-02-29", 24): "2026-02-28",
    ("2024-02-29", 48): "2028-02-29",
    ("2023-09-04", 24): "2025-09-04", ("2025-12-15", 1): "2026-01-15", ("2025-11-30", 3): "2026-02-28",
    ("2025-12-31", 12): "2026-12-31",
    ("2025-03-31", 1): "2025-04-30", ("2026-02-28", 12): "2027-02-28", ("2023-02-28", 12): "2024-02-28",
    ("1900-01-31", 1): "1900-02-28",
    ("2000-01-31", 1): "2000-02-29", ("2024-05-31", 0): "2024-05-31", ("2024-01-01", 1200): "2124-01-01",
}  # fmt: skip
DAY = date(2024, 2, 29).toordinal()


@pytest.mark.parametrize(("start", "end"), MONTHS.items(), ids=[f"{day} + {months}" for day, months in MONTHS])
def test_months_keep_the_day_or_end_with_a_shorter_month(start, end):
    day, months = start
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(end)
    assert months_after(date.fromisoformat(day).toordinal(), months) == date.fromisoformat(end).toordinal()


NO_DATES = [
    "",
    "2024-2-29",
    "20240229",
    "2024-W09-4",
    "20240229xx",
    "2024-02-30",
    "2023-02-29",
    "29/02/2024",
    " 2024-02-29",
    "\uff12024-02-29",
]


def test_a_written_date_has_one_form():
    assert iso_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("text", NO_DATES)
def test_no_other_text_is_a_date(text):
    with pytest.raises(ValueError):
        iso_date(text)


BEYOND = {
    "no number of months": (DAY, None),
    "a day that never comes": (FOREVER, 1),
    "over the end of the calendar": (date(9999, 12, 1).toordinal(), 1),
}


@pytest.mark.parametrize(("day", "months"), BEYOND.values(), ids=BEYOND)
def test_months_that_never_pass(day, months):
    assert months_after(day, months) == FOREVER


def test_the_last_month_of_the_calendar_is_still_in_it():
    assert months_after(date(9999, 11, 30).toordinal(), 1) == date(9999, 12, 30).toordinal()


def test_a_stored_end_is_inclusive_or_open():
    assert span(date(2024, 2, 29), date(2024, 2, 29)) == (DAY, DAY + 1)
    assert span(date(2024, 2, 29), None) == (DAY, FOREVER)
    assert span(date.min, date.max) == (BEGINNING, FOREVER)


def test_a_day_and_its_date():
    assert (day_or_forever(None), day_or_forever(date(2024, 2, 29))) == (FOREVER, DAY)
    assert (as_date(FOREVER), as_date(DAY), as_date(FOREVER - 1)) == (None, date(2024, 2, 29), date.max)


SUMS = {
    "nothing": ([], []),
    "one": ([(3, 5, 2)], [(3, 2), (5, 0)]),
    "overlapping": ([(1, 5, 2), (3, 8, 1)], [(1, 2), (3, 3), (5, 1), (8, 0)]),
    "one after another": ([(1, 3, 2), (3, 5, 2)], [(1, 2), (5, 0)]),
    "an empty span weighs nothing": ([(3, 3, 9), (5, 4, 9)], []),
    "for good": ([(3, FOREVER, 1)], [(3, 1), (FOREVER, 0)]),
}
REACHED = {
    "never": ([(1, 1), (5, 0)], 2, []),
    "just": ([(1, 2), (5, 0)], 2, [(1, 5)]),
    "twice": ([(1, 2), (3, 1), (4, 3), (5, 0)], 2, [(1, 3), (4, 5)]),
    "more is enough": ([(1, 2), (3, 7), (5, 0)], 2, [(1, 5)]),
    "for good": ([(1, 2)], 2, [(1, FOREVER)]),
    "for good, as sums say it": ([(1, 2), (FOREVER, 0)], 2, [(1, FOREVER)]),
}
UNIONS = {
    "nothing": ([], []),
    "in order": ([(5, 7), (1, 3)], [(1, 3), (5, 7)]),
    "neighbours are joined": ([(1, 3), (3, 5)], [(1, 5)]),
    "a day between them is not": ([(1, 3), (4, 5)], [(1, 3), (4, 5)]),
    "one inside another": ([(1, 9), (3, 5)], [(1, 9)]),
    "empty spans are left out": ([(2, 2), (4, 3)], []),
}


@pytest.mark.parametrize(("weighted", "steps"), SUMS.values(), ids=SUMS)
def test_add_up(weighted, steps):
    assert add_up(weighted) == steps


@pytest.mark.parametrize(("steps", "least", "spans"), REACHED.values(), ids=REACHED)
def test_reaching(steps, least, spans):
    assert reaching(steps, least) == spans


@pytest.mark.parametrize(("spans", "joined"), UNIONS.values(), ids=UNIONS)
def test_union(spans, joined):
    assert union(spans) == joined


SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6)


@settings(derandomize=True, database=None, max_examples=150)
@given(SPANS, st.integers(1, 3))
def test_spans_agree_with_counting_on_every_day(spans, least):
    days = range(-1, 22)
    counted = [sum(start <= day < stop for start, stop in spans) for day in days]
    steps = add_up((start, stop, 1) for start, stop in spans)
    for number, found in ((1, union(spans)), (least, reaching(steps, least))):
        covered = [any(start <= day < stop for start, stop in found) for day in days]
        assert covered == [count >= number for count in counted]
        assert all(end < start for (_, end), (start, _) in pairwise(found))
