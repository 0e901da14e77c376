"""Time in role (docs/domain/eligibility.md section 4.1): a count of weighted days that falls due on an anniversary.

Each case gives posts, absences, what differs from ``pwp, 12 months``, and the first day on which it is met, or ``None``.
"""

import pytest

from .making import absence, career, post, requirement_runs

TWO_YEARS = {"min_months": 24}
YEAR_AND_YEAR = [post("2023-09-04", "2024-05-31"), post("2024-09-01")]


def met_from(posts, absences, parameters):
    requirement = {"type": "time_in_role", "roles": ["pwp"], "min_months": 12} | parameters
    runs = requirement_runs(career(posts=posts, absences=absences), requirement)
    later = [(day, word) for day, word in runs if word not in ("unknown", "not_met")]
    assert later in ([], [(runs[-1][0], "met")]), "once met it stays met"
    return later[0][0] if later else None


ANNIVERSARIES = {
    "4 September": ([post("2023-09-04")], TWO_YEARS, "2025-09-04"),
    "29 February to 28 February": ([post("2024-02-29")], TWO_YEARS, "2026-02-28"),
    "29 February to 29 February": ([post("2024-02-29")], {"min_months": 48}, "2028-02-29"),
    "31 August to the end of a leap February": ([post("2023-08-31")], {"min_months": 6}, "2024-02-29"),
    "31 January to the end of February": ([post("2023-01-31")], {"min_months": 1}, "2023-02-28"),
    "a finished post that just sufficed": ([post("2023-09-04", "2024-09-03")], {}, "2024-09-04"),
    "a finished post a day too short": ([post("2023-09-04", "2024-09-02")], {}, None),
    "a gap of 92 days moves it 92 days": (YEAR_AND_YEAR, TWO_YEARS, "2025-12-05"),
    "trainee and qualified with a gap of 91 days": (
        [post("2022-09-01", "2023-08-31", stage="trainee"), post("2023-12-01")], TWO_YEARS, "2024-12-01"),
    "two posts at once count once": ([post("2023-09-04", fte=60), post("2024-01-01", "2024-03-31", fte=60)], {}, "2024-09-04"),
    "one post after another without a gap": ([post("2023-09-04", "2024-01-31"), post("2024-02-01")], {}, "2024-09-04"),
    "another role does not count": ([post("2020-01-01", role="nurse"), post("2023-09-04")], {}, "2024-09-04"),
    "only another role": ([post("2020-01-01", role="nurse")], {}, None),
    "the months are those after the first day, not those after the gap": (
        [post("2023-01-31", "2023-02-10"), post("2023-07-01")], {"min_months": 1}, "2023-07-18"),
}  # fmt: skip


@pytest.mark.parametrize(("posts", "parameters", "day"), ANNIVERSARIES.values(), ids=ANNIVERSARIES)
def test_it_is_met_on_the_anniversary_moved_by_the_gaps(posts, parameters, day):
    assert met_from(posts, [], parameters) == day


TRAINING = {
    "counts by default": ("trainee", {}, "2023-09-04"),
    "is left out when the standard says so": ("trainee", {"include_training": False}, "2024-09-04"),
    "an empty stage is not training": ("", {"include_training": False}, "2023-09-04"),
    "a qualified stage is not training": ("qualified", {"include_training": False}, "2023-09-04"),
}


@pytest.mark.parametrize(("stage", "parameters", "day"), TRAINING.values(), ids=TRAINING)
def test_training_is_told_by_the_stage_of_a_post(stage, parameters, day):
    posts = [post("2022-09-04", "2023-09-03", role="trainee_pwp", stage=stage), post("2023-09-04")]
    assert met_from(posts, [], {"roles": ["pwp", "trainee_pwp"]} | parameters) == day


PRO_RATA = {
    "half time takes twice the days of the first year": ([post("2024-01-01", fte=50)], 12, "2026-01-02"),
    "a tenth of 31 days adds up exactly": ([post("2023-01-01", fte=10)], 1, "2023-11-07"),
    "a third adds up on the day after the 94th": ([post("2023-01-01", fte=33)], 1, "2023-04-05"),
    "two posts add up": ([post("2023-01-01", fte=50), post("2023-01-01", fte=25)], 1, "2023-02-12"),
    "but to no more than one": ([post("2023-01-01", fte=80), post("2023-01-01", fte=80)], 1, "2023-02-01"),
    "nor does one post of more than full time": ([post("2023-01-01", fte=150)], 1, "2023-02-01"),
    "it changes when a second post begins": ([post("2023-01-01", fte=50), post("2023-01-11", fte=50)], 1, "2023-02-06"),
}


@pytest.mark.parametrize(("posts", "months", "day"), PRO_RATA.values(), ids=PRO_RATA)
def test_pro_rata_counts_the_full_time_equivalent(posts, months, day):
    assert met_from(posts, [], {"min_months": months, "pro_rata_fte": True}) == day


def test_part_time_counts_fully_unless_pro_rata():
    assert met_from([post("2023-09-04", fte=20)], [], {"pro_rata_fte": False}) == "2024-09-04"


PAUSED = {
    "leave in between moves the day": ([absence("2024-01-01", "2024-01-31")], "2024-10-05"),
    "leave of another kind does not": ([absence("2024-01-01", "2024-01-31", kind="annual_leave")], "2024-09-04"),
    "two leaves at once pause once": ([absence("2024-01-01", "2024-01-20"), absence("2024-01-11", "2024-01-31")], "2024-10-05"),
    "leave of one day": ([absence("2024-01-01", "2024-01-01")], "2024-09-05"),
    "leave at the start moves the first day": ([absence("2023-08-01", "2023-09-30")], "2024-10-01"),
    "leave without an end": ([absence("2024-09-03")], None),
    "leave from the anniversary on is too late": ([absence("2024-09-04")], "2024-09-04"),
}


@pytest.mark.parametrize(("absences", "day"), PAUSED.values(), ids=PAUSED)
def test_named_absences_pause_the_count(absences, day):
    assert met_from([post("2023-09-04")], absences, {"pause_for": ["parental", "career_break"]}) == day


def test_no_absence_pauses_by_default():
    assert met_from([post("2023-09-04")], [absence("2023-10-01", "2024-06-30")], {}) == "2024-09-04"


CONTINUOUS = {
    "a gap of a day starts it again": ([post("2023-01-01", "2023-06-30"), post("2023-07-02")], [], "2024-07-02"),
    "no gap, no new start": ([post("2023-01-01", "2023-06-30"), post("2023-07-01")], [], "2024-01-01"),
    "a run that ended the day before it would be met": ([post("2023-01-01", "2023-12-31")], [], "2024-01-01"),
    "a run a day too short": ([post("2023-01-01", "2023-12-30")], [], None),
    "met by the first run, whatever comes after": ([post("2023-01-01", "2023-12-31"), post("2025-01-01")], [], "2024-01-01"),
    "each run by its own calendar": ([post("2022-03-01", "2023-02-27"), post("2023-03-01", "2024-02-29")], [], "2024-03-01"),
    "a paused day ends no run": ([post("2023-01-01")], [absence("2023-03-01", "2023-03-31")], "2024-02-01"),
    "leave over a gap does not bridge it": (
        [post("2023-01-01", "2023-06-30"), post("2023-07-02")], [absence("2023-06-30", "2023-07-02")], "2024-07-03"),
    "a post in another role does not bridge it": (
        [post("2023-01-01", "2023-06-30"), post("2023-07-01", "2023-07-01", role="nurse"), post("2023-07-02")], [],
        "2024-07-02"),
    "leave on the last day of a run that would just have sufficed": (
        [post("2023-01-01", "2023-12-31")], [absence("2023-12-31", "2024-01-31")], None),
    "a run that begins on leave": ([post("2023-01-01")], [absence("2023-01-01", "2023-01-31")], "2024-02-01"),
}  # fmt: skip


@pytest.mark.parametrize(("posts", "absences", "day"), CONTINUOUS.values(), ids=CONTINUOUS)
def test_continuous_experience_starts_again_after_a_gap(posts, absences, day):
    assert met_from(posts, absences, {"continuous": True, "pause_for": ["parental"]}) == day
