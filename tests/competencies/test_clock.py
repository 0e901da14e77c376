"""The clock of time in role in words and as a picture, for careers of every shape."""

from datetime import date

import pytest
import time_machine
from django.utils.html import conditional_escape

from competencies.rules.requirements import TimeInRoleRequirement
from desk.clock import ClockInWords
from tests.rules.making import absence, career, post

ON = date(2026, 11, 25)


def clock(posts, absences=(), on=ON, **rule):
    with time_machine.travel("2026-11-25T12:00:00+00:00", tick=False):
        return ClockInWords(
            TimeInRoleRequirement(frozenset({"pwp"}), 24, **rule), career(posts=posts, absences=list(absences)), on
        )


def shape(told):
    return [(str(one.start), str(one.last), one.share, one.sign) for one in told.stretches]


@pytest.mark.parametrize(
    ("posts", "on", "said", "when"),
    [
        ([], ON, "0 of 24 months", "No post that counts goes on long enough, so there is no date yet."),
        ([post("2026-11-01")], date(2026, 11, 1), "0 of 24 months", "24 months on 1 November 2028, if posts and"),
        ([post("2025-05-25")], ON, "18 of 24 months", "24 months on 25 May 2027, if posts and leave"),
        ([post("2025-05-26")], ON, "17 of 24 months", "24 months on 26 May 2027"),
        ([post("2020-01-01")], ON, "24 of 24 months", "24 months reached on 1 January 2022."),
        ([post("2025-01-01", "2025-12-31")], ON, "12 of 24 months", "No post that counts goes on long enough"),
    ],
)
def test_months_of_those_asked_for_and_when_they_are_complete(posts, on, said, when):
    told = clock(posts, on=on)
    assert told.said == said and told.when.startswith(when)


def test_gaps_part_time_leave_and_what_is_to_come():
    posts = [post("2024-01-01", "2024-06-30"), post("2025-01-01", "2025-12-31", fte=60), post("2026-01-01")]
    leave = [absence("2026-02-01", "2026-04-30"), absence("2024-02-05", "2024-02-09", "annual_leave")]
    told = clock(posts, leave, pro_rata_fte=True, pause_for=frozenset({"parental"}))
    assert shape(told) == [
        ("2024-01-01", "2024-06-30", 1.0, "counts"),
        ("2024-07-01", "2024-12-31", 0, "gap"),
        ("2025-01-01", "2025-12-31", 0.6, "counts"),
        ("2026-01-01", "2026-01-31", 1.0, "counts"),
        ("2026-02-01", "2026-04-30", 0.0, "paused"),
        ("2026-05-01", "2026-11-24", 1.0, "counts"),
        ("2026-11-25", "2027-02-23", 1.0, "ahead"),
    ]
    assert [row[3] for row in told.ledger.rows] == ["1", "0: no post that counts", "0.6", "1", "0: leave", "1"]
    assert list(told.leave.rows) == [("1 February 2026", "30 April 2026", "Parental leave", "Does not count")]
    drawn = str(conditional_escape(told.chart))
    assert "1 July 2024 to 31 December 2024: no post that counts" in drawn and 'height="33.6"' in drawn
    assert [words in drawn for words in ("Counts in full", "Counts in part", "Leave that does not count", "24 months")] == [
        True
    ] * 4


def test_what_was_before_a_break_does_not_count_where_service_is_continuous():
    told = clock([post("2024-01-01", "2024-12-31"), post("2025-06-01")], continuous=True)
    assert [one.sign for one in told.stretches] == ["void", "gap", "counts", "ahead"]
    assert told.said == "17 of 24 months"


def test_long_leave_that_counts_is_shown_and_said_to_count():
    told = clock([post("2025-01-01")], [absence("2025-03-01", "2025-05-01", "sickness")])
    assert list(told.leave.rows) == [("1 March 2025", "1 May 2025", "Sickness", "Counts")]
    assert [one.sign for one in told.stretches] == ["counts", "ahead"] and len(told.chart.away) == 1


def test_without_any_post_there_is_no_picture():
    assert clock([]).chart == "" and not clock([]).ledger.rows
