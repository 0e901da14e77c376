"""Bars of what is taken, and columns week by week: what is drawn, and that the words say the same."""

from datetime import date, timedelta

import pytest

from nhsuk.charts import BarsChart, FilledBar, WeekCount, WeeksChart
from nhsuk.charts.bars import FULL_WIDTH
from nhsuk.components import Link


def drawn(*bars: FilledBar) -> str:
    return BarsChart(bars, "Blue: used.").__html__()


def test_each_bar_has_its_words_beside_it_and_is_drawn_on_one_scale():
    said = drawn(FilledBar(Link("Sue", "/sue/"), 60, 120, "60 of 120"), FilledBar("<Tom>", 240, 240, "240 of 240"))
    assert '<a class="nhsuk-link" href="/sue/">Sue</a>' in said and "&lt;Tom&gt;" in said
    assert said.count('aria-hidden="true" focusable="false"') == 2 and "60 of 120</span>" in said
    assert f'width="{FULL_WIDTH / 4 - 1}"' in said and f'width="{FULL_WIDTH - 1}.0"' in said


@pytest.mark.parametrize(("filled", "of", "red"), [(120, 120, 0), (121, 120, 1), (60, 0, 1), (0, 0, 0)])
def test_what_is_beyond_is_red(filled, of, red):
    assert drawn(FilledBar("Sue", filled, of, "")).count('fill="#f2bdb8"') == red


def test_what_it_was_before_is_a_line_within_the_picture():
    assert '<line x1="2"' in drawn(FilledBar("Sue", 60, 120, "", before=0))
    assert "<line" not in drawn(FilledBar("Sue", 60, 120, ""))


def test_a_column_a_week_and_none_where_nobody_is_counted():
    monday = date(2026, 1, 5)
    weeks = [WeekCount(monday + timedelta(weeks=number), count) for number, count in enumerate((0, 2, 1))]
    said = WeeksChart(weeks, "At most 2").__html__()
    assert said.count("<rect") == 2 and "12 January 2026: 2" in said and 'aria-label="At most 2"' in said
    assert ">5 Jan 2026<" in said and ">19 Jan 2026<" in said
    assert WeeksChart([WeekCount(monday, 0)], "None").__html__().count("<rect") == 0
