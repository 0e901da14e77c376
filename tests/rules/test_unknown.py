"""Unknown is not the same as not met (docs/domain/eligibility.md section 4): is there a row of that table by the day?

Whatever its role, code, body or kind, verified or not, disputed or not; and rows of other tables say nothing.
"""

import pytest

from .making import (
    absence,
    approved,
    career,
    completion,
    observed,
    post,
    qualified,
    registered,
    requirement_runs,
    session,
    signed,
    waiver,
)

REQUIREMENTS = {
    "time_in_role": ("posts", {"roles": ["pwp"], "min_months": 24}),
    "in_post": ("posts", {"roles": ["pwp"]}),
    "qualification": ("qualifications", {"any_of": ["li_training"]}),
    "course_completed": ("completions", {"any_of": ["FIVE"]}),
    "cpd": ("completions", {"tag": "sup", "count": 1, "months": 12}),
    "competency_signoff": ("sign_offs", {"framework": "li", "set": ["L4"], "min_level": 2}),
    "registration": ("registrations", {"bodies": ["BABCP-PWP"]}),
    "observation": ("observations", {"kind": "practice", "count": 1, "months": 12}),
    "session_minutes": ("sessions", {"as": "attendee", "kinds": ["clinical_skills"], "minutes": 60, "months": 4}),
    "approval": ("approvals", {"kind": "lead"}),
}
BESIDE_THE_POINT = {
    "posts": [post("2020-01-01", role="nurse"), post("2020-01-01", "2020-02-01", role="nurse", stage="")],
    "absences": [absence("2020-01-01")],
    "qualifications": [qualified("2020-01-01", verified=False), qualified("2020-01-01", "nursing")],
    "completions": [
        completion("2020-01-01"),
        completion(None, "2020-01-01", verified=False),
        completion("2020-01-01", "2031-01-01", verified=False),
        completion("2020-01-01", None, "2020-01-01"),
        completion(None, "2020-01-01", code="OTHER", tags=()),
    ],
    "registrations": [registered("2020-01-01", body="NMC"), registered("2020-01-01", "2020-01-01", "NMC")],
    "sign_offs": [
        signed("2020-01-01", 1),
        signed("2020-01-01", revoked="2020-01-01"),
        signed("2020-01-01", competency="G2"),
        signed("2020-01-01", framework="cbt"),
    ],
    "observations": [observed("2020-01-01", kind="supervision")],
    "approvals": [approved("2020-01-01", kind="manager"), approved("2020-01-01", "2020-01-01")],
    "waivers": [waiver("2020-01-01", "2020-12-31", "other")],
    "sessions": [
        session("2020-01-01", part="facilitator"),
        session("2020-01-01", kind="clinical_skills", disputed=True),
        session("2020-01-01", kind="case_management"),
    ],
}
ROWS = [(kind, table, row) for kind in REQUIREMENTS for table, rows in BESIDE_THE_POINT.items() for row in rows]
ROW_IDS = [
    f"{kind}, {table} {place}"
    for kind in REQUIREMENTS
    for table, rows in BESIDE_THE_POINT.items()
    for place, _ in enumerate(rows)
]


@pytest.mark.parametrize(("kind", "table", "row"), ROWS, ids=ROW_IDS)
def test_a_row_of_its_own_table_makes_it_not_met_and_of_another_leaves_it_unknown(kind, table, row):
    own_table, parameters = REQUIREMENTS[kind]
    runs = requirement_runs(career(**{table: [row]}), {"type": kind} | parameters)
    assert runs == [("", "unknown"), *([("2020-01-01", "not_met")] if table == own_table else [])]


@pytest.mark.parametrize("kind", REQUIREMENTS)
def test_without_facts_it_is_unknown_for_good(kind):
    assert requirement_runs(career(), {"type": kind} | REQUIREMENTS[kind][1]) == [("", "unknown")]


def test_a_completion_is_dated_by_its_start():
    begun = completion("2020-01-01", "2020-06-01")
    assert requirement_runs(career(completions=[begun]), {"type": "cpd"} | REQUIREMENTS["cpd"][1]) == [
        ("", "unknown"),
        ("2020-01-01", "not_met"),
        ("2020-06-01", "met"),
        ("2021-06-01", "not_met"),
    ]


def test_a_row_dated_later_is_unknown_until_then():
    facts = career(posts=[post("2021-01-01", role="nurse"), post("2022-01-01")])
    assert requirement_runs(facts, {"type": "in_post"} | REQUIREMENTS["in_post"][1]) == [
        ("", "unknown"),
        ("2021-01-01", "not_met"),
        ("2022-01-01", "met"),
    ]
