"""What is refused of a requirement, and where: each key has its own kind of value, and no other keys are known.

Each case changes one key of a requirement that is right (``...`` takes it away); exactly that key is refused.
"""

import pytest

from .making import COURSE, CPD, LEAD, POST, QUAL, REG, SEEN, SKILLS, SOS, TIME, becoming, document, refused

WRONG = [
    (TIME, "min_months", 0),
    (TIME, "min_months", 1.0),
    (TIME, "min_months", ...),
    (TIME, "roles", "pwp"),
    (TIME, "roles", ["boss"]),
    (TIME, "roles", []),
    (TIME, "include_training", "yes"),
    (TIME, "pro_rata_fte", 1),
    (TIME, "continuous", None),
    (TIME, "pause_for", ["holiday"]),
    (TIME, "fte", 1),
    (TIME, "id", ...),
    (TIME, "id", 7),
    (TIME, "type", "seniority"),
    (TIME, "type", ...),
    (POST, "roles", ...),
    (POST, "min_fte", "0.6"),
    (POST, "min_fte", 0.605001),
    (POST, "min_fte", -0.1),
    (POST, "min_months", 3),
    (QUAL, "any_of", ...),
    (QUAL, "any_of", []),
    (QUAL, "any_of", [7]),
    (QUAL, "valid_months", 12),
    (COURSE, "min_days", "5"),
    (COURSE, "valid_months", 0),
    (COURSE, "in_progress", True),
    (COURSE, "in_progress", "met"),
    (COURSE, "tag", ["sup"]),
    (CPD, "count", 0),
    (CPD, "count", ...),
    (CPD, "months", 0),
    (CPD, "months", ...),
    (CPD, "tag", ...),
    (CPD, "any_of", ["FIVE"]),
    (SKILLS, "framework", "unheard"),
    (SKILLS, "framework", ...),
    (SKILLS, "set", ...),
    (SKILLS, "set", "some"),
    (SKILLS, "set", ["X9"]),
    (SKILLS, "min_level", 5),
    (SKILLS, "min_level", ...),
    (SKILLS, "critical", ["L4"]),
    (SKILLS, "valid_months", 0),
    (SKILLS, "signer_roles", ["boss"]),
    (SKILLS, "critical", {"L4": 5}),
    (SKILLS, "critical", {"L4": "3"}),
    (REG, "bodies", ...),
    (REG, "bodies", "BABCP-PWP"),
    (REG, "valid_months", 12),
    (SEEN, "kind", "teaching"),
    (SEEN, "count", 0),
    (SEEN, "months", ...),
    (SEEN, "distinct_by", "instrument"),
    (SEEN, "min_score", "4"),
    (SOS, "as", "observer"),
    (SOS, "as", ...),
    (SOS, "kinds", ["tea"]),
    (SOS, "minutes", 0),
    (SOS, "minutes", 60.5),
    (SOS, "months", 0),
    (LEAD, "kind", ...),
    (LEAD, "valid_months", 0),
    (LEAD, "approver", "lead"),
    (REG, "severity", "optional"),
    (REG, "title", 1),
    (REG, "source", None),
    (REG, "verified", "yes"),
    (REG, "warn_days", -1),
    (REG, "guidance", 2),
]


@pytest.mark.parametrize(
    ("requirement", "key", "value"), WRONG, ids=[f"{node['type']}.{key}={value}" for node, key, value in WRONG]
)
def test_a_requirement_is_refused_at_the_key(requirement, key, value):
    changed = {name: old for name, old in requirement.items() if name != key} | ({} if value is ... else {key: value})
    assert refused(becoming(POST | {"id": "other"}, requirement)) == []
    assert refused(becoming(POST | {"id": "other"}, changed)) == [f"$.becoming.of[1].{key}"]


RIGHT = [
    (TIME, "pause_for", []), (TIME, "min_months", 1), (TIME, "min_months", 1200), (POST, "min_fte", 0),
    (POST, "min_fte", 1.25),
    (COURSE, "min_days", 0), (COURSE, "valid_months", 1), (CPD, "count", 1), (CPD, "months", 1), (SKILLS, "set", ["L4"]),
    (SKILLS, "min_level", 0), (SKILLS, "min_level", 4), (SKILLS, "critical", {}), (SKILLS, "critical", {"L4": 0, "G2": 4}),
    (SEEN, "min_score", 0), (SEEN, "min_score", 2.51), (SOS, "minutes", 1), (SOS, "as", "facilitator"),
    (SOS, "months", 1), (SEEN, "count", 1), (SEEN, "months", 1), (SKILLS, "valid_months", 1), (LEAD, "valid_months", 1),
    (REG, "warn_days", 0), (REG, "severity", "required"), (REG, "severity", "advisable"), (REG, "verified", False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("requirement", "key", "value"), RIGHT, ids=[f"{node['type']}.{key}={value}" for node, key, value in RIGHT]
)
def test_the_least_and_the_most_are_right(requirement, key, value):
    assert refused(becoming(requirement | {key: value})) == []


CRITICAL = {
    "a code outside the set": ({"set": ["G2"], "critical": {"L4": 3}}, ["critical.L4"]),
    "a code outside the framework": ({"critical": {"X9": 3}}, ["critical.X9"]),
    "the newest framework, all of it": ({"framework": "cbt", "critical": {"L4": 3, "G2": 3}}, ["critical.G2"]),
    "each of two": ({"set": ["P2"], "critical": {"L4": 3, "G2": 3}}, ["critical.G2", "critical.L4"]),
}


@pytest.mark.parametrize(("change", "keys"), CRITICAL.values(), ids=CRITICAL)
def test_critical_codes_belong_to_the_set(change, keys):
    assert refused(document(SKILLS | change)) == [f"$.becoming.{key}" for key in keys]


def test_a_course_is_named_by_code_or_by_tag():
    unnamed = {key: value for key, value in COURSE.items() if key != "tag"}
    assert refused(becoming(QUAL, unnamed | {"any_of": ["FIVE"]})) == []
    assert refused(becoming(QUAL, unnamed)) == ["$.becoming.of[1]"]
