"""Two live observations in a year of registration, of different interventions."""

from datetime import date

import pytest

from competencies.observed import in_words
from competencies.rules.live import live, registration_year

ON = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("periods", "year"),
    [
        ([(date(2026, 3, 1), date(2027, 2, 28))], (date(2026, 3, 1), date(2027, 2, 28))),
        ([(date(2024, 2, 29), None)], (date(2026, 2, 28), date(2027, 2, 27))),
        ([(date(2020, 1, 1), date(2026, 1, 1))], (date(2025, 11, 26), ON)),
        ([(date(2025, 1, 1), None), (date(2026, 6, 1), None)], (date(2026, 6, 1), date(2027, 5, 31))),
        ([], (date(2025, 11, 26), ON)),
    ],
    ids=["a year", "the third of many", "ended", "the later of two", "none"],
)
def test_the_year_of_registration(periods, year):
    assert registration_year(periods, ON) == year


FIRST, LAST = date(2026, 3, 1), date(2027, 2, 28)
BA, WORRY = "Behavioural activation", "worry management"


@pytest.mark.parametrize(
    ("observed", "missing", "words"),
    [
        ([(date(2026, 4, 1), BA), (date(2026, 9, 1), "behavioural activation ")], 1,
         "1 of 2 different interventions from 1 March 2026 to 28 February 2027: behavioural activation. Observed 2 times in all; the same"  # noqa: E501
         " intervention counts once. 1 more, of another intervention, by 28 February 2027."),
        ([(date(2026, 4, 1), BA), (date(2026, 9, 1), WORRY)], 0,
         "2 of 2 different interventions from 1 March 2026 to 28 February 2027: behavioural activation and worry management."),
        ([(date(2026, 2, 28), BA)], 2,
         "0 of 2 different interventions from 1 March 2026 to 28 February 2027. 2 more, of different interventions, by 28 February 2027."),  # noqa: E501
    ],
    ids=["the same twice", "two", "the year before"],
)  # fmt: skip
def test_different_interventions(observed, missing, words):
    found = live(FIRST, LAST, observed, (), 2)
    assert (found.missing, in_words(found)) == (missing, words)


def test_what_was_not_possible_is_said_and_passes_nothing():
    found = live(FIRST, LAST, [], [(date(2026, 5, 3), "No patient could consent."), (date(2025, 5, 3), "Before.")], 2)
    assert found.missing == 2
    assert in_words(found).endswith("Not possible on 3 May 2026: No patient could consent.")
