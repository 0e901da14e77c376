"""Charts that stand by themselves: what is drawn, and what somebody who cannot see it is told."""

from datetime import date, timedelta

from bs4 import BeautifulSoup
from django.utils.html import conditional_escape

from nhsuk.charts import Bar, CountChart, Counted, DoseChart, DoseWeek, Lane, Met, NeedChart, TimelineChart


def test_what_is_needed_stands_across_what_is_there():
    chart = NeedChart(
        [Met("Dec", 1800, 1800), Met("Jan", 600, 1800), Met("Feb", 0, 0)], "Minutes a week", "Too little in January"
    )
    broad, narrow = (str(part) for part in BeautifulSoup(chart.__html__(), "html.parser").find_all("svg"))
    for drawn in (broad, narrow):
        assert 'aria-label="Too little in January"' in drawn and "Jan: 600 of 1,800" in drawn
        assert ">−1,200<" in drawn and ">+0<" in drawn, "how much is to spare, in each"
        assert (drawn.count('fill="#005eb8"'), drawn.count('fill="#f2bdb8"')) == (2, 1)
    assert [chart.x(value) for value in (0, 1800)] == [36.0, 283.0], "a phone's width"
    assert [chart.y(value) for value in (0, 1800)] == [220.0, 40.0]
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


def test_a_year_of_weeks_is_a_square_each_a_quarter_a_row_and_the_twin_has_a_row_for_weeks_alike():
    signs = [("full", "held")] * 20 + [("cross", "missed")] + [("pause", "leave")] * 2 + [("full", "held")] * 29
    monday = date(2025, 12, 1)
    weeks = [DoseWeek(monday + timedelta(weeks=number), *week) for number, week in enumerate(signs)]
    chart = DoseChart(weeks, "49 of 50 weeks")
    drawn = str(conditional_escape(chart))
    assert 'aria-label="49 of 50 weeks"' in drawn
    assert drawn.count("<title>Week from") == 52 and "<title>Week from 20 April 2026: missed</title>" in drawn
    assert [month in drawn for month in (">Dec 2025<", ">Mar 2026<", ">Jun 2026<", ">Aug 2026<")] == [True] * 4
    assert chart.counts() == [("full", "held", 49), ("cross", "missed", 1), ("pause", "leave", 2)]
    assert list(chart.twin().rows)[:3] == [
        ("1 December 2025", "19 April 2026", "20 weeks", "Held"),
        ("20 April 2026", "26 April 2026", "1 week", "Missed"),
        ("27 April 2026", "10 May 2026", "2 weeks", "Leave"),
    ]


def test_what_is_counted_stands_above_its_column():
    chart = CountChart([Counted("Dec", "December 2026", 8), Counted("Jan", "January 2027", 0)], "8 in December")
    drawn = str(conditional_escape(chart))
    assert 'aria-label="8 in December"' in drawn and "<title>December 2026: 8</title>" in drawn
    assert (drawn.count("<rect"), drawn.count(">Jan<"), ">0<" in drawn) == (1, 1, False)
    many = str(conditional_escape(CountChart([Counted("Dec", "December 2026", 120)], "120 in December")))
    assert 'font-size="11"' in many and 'font-size="11"' not in drawn, "three digits do not run into the next"
    assert "<rect" not in str(conditional_escape(CountChart([Counted("Dec", "December 2026", 0)], "None")))
