"""Charts that stand by themselves: what is drawn, and what somebody who cannot see it is told."""

from django.utils.html import conditional_escape

from nhsuk.charts import Met, NeedChart


def test_what_is_needed_stands_across_what_is_there():
    chart = NeedChart(
        [Met("Dec", 1800, 1800), Met("Jan", 600, 1800), Met("Feb", 0, 0)], "Minutes a week", "Too little in January"
    )
    drawn = str(conditional_escape(chart))
    assert 'aria-label="Too little in January"' in drawn and "Jan: 600 of 1800" in drawn and ">−1200<" in drawn
    assert (drawn.count('fill="#005eb8"'), drawn.count('fill="#f2bdb8"')) == (2, 1)
    assert [chart.y(value) for value in (0, 1800)] == [220.0, 24.0]
    assert "0 of 0" in str(conditional_escape(NeedChart([Met("Dec", 0, 0)], "Minutes", "None")))
