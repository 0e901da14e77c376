"""What is refused of a standard, and where: ``read_version`` names the JSON path of everything that is wrong.

Each case changes a version that is right and lists the paths, in any order; nothing else may be refused.
"""

from copy import deepcopy

import pytest

from competencies.rules.standard import StandardRefused, read_version

from .making import FRAMEWORKS, document, group, standard

TIME = {"id": "time", "type": "time_in_role", "roles": ["pwp"], "min_months": 24}
POST = {"id": "post", "type": "in_post", "roles": ["pwp"], "min_fte": 0.6}
QUAL = {"id": "qual", "type": "qualification", "any_of": ["li_training"]}
COURSE = {"id": "course", "type": "course_completed", "tag": "sup", "min_days": 5, "in_progress": "provisional"}
CPD = {"id": "cpd", "type": "cpd", "tag": "sup", "count": 1, "months": 12}
SKILLS = {"id": "skills", "type": "competency_signoff", "framework": "li", "set": "all", "min_level": 2, "signer_roles": ["lead_pwp"]}
REG = {"id": "reg", "type": "registration", "bodies": ["BABCP-PWP"]}
SEEN = {"id": "seen", "type": "observation", "kind": "practice", "count": 2, "months": 12, "distinct_by": "intervention"}
SOS = {"id": "sos", "type": "session_minutes", "as": "attendee", "kinds": ["clinical_skills"], "minutes": 60, "months": 4}
LEAD = {"id": "lead", "type": "approval", "kind": "lead", "valid_months": 12}
NOTES = {"title": "Registered", "severity": "advisable", "source": "PWP register", "verified": True, "warn_days": 30, "guidance": "register"}
RIGHT = document(
    group("ALL", TIME, group("ANY", COURSE, QUAL, id="taught"), group("N_OF", SKILLS, SEEN, LEAD, n=2), REG | NOTES, POST),
    group("ALL", SOS, CPD, grace_months=3),
    transition_months=6,
)
NOTHING = {"id": "nothing"} | {key: value for key, value in (QUAL | {"severity": "advisable"}).items() if key != "id"}


def refused(given) -> list[str]:
    try:
        read_version(given, FRAMEWORKS)
    except StandardRefused as refusal:
        return sorted(path for path, _ in refusal.problems)
    return []


def with_(path: list, value) -> dict:
    """The right version with one thing put elsewhere, or taken away where the value is ``...``."""
    changed = deepcopy(RIGHT)
    node = changed
    for step in path[:-1]:
        node = node[step]
    if value is ...:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return changed


def becoming(*nodes) -> dict:
    return document(group("ALL", *nodes))


def test_a_standard_that_is_right_is_read():
    read = standard(RIGHT).versions[0]
    assert (read.code, read.version, read.title, read.effective_from.isoformat()) == ("li", 1, "Supervisor", "2019-01-01")
    assert (read.transition_months, read.grace_months) == (6, 3)
    assert [leaf.id for leaf in read.leaves()] == "time course qual skills seen lead reg post sos cpd".split()


DOCUMENT = {
    "not an object": ([], ["$"]),
    "an unknown key": (with_(["colour"], "blue"), ["$.colour"]),
    "no code": (with_(["code"], ...), ["$.code"]),
    "no becoming": (with_(["becoming"], ...), ["$.becoming"]),
    "becoming a list": (with_(["becoming"], []), ["$.becoming"]),
    "staying nothing": (with_(["staying"], None), ["$.staying"]),
    "version a text": (with_(["version"], "1"), ["$.version"]),
    "version true": (with_(["version"], True), ["$.version"]),
    "version nought": (with_(["version"], 0), ["$.version"]),
    "title empty": (with_(["title"], ""), ["$.title"]),
    "a date that does not exist": (with_(["effective_from"], "2019-02-29"), ["$.effective_from"]),
    "a date in another form": (with_(["effective_from"], "01/01/2019"), ["$.effective_from"]),
    "a date that is a number": (with_(["effective_from"], 20190101), ["$.effective_from"]),
    "transition below nought": (with_(["transition_months"], -1), ["$.transition_months"]),
    "grace not whole": (with_(["staying", "grace_months"], 1.5), ["$.staying.grace_months"]),
    "grace outside staying": (with_(["becoming", "grace_months"], 3), ["$.becoming.grace_months"]),
    "two things at once": (becoming(TIME | {"min_months": 0}, REG | {"colour": "blue"}), ["$.becoming.of[0].min_months", "$.becoming.of[1].colour"]),
}  # fmt: skip
GROUPS = {
    "an unknown key": (document(group("ALL", QUAL, colour="blue")), ["$.becoming.colour"]),
    "an unknown op": (document(group("NONE", QUAL)), ["$.becoming.op"]),
    "without children": (with_(["becoming", "of", 1, "of"], []), ["$.becoming.of[1].of"]),
    "children missing": (with_(["becoming", "of", 1, "of"], ...), ["$.becoming.of[1].of"]),
    "children no list": (with_(["becoming", "of", 1, "of"], QUAL), ["$.becoming.of[1].of"]),
    "a child that is a text": (with_(["becoming", "of", 1, "of", 0], "course"), ["$.becoming.of[1].of[0]"]),
    "severity on a group": (document(group("ALL", QUAL, severity="advisable")), ["$.becoming.severity"]),
    "even the default severity": (becoming(group("ANY", QUAL, severity="required")), ["$.becoming.of[0].severity"]),
    "an id used twice": (becoming(QUAL, REG | {"id": "qual"}), ["$.becoming.of[1].id"]),
    "an id used by group and requirement": (document(group("ALL", QUAL, id="qual")), ["$.becoming.of[0].id"]),
    "an id used in both trees": (document(QUAL, QUAL), ["$.staying.id"]),
    "N_OF without n": (document(group("N_OF", QUAL, REG)), ["$.becoming.n"]),
    "N_OF of nought": (document(group("N_OF", QUAL, REG, n=0)), ["$.becoming.n"]),
    "N_OF of too many": (document(group("N_OF", QUAL, REG, n=3)), ["$.becoming.n"]),
    "N_OF of the advisable too": (document(group("N_OF", QUAL, NOTHING, n=2)), ["$.becoming.n"]),
    "n on ALL": (document(group("ALL", QUAL, REG, n=1)), ["$.becoming.n"]),
    "a group inside ANY with nothing required": (document(group("ANY", QUAL, group("ALL", NOTHING))), ["$.becoming.of[1]"]),
    "a group inside ANY with only such a group": (document(group("ANY", QUAL, group("ALL", group("ALL", NOTHING)))), ["$.becoming.of[1]"]),
    "in staying": (document(QUAL, group("ANY", REG, group("ALL", NOTHING))), ["$.staying.of[1]"]),
}  # fmt: skip
WRONG = [
    (TIME, "min_months", 0), (TIME, "min_months", 1.0), (TIME, "min_months", ...), (TIME, "roles", "pwp"), (TIME, "roles", ["boss"]),
    (TIME, "roles", []), (TIME, "include_training", "yes"), (TIME, "pro_rata_fte", 1), (TIME, "continuous", None),
    (TIME, "pause_for", ["holiday"]), (TIME, "fte", 1), (TIME, "id", ...), (TIME, "id", 7), (TIME, "type", "seniority"), (TIME, "type", ...),
    (POST, "roles", ...), (POST, "min_fte", "0.6"), (POST, "min_fte", 0.605), (POST, "min_fte", -0.1), (POST, "min_months", 3),
    (QUAL, "any_of", ...), (QUAL, "any_of", []), (QUAL, "any_of", [7]), (QUAL, "valid_months", 12),
    (COURSE, "min_days", "5"), (COURSE, "valid_months", 0), (COURSE, "in_progress", True), (COURSE, "in_progress", "met"), (COURSE, "tag", ["sup"]),
    (CPD, "count", 0), (CPD, "count", ...), (CPD, "months", 0), (CPD, "months", ...), (CPD, "tag", ...), (CPD, "any_of", ["FIVE"]),
    (SKILLS, "framework", "unheard"), (SKILLS, "framework", ...), (SKILLS, "set", ...), (SKILLS, "set", "some"), (SKILLS, "set", ["X9"]),
    (SKILLS, "min_level", 5), (SKILLS, "min_level", ...), (SKILLS, "critical", ["L4"]), (SKILLS, "valid_months", 0), (SKILLS, "signer_roles", ["boss"]),
    (REG, "bodies", ...), (REG, "bodies", "BABCP-PWP"), (REG, "valid_months", 12),
    (SEEN, "kind", "teaching"), (SEEN, "count", 0), (SEEN, "months", ...), (SEEN, "distinct_by", "instrument"), (SEEN, "min_score", "4"),
    (SOS, "as", "observer"), (SOS, "as", ...), (SOS, "kinds", ["tea"]), (SOS, "minutes", 0), (SOS, "minutes", 60.5), (SOS, "months", 0),
    (LEAD, "kind", ...), (LEAD, "valid_months", 0), (LEAD, "approver", "lead"),
    (REG, "severity", "optional"), (REG, "title", 1), (REG, "source", None), (REG, "verified", "yes"), (REG, "warn_days", -1), (REG, "guidance", 2),
]  # fmt: skip


@pytest.mark.parametrize(("given", "paths"), [*DOCUMENT.values(), *GROUPS.values()], ids=[*DOCUMENT, *GROUPS])
def test_a_version_is_refused_where_it_is_wrong(given, paths):
    assert refused(RIGHT) == []
    assert refused(given) == paths


@pytest.mark.parametrize(("requirement", "key", "value"), WRONG, ids=[f"{node['type']}.{key}={value}" for node, key, value in WRONG])
def test_a_requirement_is_refused_at_the_key(requirement, key, value):
    changed = {name: old for name, old in requirement.items() if name != key} | ({} if value is ... else {key: value})
    assert refused(becoming(POST | {"id": "other"}, requirement)) == []
    assert refused(becoming(POST | {"id": "other"}, changed)) == [f"$.becoming.of[1].{key}"]


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
