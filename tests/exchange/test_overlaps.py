"""What may not overlap, in one file, with what is there, and while both change; and what may."""

import pytest

from people.models import Post
from tests.world import take_in

from .rows import counts, right, told

pytestmark = pytest.mark.django_db


def spell(start: str, finish: str = "", **more: str) -> dict[str, str]:
    """A post of one assignment of Ada's."""
    return right("posts", assignment_number="AN1", started_on=start, finished_on=finish) | more


PAIRS = {
    "one after the other": (("2024-01-01", "2024-06-30"), ("2024-07-01", ""), False),
    "with a gap": (("2024-01-01", "2024-06-30"), ("2025-07-01", ""), False),
    "on one day": (("2024-01-01", "2024-06-30"), ("2024-06-30", ""), True),
    "one inside the other": (("2024-01-01", ""), ("2024-06-01", "2024-06-30"), True),
    "both without an end": (("2024-01-01", ""), ("2025-01-01", ""), True),
    "of one day each, side by side": (("2024-01-01", "2024-01-01"), ("2024-01-02", "2024-01-02"), False),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("one", "two", "clash"), PAIRS.values(), ids=PAIRS)
def test_posts_of_one_assignment_in_one_file(ground, one, two, clash, turned):
    rows = [spell(*two), spell(*one)] if turned else [spell(*one), spell(*two)]
    assert told(posts=rows) == ([("posts.csv", 3, "started_on", "overlap")] if clash else [])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("one", "two", "clash"), PAIRS.values(), ids=PAIRS)
def test_posts_of_one_assignment_of_which_one_is_there(ground, one, two, clash, turned):
    there, new = (two, one) if turned else (one, two)
    take_in(posts=[spell(*there)])
    assert told(posts=[spell(*new)]) == ([("posts.csv", 2, "started_on", "overlap")] if clash else [])


def test_posts_of_two_assignments_overlap_as_they_like(ground):
    assert told(posts=[spell("2024-01-01"), spell("2024-01-01", assignment_number="AN2")]) == []


def test_two_people_do_not_share_an_assignment(ground):
    assert told(posts=[spell("2024-01-01"), spell("2024-02-01", employee_number="C1")]) == [
        ("posts.csv", 3, "started_on", "overlap")
    ]


def test_one_refused_overlap_does_not_refuse_the_next(ground):
    rows = [spell("2024-01-01", "2024-12-31"), spell("2024-06-01", "2025-06-30"), spell("2025-01-01")]
    assert told(posts=rows) == [("posts.csv", 3, "started_on", "overlap")]


@pytest.mark.parametrize("turned", [False, True])
def test_an_end_that_moves_and_a_successor_in_one_file(ground, turned):
    """The old post ends, and its successor starts the day after, whichever row comes first."""
    take_in(posts=[spell("2024-01-01")])
    rows = [spell("2024-01-01", "2024-12-31"), spell("2025-01-01", role="lead_pwp")]
    report = take_in(posts=rows[::-1] if turned else rows)
    assert counts(report, "posts") == (2, 1, 1, 0, 0)
    found = Post.objects.live().filter(assignment_number="AN1").order_by("started_on")
    assert [(row.role, str(row.finished_on)) for row in found] == [("senior_pwp", "2024-12-31"), ("lead_pwp", "None")]


@pytest.mark.parametrize("turned", [False, True])
def test_two_posts_that_trade_their_days(ground, turned):
    """Each takes days that the other gives up: only the file as a whole fits."""
    take_in(posts=[spell("2024-01-01", "2024-06-30"), spell("2024-07-01", "2024-12-31"), spell("2025-01-01")])
    rows = [spell("2024-01-01", "2024-03-31"), spell("2024-07-01", "2024-09-30"), spell("2024-04-01", "2024-06-30"),
            spell("2024-10-01", "2024-12-31")]  # fmt: skip
    assert told(posts=rows[::-1] if turned else rows) == []
    days = Post.objects.live().filter(assignment_number="AN1").order_by("started_on").values_list("started_on", "finished_on")
    assert [f"{start} {finish}" for start, finish in days] == [
        "2024-01-01 2024-03-31", "2024-04-01 2024-06-30", "2024-07-01 2024-09-30", "2024-10-01 2024-12-31", "2025-01-01 None",
    ]  # fmt: skip


def test_an_end_that_moves_into_the_next_post(ground):
    take_in(posts=[spell("2024-01-01", "2024-06-30"), spell("2024-07-01")])
    assert told(posts=[spell("2024-01-01", "2024-07-01")]) == [("posts.csv", 2, "started_on", "overlap")]


def test_a_supervisee_has_one_allocation_of_a_kind_at_a_time(ground):
    first = right("allocations", finished_on="")
    later = right("allocations", started_on="2025-01-01", finished_on="", supervisor="L1")
    assert told(allocations=[first, later]) == [("allocations.csv", 3, "started_on", "overlap")]
    assert told(allocations=[first | {"finished_on": "2024-12-31"}, later]) == []
    assert told(allocations=[first | {"kind": "clinical_skills"}]) == []


ALLOWED = {
    "absences of one kind": ("absences", {"started_on": "2024-01-15"}),
    "absences of two kinds": ("absences", {"kind": "study"}),
    "registrations of one body": ("registrations", {"valid_from": "2024-06-01", "valid_to": ""}),
    "waivers of one requirement": ("waivers", {"granted_on": "2024-02-01"}),
    "capacity of one kind": ("capacity", {"started_on": "2024-06-01", "finished_on": ""}),
}


@pytest.mark.parametrize(("file", "change"), ALLOWED.values(), ids=ALLOWED)
def test_what_may_overlap(ground, file, change):
    assert told(**{file: [right(file), right(file, **change)]}) == []
    assert told(**{file: [right(file, **change)]}) == []


def test_a_post_that_was_corrected_away_is_in_nobody_s_way(ground):
    take_in(posts=[spell("2024-01-01")])
    take_in(posts=[spell("2024-01-01", "2024-01-31")])
    assert told(posts=[spell("2024-02-01")]) == []
