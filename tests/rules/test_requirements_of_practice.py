"""The first and the last day of observations, sessions, approvals and sign-offs (docs/domain/eligibility.md section 4).

Each case gives the rows of one table, what differs from the requirement above it, and the whole run of outcomes.
"""

import pytest

from .making import MISSED, approved, cases, met, observed, requirement_runs, session, signed

OBSERVATION = cases(
    "observations", {"type": "observation", "kind": "practice", "count": 2, "months": 12},
    two_within_their_months=(
        [observed("2020-01-01"), observed("2020-12-31")], {}, [*MISSED, ("2020-12-31", "met"), ("2021-01-01", "not_met")]),
    a_day_too_far_apart=([observed("2020-01-01"), observed("2021-01-01")], {}, MISSED),
    another_kind=([observed("2020-01-01"), observed("2020-01-01", kind="supervision")], {}, MISSED),
    one_intervention_twice=([observed("2020-01-01")] * 2, {"distinct_by": "intervention"}, MISSED),
    two_interventions=([observed("2020-01-01"), observed("2020-01-01", "worry")], {"distinct_by": "intervention"},
        met("2020-01-01", "2021-01-01")),
    the_later_of_one_intervention_counts_longer=(
        [observed("2020-01-01"), observed("2020-06-01"), observed("2020-03-01", "worry")], {"distinct_by": "intervention"},
        [*MISSED, ("2020-03-01", "met"), ("2021-03-01", "not_met")]),
    no_intervention_is_none=([observed("2020-01-01", ""), observed("2020-01-01")], {"distinct_by": "intervention"}, MISSED),
    no_intervention_counts_otherwise=([observed("2020-01-01", "")] * 2, {}, met("2020-01-01", "2021-01-01")),
    score_just_reached=([observed("2020-01-01", score=250)] * 2, {"min_score": 2.5}, met("2020-01-01", "2021-01-01")),
    score_just_missed=([observed("2020-01-01", score=250), observed("2020-01-01", score=249)], {"min_score": 2.5}, MISSED),
    no_score_reaches_not_even_none=([observed("2020-01-01", score=0), observed("2020-01-01")], {"min_score": 0}, MISSED),
)  # fmt: skip
SESSIONS = cases(
    "sessions", {"type": "session_minutes", "as": "attendee", "kinds": ["supervision_of_supervision"], "minutes": 120,
        "months": 4},
    minutes_add_up=(
        [session("2020-01-01"), session("2020-04-30")], {}, [*MISSED, ("2020-04-30", "met"), ("2020-05-01", "not_met")]),
    a_day_too_far_apart=([session("2020-01-01"), session("2020-05-01")], {}, MISSED),
    to_the_end_of_a_shorter_month=([session("2019-10-31", 120)], {}, met("2019-10-31", "2020-02-29")),
    a_minute_short=([session("2020-01-01", 119)], {}, MISSED),
    another_kind=([session("2020-01-01"), session("2020-01-01", kind="clinical_skills")], {}, MISSED),
    kinds_add_up=(
        [session("2020-01-01"), session("2020-01-01", kind="clinical_skills")],
        {"kinds": ["supervision_of_supervision", "clinical_skills"]},
        met("2020-01-01", "2020-05-01")),
    as_facilitator=([session("2020-01-01", 120, part="facilitator")], {}, MISSED),
    asked_as_facilitator=([session("2020-01-01", 120, part="facilitator")], {"as": "facilitator"},
        met("2020-01-01", "2020-05-01")),
    disputed=([session("2020-01-01"), session("2020-01-01", disputed=True)], {}, MISSED),
)  # fmt: skip
APPROVAL = cases(
    "approvals", {"type": "approval", "kind": "lead"},
    for_good=([approved("2020-01-01")], {}, met("2020-01-01")),
    valid_to_the_day_before=([approved("2020-01-31")], {"valid_months": 1}, met("2020-01-31", "2020-02-29")),
    withdrawn_from_the_day=([approved("2020-01-01", "2020-03-01")], {}, met("2020-01-01", "2020-03-01")),
    withdrawn_on_the_day_itself=([approved("2020-01-01", "2020-01-01")], {}, MISSED),
    withdrawn_after_it_expired=([approved("2020-01-01", "2022-01-01")], {"valid_months": 12}, met("2020-01-01", "2021-01-01")),
    another_still_stands=([approved("2020-01-01", "2020-03-01"), approved("2020-02-01")], {}, met("2020-01-01")),
    another_kind=([approved("2020-01-01", kind="manager")], {}, MISSED),
)  # fmt: skip
ONE = {"type": "competency_signoff", "framework": "li", "set": ["L4"], "min_level": 2}
SIGN_OFF = cases(
    "sign_offs", ONE,
    from_the_day_of_signing=([signed("2020-01-01")], {}, met("2020-01-01")),
    level_too_low=([signed("2020-01-01", 1)], {}, MISSED),
    level_0_needs_a_sign_off_too=([signed("2020-01-01", 0, "G2")], {"min_level": 0}, MISSED),
    level_0_is_enough_for_0=([signed("2020-01-01", 0)], {"min_level": 0}, met("2020-01-01")),
    critical_needs_more=([signed("2020-01-01", 2)], {"critical": {"L4": 3}}, MISSED),
    critical_may_need_less=([signed("2020-01-01", 1)], {"critical": {"L4": 1}}, met("2020-01-01")),
    valid_to_the_day_before=([signed("2020-02-29")], {"valid_months": 36}, met("2020-02-29", "2023-02-28")),
    revoked_from_the_day=([signed("2020-01-01", revoked="2020-03-01")], {}, met("2020-01-01", "2020-03-01")),
    revoked_after_it_expired=([signed("2020-01-01", revoked="2022-01-01")], {"valid_months": 12},
        met("2020-01-01", "2021-01-01")),
    revoked_on_the_day_itself=([signed("2020-01-01", revoked="2020-01-01")], {}, MISSED),
    a_revoked_one_brings_nothing_back=(
        [signed("2020-01-01"), signed("2020-02-01", 3, revoked="2020-03-01", place=1)], {}, met("2020-01-01", "2020-03-01")),
    a_later_lower_one_stands=([signed("2020-01-01"), signed("2020-02-01", 1, place=1)], {}, met("2020-01-01", "2020-02-01")),
    by_date_not_by_place=([signed("2020-02-01", 1, place=0), signed("2020-01-01", place=1)], {},
        met("2020-01-01", "2020-02-01")),
    of_one_day_the_one_recorded_later=([signed("2020-01-01", 3, place=8), signed("2020-01-01", 1, place=9)], {}, MISSED),
    of_one_day_whatever_their_order=([signed("2020-01-01", 1, place=9), signed("2020-01-01", 3, place=8)], {}, MISSED),
    an_expired_one_brings_nothing_back=(
        [signed("2020-02-01", 1), signed("2020-01-01")], {"valid_months": 12}, met("2020-01-01", "2020-02-01")),
    signer_without_the_role=([signed("2020-01-01", roles=("pwp",))], {"signer_roles": ["lead_pwp"]}, MISSED),
    signer_with_one_of_the_roles=([signed("2020-01-01", roles=("pwp", "lead_pwp"))], {"signer_roles": ["lead_pwp"]},
        met("2020-01-01")),
    a_later_one_by_another_role_stands=(
        [signed("2020-01-01"), signed("2020-02-01", 4, roles=("pwp",), place=1)], {"signer_roles": ["lead_pwp"]},
        met("2020-01-01", "2020-02-01")),
    another_framework=([signed("2020-01-01", framework="cbt")], {}, MISSED),
    all_of_the_framework=(
        [signed("2020-01-01"), signed("2020-02-01", competency="G2"), signed("2020-03-01", competency="P2")], {"set": "all"},
        [*MISSED, ("2020-03-01", "met")]),
    all_but_one=([signed("2020-01-01"), signed("2020-01-01", competency="G2")], {"set": "all"}, MISSED),
)  # fmt: skip


@pytest.mark.parametrize(("facts", "requirement", "runs"), [*OBSERVATION, *SESSIONS, *APPROVAL, *SIGN_OFF])
def test_from_the_first_day_to_the_last(facts, requirement, runs):
    assert requirement_runs(facts, requirement) == runs
