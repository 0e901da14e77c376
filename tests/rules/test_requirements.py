"""The first and the last day of requirements on posts, training and registration (docs/domain/eligibility.md section 4).

Time in role has a file of its own.
Each case gives the rows of one table, what differs from the requirement above it, and the whole run of outcomes.
"""

import pytest

from .making import MISSED, cases, completion, met, post, qualified, registered, requirement_runs

IN_POST = cases(
    "posts", {"type": "in_post", "roles": ["pwp", "lead_pwp"]},
    first_and_last_day=([post("2020-01-01", "2020-06-30")], {}, met("2020-01-01", "2020-07-01")),
    still_running=([post("2020-01-01")], {}, met("2020-01-01")),
    another_role=([post("2020-01-01", role="nurse")], {}, MISSED),
    fte_just_enough=([post("2020-01-01", fte=60)], {"min_fte": 0.6}, met("2020-01-01")),
    fte_just_short=([post("2020-01-01", fte=59)], {"min_fte": 0.6}, MISSED),
    the_smallest_fte=([post("2020-01-01", fte=1)], {}, met("2020-01-01")),
    fte_adds_up_over_roles=(
        [post("2020-01-01", fte=40), post("2020-03-01", "2020-04-30", fte=20, role="lead_pwp")], {"min_fte": 0.6},
        [*MISSED, ("2020-03-01", "met"), ("2020-05-01", "not_met")]),
    fte_of_other_roles_does_not=([post("2020-01-01", fte=40), post("2020-01-01", role="nurse")], {"min_fte": 0.6}, MISSED),
    a_trainee_is_in_post=([post("2020-01-01", stage="trainee")], {}, met("2020-01-01")),
)  # fmt: skip
QUALIFICATION = cases(
    "qualifications", {"type": "qualification", "any_of": ["li_training", "pgcert"]},
    from_the_day_of_the_award=([qualified("2020-01-01")], {}, met("2020-01-01")),
    not_verified=([qualified("2020-01-01", verified=False)], {}, MISSED),
    another=([qualified("2020-01-01", "nursing")], {}, MISSED),
    the_earlier_of_two=([qualified("2021-01-01"), qualified("2020-01-01", "pgcert")], {}, met("2020-01-01")),
)  # fmt: skip
PROVISIONAL = {"in_progress": "provisional"}
ON_COURSE = [("", "unknown"), ("2020-01-01", "provisional"), ("2020-03-01", "not_met")]
COURSE = cases(
    "completions", {"type": "course_completed", "tag": "sup", "min_days": 5},
    from_the_day_of_completion=([completion("2020-01-01", "2020-03-01")], {}, [*MISSED, ("2020-03-01", "met")]),
    completed_without_a_start=([completion(None, "2020-01-01")], {}, met("2020-01-01")),
    valid_to_the_day_before=([completion(None, "2020-02-29")], {"valid_months": 12}, met("2020-02-29", "2021-02-28")),
    renewed_without_a_gap=(
        [completion(None, "2020-01-01"), completion(None, "2021-01-01")], {"valid_months": 12},
        met("2020-01-01", "2022-01-01")),
    renewed_a_day_late=(
        [completion(None, "2020-01-01"), completion(None, "2021-01-02")], {"valid_months": 12},
        met("2020-01-01", "2021-01-01", "2021-01-02", "2022-01-02")),
    too_short=([completion(None, "2020-01-01", days=4)], {}, MISSED),
    two_short_ones_do_not_add_up=([completion(None, "2020-01-01", days=3)] * 2, {}, MISSED),
    another_tag=([completion(None, "2020-01-01", tags=("cpd",))], {}, MISSED),
    not_verified=([completion(None, "2020-01-01", verified=False)], {}, MISSED),
    in_progress_is_not_met_by_default=([completion("2020-01-01")], {}, MISSED),
    in_progress=([completion("2020-01-01")], PROVISIONAL, [("", "unknown"), ("2020-01-01", "provisional")]),
    in_progress_unverified=([completion("2020-01-01", verified=False)], PROVISIONAL,
        [("", "unknown"), ("2020-01-01", "provisional")]),
    in_progress_then_completed=([completion("2020-01-01", "2020-03-01")], PROVISIONAL, [*ON_COURSE[:2], ("2020-03-01", "met")]),
    in_progress_then_waits_for_verification=([completion("2020-01-01", "2020-03-01", verified=False)], PROVISIONAL, ON_COURSE),
    in_progress_then_withdrawn=([completion("2020-01-01", None, "2020-03-01")], PROVISIONAL, ON_COURSE),
    withdrawn_on_the_first_day=([completion("2020-01-01", None, "2020-01-01")], PROVISIONAL, MISSED),
    in_progress_on_too_short_a_course=([completion("2020-01-01", days=4)], PROVISIONAL, MISSED),
    in_progress_twice=(
        [completion("2020-01-01", None, "2020-03-01"), completion("2020-05-01", None, "2020-06-01")], PROVISIONAL,
        [*ON_COURSE, ("2020-05-01", "provisional"), ("2020-06-01", "not_met")]),
    in_progress_after_something_else=(
        [completion(None, "2020-01-01", days=1), completion("2020-05-01")], PROVISIONAL,
        [*MISSED, ("2020-05-01", "provisional")]),
    met_is_better_than_in_progress=(
        [completion(None, "2020-01-01"), completion("2020-06-01")], PROVISIONAL | {"valid_months": 12},
        [("", "unknown"), ("2020-01-01", "met"), ("2021-01-01", "provisional")]),
) + cases(
    "completions", {"type": "course_completed", "any_of": ["FIVE", "PGCERT"]},
    by_code=([completion(None, "2020-01-01", code="PGCERT", tags=())], {}, met("2020-01-01")),
    of_no_days=([completion(None, "2020-01-01", days=0)], {}, met("2020-01-01")),
    another_code=([completion(None, "2020-01-01", code="TWO")], {}, MISSED),
)  # fmt: skip
CPD = cases(
    "completions", {"type": "cpd", "tag": "sup", "count": 2, "months": 12},
    two_within_their_months=(
        [completion(None, "2020-01-01"), completion(None, "2020-12-31")], {},
        [*MISSED, ("2020-12-31", "met"), ("2021-01-01", "not_met")]),
    a_day_too_far_apart=([completion(None, "2020-01-01"), completion(None, "2021-01-01")], {}, MISSED),
    the_same_course_twice_on_a_day=([completion(None, "2020-01-01")] * 2, {}, met("2020-01-01", "2021-01-01")),
    an_unverified_one=([completion(None, "2020-01-01"), completion(None, "2020-01-01", verified=False)], {}, MISSED),
    another_tag=([completion(None, "2020-01-01"), completion(None, "2020-01-01", tags=("other",))], {}, MISSED),
    one_in_progress=([completion(None, "2020-01-01"), completion("2020-01-01")], {}, MISSED),
)  # fmt: skip
REGISTRATION = cases(
    "registrations", {"type": "registration", "bodies": ["BABCP-PWP", "BPS-WPW"]},
    first_and_last_day=([registered("2020-01-01", "2020-12-31")], {}, met("2020-01-01", "2021-01-01")),
    still_running=([registered("2020-01-01")], {}, met("2020-01-01")),
    one_body_after_the_other=(
        [registered("2020-01-01", "2020-12-31"), registered("2021-01-01", "2021-01-01", "BPS-WPW")], {},
        met("2020-01-01", "2021-01-02")),
    a_gap_of_a_day=(
        [registered("2020-01-01", "2020-12-31"), registered("2021-01-02")], {}, met("2020-01-01", "2021-01-01", "2021-01-02")),
    another_body=([registered("2020-01-01", body="NMC")], {}, MISSED),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "requirement", "runs"), [*IN_POST, *QUALIFICATION, *COURSE, *CPD, *REGISTRATION])
def test_from_the_first_day_to_the_last(facts, requirement, runs):
    assert requirement_runs(facts, requirement) == runs
