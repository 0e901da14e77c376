"""Charts that stand by themselves: what is drawn, and what somebody who cannot see it is told."""

from datetime import date

from django.utils.html import conditional_escape

from nhsuk.charts import Bar, Lane, Met, NeedChart, TimelineChart


def test_what_is_needed_stands_across_what_is_there():
    chart = NeedChart(
        [Met("Dec", 1800, 1800), Met("Jan", 600, 1800), Met("Feb", 0, 0)], "Minutes a week", "Too little in January"
    )
    drawn = str(conditional_escape(chart))
    assert 'aria-label="Too little in January"' in drawn and "Jan: 600 of 1800" in drawn and ">−1200<" in drawn
    assert (drawn.count('fill="#005eb8"'), drawn.count('fill="#f2bdb8"')) == (2, 1)
    assert [chart.y(value) for value in (0, 1800)] == [220.0, 24.0]
    assert "0 of 0" in str(conditional_escape(NeedChart([Met("Dec", 0, 0)], "Minutes", "None")))


def test_a_bar_without_room_for_its_words_has_a_number_and_the_words_stand_below():
    def bar(text, start, finish):
        return Bar(text, "blue", start, finish)

    lanes = [
        Lane("Course", [bar("Five-day course", date(2025, 3, 3), date(2025, 3, 7)), bar("Completed", date(2025, 3, 8), None)]),
        Lane(
            "Away",
            [bar("Sickness", date(2025, 6, 2), date(2025, 6, 6)), bar("Five-day course", date(2025, 9, 1), date(2025, 9, 5))],
        ),
    ]
    chart = TimelineChart(lanes, date(2025, 1, 1), date(2026, 1, 1), date(2025, 11, 25), "Today", "Two lanes")
    assert chart.numbers == {"Five-day course": 1, "Sickness": 2}
    drawn = chart.__html__()
    assert drawn.count('text-anchor="middle">1</text>') == 2 and drawn.count('text-anchor="middle">2</text>') == 1
    assert "1: Five-day course; 2: Sickness" in drawn
    assert drawn.count('stroke="#212b32"><title>') == 4, "each bar has an edge that does not depend on its colour"
