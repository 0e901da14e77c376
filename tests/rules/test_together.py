"""What may be said of many without telling of one."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reflection.rules.quarters import after, before, last_day, quarter_of
from reflection.rules.together import FEWEST, band, people_said, put_together, tells_of_one

EVERYBODY = "ABCDEFGH"
sets = st.frozensets(st.sampled_from(EVERYBODY), min_size=1)


def said(people, **answers):
    return {person: {"heard": answers.get(person, 8), "safe": 3} for person in people}


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ((0,) * 5, "low"),
        ((4, 4, 4, 4, 3), "low"),
        ((4,) * 5, "middle"),
        ((7, 7, 7, 7, 6), "middle"),
        ((7,) * 5, "high"),
        ((10,) * 9, "high"),
    ],
)
def test_three_words(answers, found):
    assert band(answers) == found


def test_a_word_leaves_each_of_five_free_to_have_said_anything():
    """Whatever one answered, the others can have answered so that any of the three words came out."""
    for one, word in product(range(11), ("low", "middle", "high")):
        assert any(band((one, *[other] * 4)) == word for other in range(11)), (one, word)


def test_five_are_put_together_and_four_are_not():
    assert put_together(said("ABCD"), []) is None
    assert put_together(said("ABCDE"), []) == (frozenset("ABCDE"), {"heard": "high", "safe": "low"})
    assert put_together({}, []) is None


@pytest.mark.parametrize(
    ("people", "published", "heard"),
    [
        ("ABCDEF", ["ABCDE"], "ABCDE"),  # F alone would be the difference
        ("ABCDEFGH", ["ABCDE"], "ABCDE"),  # three would be
        ("ABCDE", ["ABCDE"], "ABCDE"),
        ("ABCDE", ["ABCDEF"], None),  # F alone again, the other way round
        ("ABCDEFGHIJ", ["ABCDE"], "ABCDEFGHIJ"),  # five others may be a difference
        ("BCDEF", ["ABCDE"], "BCDEF"),  # F less A: of neither alone
        ("ABCDEF", ["ABCDE", "BCDEF"], "ABCDE"),
        ("BCDEFG", ["ABCDE"], "BCDEFG"),
    ],
)
def test_who_makes_the_difference_is_left_out(people, published, heard):
    found = put_together(said(people), [frozenset(one) for one in published])
    assert (found[0] if found else None) == (frozenset(heard) if heard else None)


def _solved(rows) -> bool:
    """By trying: can any person be reached by adding and subtracting, with whole numbers up to three?"""
    for times in product(range(-3, 4), repeat=len(rows)):
        total = {p: sum(t for t, row in zip(times, rows, strict=True) if p in row) for p in EVERYBODY}
        if sum(1 for value in total.values() if value) == 1:
            return True
    return False


@settings(max_examples=150)
@given(st.lists(sets, min_size=1, max_size=4))
def test_one_is_told_of_exactly_where_adding_and_subtracting_reaches_one(rows):
    if _solved(rows):
        assert tells_of_one(rows)
    elif tells_of_one(rows):
        assert len(rows) > 2  # the trying above stops at three times a row


@settings(max_examples=150)
@given(st.lists(st.frozensets(st.sampled_from("ABCDEFGHIJKL"), min_size=3), max_size=7))
def test_over_many_quarters_nobody_is_ever_told_of(quarters):
    """Differencing every published quarter with every other, and all of them at once."""
    published = []
    for people in quarters:
        if found := put_together(said(people), published):
            assert len(found[0]) >= FEWEST and found[0] <= people
            published.append(found[0])
    assert not tells_of_one(published)
    for one, other in product(published, repeat=2):
        assert not (one < other and len(other - one) < FEWEST)


def test_a_line_that_somebody_left_out_is_not_put_together():
    given_ = said("ABCDE")
    del given_["C"]["safe"]
    assert put_together(given_, []) == (frozenset("ABCDE"), {"heard": "high"})


@pytest.mark.parametrize(
    ("count", "population", "fewest", "said"),
    [(9, 60, 10, None), (10, 60, 10, 10), (14, 60, 10, 10), (23, 60, 10, 20), (60, 60, 10, 50), (10, 10, 10, None), (12, 19, 10, None),  # noqa: E501
     (5, 10, 5, 5), (5, 9, 5, None), (7, 60, 5, 5), (0, 60, 5, None)],
)  # fmt: skip
def test_counts_are_said_to_the_five_below_and_never_of_few_nor_of_all(count, population, fewest, said):
    assert people_said(count, population, fewest) == said


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2028, 2, 29), date(2028, 1, 1), date(2028, 3, 31)),
    ],
)
def test_quarters(on, first, last):
    assert (quarter_of(on), last_day(first)) == (first, last)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_quarters_follow_each_other(on):
    quarter = quarter_of(on)
    assert quarter <= on <= last_day(quarter) and before(after(quarter)) == quarter
