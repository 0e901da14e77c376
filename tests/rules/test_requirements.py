"""The first and the last day of each requirement type (docs/domain/eligibility.md section 4; time in role has its own file).

Each case gives the rows of one table, what differs from the requirement above it, and the whole run of outcomes.
"""

import pytest

from .making import approved, career, completion, observed, post, qualified, registered, requirement_runs, session, signed


def cases(table, requirement, **given):
    return [
        pytest.param(career(**{table: rows}), requirement | parameters, runs, id=f"{requirement['type']}: {name.replace('_', ' ')}")
        for name, (rows, parameters, runs) in given.items()
    ]


def met(*days, before="unknown"):
    """Runs that turn from ``before`` to met, to not met, and so on, on these days."""
    return [("", before), *((day, "not_met" if place % 2 else "met") for place, day in enumerate(days))]


MISSED_FROM_2020 = [("", "unknown"), ("2020-01-01", "not_met")]
IN_POST = cases(
    "posts", {"type": "in_post", "roles": ["pwp", "lead_pwp"]},
    first_and_last_day=([post("2020-01-01", "2020-06-30")], {}, met("2020-01-01", "2020-07-01")),
    still_running=([post("2020-01-01")], {}, met("2020-01-01")),
    another_role=([post("2020-01-01", role="nurse")], {}, MISSED_FROM_2020),
    fte_just_enough=([post("2020-01-01", fte=60)], {"min_fte": 0.6}, met("2020-01-01")),
    fte_just_short=([post("2020-01-01", fte=59)], {"min_fte": 0.6}, MISSED_FROM_2020),
    fte_adds_up_over_roles=(
        [post("2020-01-01", fte=40), post("2020-03-01", "2020-04-30", fte=20, role="lead_pwp")], {"min_fte": 0.6},
        [*MISSED_FROM_2020, ("2020-03-01", "met"), ("2020-05-01", "not_met")]),
    fte_of_other_roles_does_not=([post("2020-01-01", fte=40), post("2020-01-01", role="nurse")], {"min_fte": 0.6}, MISSED_FROM_2020),
    a_trainee_is_in_post=([post("2020-01-01", stage="trainee")], {}, met("2020-01-01")),
)  # fmt: skip
QUALIFICATION = cases(
    "qualifications", {"type": "qualification", "any_of": ["li_training", "pgcert"]},
    from_the_day_of_the_award=([qualified("2020-01-01")], {}, met("2020-01-01")),
    not_verified=([qualified("2020-01-01", verified=False)], {}, MISSED_FROM_2020),
    another=([qualified("2020-01-01", "nursing")], {}, MISSED_FROM_2020),
    the_earlier_of_two=([qualified("2021-01-01"), qualified("2020-01-01", "pgcert")], {}, met("2020-01-01")),
)  # fmt: skip
PROVISIONAL = {"in_progress": "provisional"}
ON_COURSE = [("", "unknown"), ("2020-01-01", "provisional"), ("2020-03-01", "not_met")]
COURSE = cases(
    "completions", {"type": "course_completed", "tag": "sup", "min_days": 5},
    from_the_day_of_completion=([completion("2020-01-01", "2020-03-01")], {}, [*MISSED_FROM_2020, ("2020-03-01", "met")]),
    completed_without_a_start=([completion(None, "2020-01-01")], {}, met("2020-01-01")),
    valid_to_the_day_before=([completion(None, "2020-02-29")], {"valid_months": 12}, met("2020-02-29", "2021-02-28")),
    renewed_without_a_gap=(
        [completion(None, "2020-01-01"), completion(None, "2021-01-01")], {"valid_months": 12}, met("2020-01-01", "2022-01-01")),
    renewed_a_day_late=(
        [completion(None, "2020-01-01"), completion(None, "2021-01-02")], {"valid_months": 12},
        met("2020-01-01", "2021-01-01", "2021-01-02", "2022-01-02")),
    too_short=([completion(None, "2020-01-01", days=4)], {}, MISSED_FROM_2020),
    two_short_ones_do_not_add_up=([completion(None, "2020-01-01", days=3)] * 2, {}, MISSED_FROM_2020),
    another_tag=([completion(None, "2020-01-01", tags=("cpd",))], {}, MISSED_FROM_2020),
    not_verified=([completion(None, "2020-01-01", verified=False)], {}, MISSED_FROM_2020),
    in_progress_is_not_met_by_default=([completion("2020-01-01")], {}, MISSED_FROM_2020),
    in_progress=([completion("2020-01-01")], PROVISIONAL, [("", "unknown"), ("2020-01-01", "provisional")]),
    in_progress_unverified=([completion("2020-01-01", verified=False)], PROVISIONAL, [("", "unknown"), ("2020-01-01", "provisional")]),
    in_progress_then_completed=([completion("2020-01-01", "2020-03-01")], PROVISIONAL, [*ON_COURSE[:2], ("2020-03-01", "met")]),
    in_progress_then_waits_for_verification=([completion("2020-01-01", "2020-03-01", verified=False)], PROVISIONAL, ON_COURSE),
    in_progress_then_withdrawn=([completion("2020-01-01", None, "2020-03-01")], PROVISIONAL, ON_COURSE),
    withdrawn_on_the_first_day=([completion("2020-01-01", None, "2020-01-01")], PROVISIONAL, MISSED_FROM_2020),
    in_progress_on_too_short_a_course=([completion("2020-01-01", days=4)], PROVISIONAL, MISSED_FROM_2020),
    met_is_better_than_in_progress=(
        [completion(None, "2020-01-01"), completion("2020-06-01")], PROVISIONAL | {"valid_months": 12},
        [("", "unknown"), ("2020-01-01", "met"), ("2021-01-01", "provisional")]),
) + cases(
    "completions", {"type": "course_completed", "any_of": ["FIVE", "PGCERT"]},
    by_code=([completion(None, "2020-01-01", code="PGCERT", tags=())], {}, met("2020-01-01")),
    another_code=([completion(None, "2020-01-01", code="TWO")], {}, MISSED_FROM_2020),
)  # fmt: skip
CPD = cases(
    "completions", {"type": "cpd", "tag": "sup", "count": 2, "months": 12},
    two_within_their_months=(
        [completion(None, "2020-01-01"), completion(None, "2020-12-31")], {}, [*MISSED_FROM_2020, ("2020-12-31", "met"), ("2021-01-01", "not_met")]),
    a_day_too_far_apart=([completion(None, "2020-01-01"), completion(None, "2021-01-01")], {}, MISSED_FROM_2020),
    the_same_course_twice_on_a_day=([completion(None, "2020-01-01")] * 2, {}, met("2020-01-01", "2021-01-01")),
    an_unverified_one=([completion(None, "2020-01-01"), completion(None, "2020-01-01", verified=False)], {}, MISSED_FROM_2020),
    another_tag=([completion(None, "2020-01-01"), completion(None, "2020-01-01", tags=("other",))], {}, MISSED_FROM_2020),
    one_in_progress=([completion(None, "2020-01-01"), completion("2020-01-01")], {}, MISSED_FROM_2020),
)  # fmt: skip
REGISTRATION = cases(
    "registrations", {"type": "registration", "bodies": ["BABCP-PWP", "BPS-WPW"]},
    first_and_last_day=([registered("2020-01-01", "2020-12-31")], {}, met("2020-01-01", "2021-01-01")),
    still_running=([registered("2020-01-01")], {}, met("2020-01-01")),
    one_body_after_the_other=(
        [registered("2020-01-01", "2020-12-31"), registered("2021-01-01", "2021-01-01", "BPS-WPW")], {}, met("2020-01-01", "2021-01-02")),
    a_gap_of_a_day=(
        [registered("2020-01-01", "2020-12-31"), registered("2021-01-02")], {}, met("2020-01-01", "2021-01-01", "2021-01-02")),
    another_body=([registered("2020-01-01", body="NMC")], {}, MISSED_FROM_2020),
)  # fmt: skip
OBSERVATION = cases(
    "observations", {"type": "observation", "kind": "practice", "count": 2, "months": 12},
    two_within_their_months=(
        [observed("2020-01-01"), observed("2020-12-31")], {}, [*MISSED_FROM_2020, ("2020-12-31", "met"), ("2021-01-01", "not_met")]),
    a_day_too_far_apart=([observed("2020-01-01"), observed("2021-01-01")], {}, MISSED_FROM_2020),
    another_kind=([observed("2020-01-01"), observed("2020-01-01", kind="supervision")], {}, MISSED_FROM_2020),
    one_intervention_twice=([observed("2020-01-01")] * 2, {"distinct_by": "intervention"}, MISSED_FROM_2020),
    two_interventions=([observed("2020-01-01"), observed("2020-01-01", "worry")], {"distinct_by": "intervention"}, met("2020-01-01", "2021-01-01")),
    the_later_of_one_intervention_counts_longer=(
        [observed("2020-01-01"), observed("2020-06-01"), observed("2020-03-01", "worry")], {"distinct_by": "intervention"},
        [*MISSED_FROM_2020, ("2020-03-01", "met"), ("2021-03-01", "not_met")]),
    no_intervention_is_none=([observed("2020-01-01", ""), observed("2020-01-01")], {"distinct_by": "intervention"}, MISSED_FROM_2020),
    no_intervention_counts_otherwise=([observed("2020-01-01", "")] * 2, {}, met("2020-01-01", "2021-01-01")),
    score_just_reached=([observed("2020-01-01", score=250)] * 2, {"min_score": 2.5}, met("2020-01-01", "2021-01-01")),
    score_just_missed=([observed("2020-01-01", score=250), observed("2020-01-01", score=249)], {"min_score": 2.5}, MISSED_FROM_2020),
    no_score_reaches_not_even_none=([observed("2020-01-01", score=0), observed("2020-01-01")], {"min_score": 0}, MISSED_FROM_2020),
)  # fmt: skip
SESSIONS = cases(
    "sessions", {"type": "session_minutes", "as": "attendee", "kinds": ["supervision_of_supervision"], "minutes": 120, "months": 4},
    minutes_add_up=(
        [session("2020-01-01"), session("2020-04-30")], {}, [*MISSED_FROM_2020, ("2020-04-30", "met"), ("2020-05-01", "not_met")]),
    a_day_too_far_apart=([session("2020-01-01"), session("2020-05-01")], {}, MISSED_FROM_2020),
    to_the_end_of_a_shorter_month=([session("2019-10-31", 120)], {}, met("2019-10-31", "2020-02-29")),
    a_minute_short=([session("2020-01-01", 119)], {}, MISSED_FROM_2020),
    another_kind=([session("2020-01-01"), session("2020-01-01", kind="clinical_skills")], {}, MISSED_FROM_2020),
    kinds_add_up=(
        [session("2020-01-01"), session("2020-01-01", kind="clinical_skills")], {"kinds": ["supervision_of_supervision", "clinical_skills"]},
        met("2020-01-01", "2020-05-01")),
    as_facilitator=([session("2020-01-01", 120, part="facilitator")], {}, MISSED_FROM_2020),
    asked_as_facilitator=([session("2020-01-01", 120, part="facilitator")], {"as": "facilitator"}, met("2020-01-01", "2020-05-01")),
    disputed=([session("2020-01-01"), session("2020-01-01", disputed=True)], {}, MISSED_FROM_2020),
)  # fmt: skip
APPROVAL = cases(
    "approvals", {"type": "approval", "kind": "lead"},
    for_good=([approved("2020-01-01")], {}, met("2020-01-01")),
    valid_to_the_day_before=([approved("2020-01-31")], {"valid_months": 1}, met("2020-01-31", "2020-02-29")),
    withdrawn_from_the_day=([approved("2020-01-01", "2020-03-01")], {}, met("2020-01-01", "2020-03-01")),
    withdrawn_on_the_day_itself=([approved("2020-01-01", "2020-01-01")], {}, MISSED_FROM_2020),
    withdrawn_after_it_expired=([approved("2020-01-01", "2022-01-01")], {"valid_months": 12}, met("2020-01-01", "2021-01-01")),
    another_still_stands=([approved("2020-01-01", "2020-03-01"), approved("2020-02-01")], {}, met("2020-01-01")),
    another_kind=([approved("2020-01-01", kind="manager")], {}, MISSED_FROM_2020),
)  # fmt: skip
ONE = {"type": "competency_signoff", "framework": "li", "set": ["L4"], "min_level": 2}
SIGN_OFF = cases(
    "sign_offs", ONE,
    from_the_day_of_signing=([signed("2020-01-01")], {}, met("2020-01-01")),
    level_too_low=([signed("2020-01-01", 1)], {}, MISSED_FROM_2020),
    level_0_needs_a_sign_off_too=([signed("2020-01-01", 0, "G2")], {"min_level": 0}, MISSED_FROM_2020),
    level_0_is_enough_for_0=([signed("2020-01-01", 0)], {"min_level": 0}, met("2020-01-01")),
    critical_needs_more=([signed("2020-01-01", 2)], {"critical": {"L4": 3}}, MISSED_FROM_2020),
    critical_may_need_less=([signed("2020-01-01", 1)], {"critical": {"L4": 1}}, met("2020-01-01")),
    valid_to_the_day_before=([signed("2020-02-29")], {"valid_months": 36}, met("2020-02-29", "2023-02-28")),
    revoked_from_the_day=([signed("2020-01-01", revoked="2020-03-01")], {}, met("2020-01-01", "2020-03-01")),
    revoked_after_it_expired=([signed("2020-01-01", revoked="2022-01-01")], {"valid_months": 12}, met("2020-01-01", "2021-01-01")),
    revoked_on_the_day_itself=([signed("2020-01-01", revoked="2020-01-01")], {}, MISSED_FROM_2020),
    a_revoked_one_brings_nothing_back=(
        [signed("2020-01-01"), signed("2020-02-01", 3, revoked="2020-03-01", place=1)], {}, met("2020-01-01", "2020-03-01")),
    a_later_lower_one_stands=([signed("2020-01-01"), signed("2020-02-01", 1, place=1)], {}, met("2020-01-01", "2020-02-01")),
    by_date_not_by_place=([signed("2020-02-01", 1, place=0), signed("2020-01-01", place=1)], {}, met("2020-01-01", "2020-02-01")),
    of_one_day_the_one_recorded_later=([signed("2020-01-01", 3, place=8), signed("2020-01-01", 1, place=9)], {}, MISSED_FROM_2020),
    of_one_day_whatever_their_order=([signed("2020-01-01", 1, place=9), signed("2020-01-01", 3, place=8)], {}, MISSED_FROM_2020),
    an_expired_one_brings_nothing_back=(
        [signed("2020-02-01", 1), signed("2020-01-01")], {"valid_months": 12}, met("2020-01-01", "2020-02-01")),
    signer_without_the_role=([signed("2020-01-01", roles=("pwp",))], {"signer_roles": ["lead_pwp"]}, MISSED_FROM_2020),
    signer_with_one_of_the_roles=([signed("2020-01-01", roles=("pwp", "lead_pwp"))], {"signer_roles": ["lead_pwp"]}, met("2020-01-01")),
    a_later_one_by_another_role_stands=(
        [signed("2020-01-01"), signed("2020-02-01", 4, roles=("pwp",), place=1)], {"signer_roles": ["lead_pwp"]}, met("2020-01-01", "2020-02-01")),
    another_framework=([signed("2020-01-01", framework="cbt")], {}, MISSED_FROM_2020),
    all_of_the_framework=(
        [signed("2020-01-01"), signed("2020-02-01", competency="G2"), signed("2020-03-01", competency="P2")], {"set": "all"},
        [*MISSED_FROM_2020, ("2020-03-01", "met")]),
    all_but_one=([signed("2020-01-01"), signed("2020-01-01", competency="G2")], {"set": "all"}, MISSED_FROM_2020),
)  # fmt: skip
EVERY = [*IN_POST, *QUALIFICATION, *COURSE, *CPD, *REGISTRATION, *OBSERVATION, *SESSIONS, *APPROVAL, *SIGN_OFF]


@pytest.mark.parametrize(("facts", "requirement", "runs"), EVERY)
def test_from_the_first_day_to_the_last(facts, requirement, runs):
    assert requirement_runs(facts, requirement) == runs
