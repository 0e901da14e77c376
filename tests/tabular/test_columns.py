"""What a cell may hold, how it is read, and what is said where it cannot be."""

from datetime import date

import pytest

from tabular import Context, Lookup, Refusal, known
from tabular.columns import choice, day, hundred_thousandths, hundredths, in_decimals, past_day, several, text, whole

TODAY = Context(date(2026, 11, 22))


def refusal(read, cell: str) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        read(cell, TODAY)
    return refused.value.code, refused.value.message


DATES = {
    "2024-09-04": date(2024, 9, 4),
    "04/09/2024": date(2024, 9, 4),
    "4/9/2024": date(2024, 9, 4),
    "04-SEP-2024": date(2024, 9, 4),
    "04-Sep-2024": date(2024, 9, 4),
    "4-sep-2024": date(2024, 9, 4),
    "2024-02-29": date(2024, 2, 29),
    "29/02/2000": date(2000, 2, 29),
    "31-DEC-1999": date(1999, 12, 31),
    "1900-01-01": date(1900, 1, 1),
    "31/12/9999": date(9999, 12, 31),
    "04-Sep-24": date(2024, 9, 4),
    "31-dec-99": date(2099, 12, 31),
    "4 Sep 2024": date(2024, 9, 4),
    "4 Sept 2024": date(2024, 9, 4),
    "04 September 2024": date(2024, 9, 4),
    "1 MAY 2024": date(2024, 5, 1),
    "2024-09-04T00:00:00": date(2024, 9, 4),
    "2024-09-04 00:00": date(2024, 9, 4),
    "2024-09-04T00:00:00.000": date(2024, 9, 4),
    "04/09/2024 00:00": date(2024, 9, 4),
    "04-Sep-24 00:00:00": date(2024, 9, 4),
}


@pytest.mark.parametrize(("cell", "read"), DATES.items())
def test_a_date(cell, read):
    assert day(cell, TODAY) == read


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_by_its_name(month):
    name = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"][month - 1]
    assert day(f"09-{name}-2024", TODAY) == date(2024, month, 9)


NOT_DATES = [
    "2024/09/04",
    "2024-9-4",
    "20240904",
    "2024-W36-3",
    "04-09-2024",
    "04.09.2024",
    "04/09/24",
    "04-SEPT-2024",
    "04-ZZZ-2024",
    "4 Septem 2024",
    "4 Sep 24",
    "Sep 4 2024",
    "September 2024",
    "4th September 2024",
    "2024-09-04T23:00:00",
    "2024-09-04 00:01",
    "2024-09-04T00:00:00Z",
    "4 Sep 2024\n",
    "-2024-09-04",
    "2024-09-041",
    "45539",
    "today",
    "٢٠٢٤-٠٩-٠٤",
    "０４/０９/２０２４",
    "2024-09-04\n",
]
NO_DATES = [
    "2023-02-29", "1900-02-29", "31/04/2024", "30-FEB-2024", "00/01/2024", "32/01/2024", "2024-00-10", "2024-13-01",
    "09/13/2024", "0000-00-00", "0000-01-01",
]  # fmt: skip


@pytest.mark.parametrize("cell", NOT_DATES)
def test_not_a_date(cell):
    assert refusal(day, cell) == ("not_a_date", "Write the date as 2024-09-04, 04/09/2024 or 04-SEP-2024.")


@pytest.mark.parametrize("cell", NO_DATES)
def test_a_date_that_does_not_exist(cell):
    assert refusal(day, cell) == ("no_such_date", "This date does not exist. Check the day and the month.")


@pytest.mark.parametrize("cell", ["1899-12-31", "04/09/0024", "0001-01-01"])
def test_a_date_nobody_means(cell):
    assert refusal(day, cell) == ("no_such_date", "This date is before 1900. Check the year.")


def test_a_day_that_has_come():
    assert past_day("22/11/2026", TODAY) == date(2026, 11, 22)
    sentence = "This has not happened yet. Leave it empty until it has, or correct the date."
    assert refusal(past_day, "23/11/2026") == ("in_the_future", sentence)
    assert refusal(past_day, "soon")[0] == "not_a_date"


@pytest.mark.parametrize(("cell", "read"), [("0", 0), ("7", 7), ("007", 7), ("100000", 100_000)])
def test_a_whole_number(cell, read):
    assert whole()(cell, TODAY) == read


NOT_WHOLE = ["-1", "+1", "1.0", "1,0", "1e3", "1_000", "1 000", "100001", "9999999999", "ten", "٣", "½", "²", "0x1f", "NaN"]


@pytest.mark.parametrize("cell", NOT_WHOLE)
def test_not_a_whole_number(cell):
    assert refusal(whole(), cell) == ("not_a_whole_number", "Write a whole number from 0 to 100000.")


@pytest.mark.parametrize("cell", ["0", "4"])
def test_a_whole_number_within_bounds(cell):
    assert whole(0, 4)(cell, TODAY) == int(cell)


def test_a_whole_number_out_of_bounds():
    assert refusal(whole(0, 4), "5") == ("not_a_whole_number", "Write a whole number from 0 to 4.")


DECIMALS = {"4": 400, "4.5": 450, "4.50": 450, "04.05": 405, "0.01": 1, ".5": 50, "5.": 500, "0": 0, "100000": 10_000_000}


@pytest.mark.parametrize(("cell", "read"), DECIMALS.items())
def test_a_number_of_two_decimals(cell, read):
    assert hundredths()(cell, TODAY) == read


NOT_NUMBERS = ["4.505", "4.500", "4,5", "1e2", "-1", "+1", ".", "NaN", "inf", "1/2", "½", "٤", "12345678", "1 000"]


@pytest.mark.parametrize("cell", NOT_NUMBERS)
def test_not_a_number_of_two_decimals(cell):
    assert refusal(hundredths(), cell) == ("not_a_number", "Write a number with at most two decimals, such as 4.5.")


@pytest.mark.parametrize("cell", ["0", "0.00", "1.51", "1.6", "100"])
def test_a_number_out_of_range(cell):
    assert refusal(hundredths(1, 150, "Write it right."), cell) == ("out_of_range", "Write it right.")


@pytest.mark.parametrize("cell", ["0.01", "1", "1.5", "1.50"])
def test_a_number_in_range(cell):
    assert hundredths(1, 150)(cell, TODAY) == round(float(cell) * 100)


FIVE = {
    "0.53333": 53_333,
    "0.6": 60_000,
    "0.60000": 60_000,
    "0.600000000": 60_000,
    ".00001": 1,
    "1.": 100_000,
    "1.49999": 149_999,
}


@pytest.mark.parametrize(("cell", "read"), FIVE.items())
def test_a_number_of_five_decimals_exactly(cell, read):
    assert hundred_thousandths()(cell, TODAY) == read


@pytest.mark.parametrize("cell", ["0.533333", "0.6000001", "0,6", "6e-1", "-0.6", "."])
def test_not_a_number_of_five_decimals(cell):
    assert refusal(hundred_thousandths(), cell) == (
        "not_a_number",
        "Write a number with at most five decimals, such as 0.53333.",
    )


@pytest.mark.parametrize(
    ("attribute", "value", "said"),
    [
        ("score_hundredths", 450, "4.50"), ("score_hundredths", 7, "0.07"), ("fte_hundred_thousandths", 60_000, "0.60"),
        ("fte_hundred_thousandths", 53_333, "0.53333"), ("fte_hundred_thousandths", 100_010, "1.0001"), ("minutes", 60, None),
    ],
)  # fmt: skip
def test_parts_are_written_as_the_number_that_they_mean(attribute, value, said):
    assert in_decimals(attribute, value) == said


LISTS = {
    "a": ("a",),
    "a|b": ("a", "b"),
    " b | a ": ("b", "a"),
    "a||b|": ("a", "b"),
    "a|b|a": ("a", "b"),
    "|": (),
    " | ": (),
}


@pytest.mark.parametrize(("cell", "read"), LISTS.items())
def test_a_list(cell, read):
    assert several(text(10))(cell, TODAY) == read


def test_a_list_with_one_thing_wrong():
    assert refusal(several(whole()), "1|two|3") == ("not_a_whole_number", "Write a whole number from 0 to 100000.")


def test_a_word_of_a_closed_list():
    read = choice("practice", "supervision")
    assert read("practice", TODAY) == "practice"
    assert refusal(read, "Practice") == ("unknown_word", "Use one of: practice, supervision.")


@pytest.mark.parametrize("cell", ["x" * 5, "a\nb", "a\tb", "a\r\nb", "Zoë", "👩🏽‍⚕️", "\u202eabc"])
def test_text(cell):
    assert text(5)(cell, TODAY) == cell


def test_text_that_is_too_long():
    assert refusal(text(5), "x" * 6) == ("too_long", "Shorten this to at most 5 characters.")


@pytest.mark.parametrize("mark", ["\x00", "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x0e", "\x1b", "\x1f", "\x7f", "\ud800"])
def test_text_that_cannot_be_printed(mark):
    assert refusal(text(5), f"a{mark}b") == ("control_character", "Take out the characters that cannot be printed.")


def test_a_guard_may_refuse_a_text():
    def guard(cell):
        raise Refusal("guarded", f"Not {cell}.")

    assert refusal(text(5, guard), "this") == ("guarded", "Not this.")


FRUIT = Lookup("fruit", "Plant it first.", lambda: {"apple": 1, ("tree", "pear"): 2})


def test_something_known():
    assert known(FRUIT)("apple", TODAY) == 1
    assert TODAY.find(FRUIT, ("tree", "pear")) == 2


def test_something_unknown():
    assert refusal(known(FRUIT), "plum") == ("unknown_fruit", "There is no fruit “plum”. Plant it first.")


def test_something_unknown_of_two_parts_is_shown_by_the_last_and_named_by_its_column():
    with pytest.raises(Refusal) as refused:
        TODAY.find(FRUIT, ("tree", "plum"), "fruit_code")
    assert (refused.value.code, refused.value.message, refused.value.column) == (
        "unknown_fruit", "There is no fruit “plum”. Plant it first.", "fruit_code",
    )  # fmt: skip


def test_what_is_known_is_asked_once():
    asked = []
    lookup = Lookup("thing", "", lambda: asked.append(1) or {"a": 1})
    context = Context(date(2026, 11, 22))
    assert [context.find(lookup, "a"), context.find(lookup, "a"), len(asked)] == [1, 1, 1]
