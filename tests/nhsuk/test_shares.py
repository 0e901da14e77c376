"""Bars of shares: every share that there is has its number, and says to a reader who cannot see it what it is."""

import pytest

from nhsuk.charts import BarShare, ShareChart
from nhsuk.charts.shares import LEAST, LEFT, WIDTH


@pytest.mark.parametrize("counts", [(1, 0, 0), (12, 1, 42), (1, 1, 10_000)])
def test_bars_fill_the_row_and_none_is_too_narrow_for_its_number(counts):
    shares = [BarShare(title, count, "green") for title, count in zip("abc", counts, strict=True)]
    chart = ShareChart([("Now", shares)], "One and another")
    widths = chart.widths(shares)
    assert sum(widths) == pytest.approx(WIDTH - LEFT, abs=0.5)
    assert [width >= LEAST for width in widths] == [count > 0 for count in counts]
    shown = chart.__html__()
    assert 'aria-label="One and another"' in shown and shown.count("<rect") == sum(map(bool, counts))


def test_nobody_is_no_bar():
    assert "<rect" not in ShareChart([("Now", [BarShare("Met", 0, "green")])], "None").__html__()
