"""What is refused of a standard, and where: ``read_version`` names the JSON path of everything that is wrong.

Each case changes a version that is right and lists the paths, in any order; nothing else may be refused.
"""

from copy import deepcopy
from dataclasses import astuple

import pytest

from .making import COURSE, CPD, LEAD, POST, QUAL, REG, SEEN, SKILLS, SOS, TIME, becoming, document, group, refused, standard

NOTES = {
    "title": "Registered",
    "severity": "advisable",
    "source": "PWP register",
    "verified": True,
    "warn_days": 30,
    "guidance": "register",
}
RIGHT = document(
    group("ALL", TIME, group("ANY", COURSE, QUAL, id="taught"), group("N_OF", SKILLS, SEEN, LEAD, n=2), REG | NOTES, POST),
    group("ALL", SOS, CPD, grace_months=3),
    transition_months=6,
)
NOTHING = QUAL | {"id": "nothing", "severity": "advisable"}


def nested(depth) -> dict:
    return QUAL if depth == 0 else group("ALL", nested(depth - 1))


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


def test_a_standard_that_is_right_is_read():
    read = standard(RIGHT).versions[0]
    assert (read.code, read.version, read.title, read.effective_from.isoformat()) == ("li", 1, "Supervisor", "2019-01-01")
    assert (read.transition_months, read.grace_months) == (6, 3)
    assert [leaf.id for leaf in read.leaves()] == [
        "time", "course", "qual", "skills", "seen", "lead", "reg", "post", "sos", "cpd"]  # fmt: skip


def test_what_a_version_need_not_say():
    read = standard(document(QUAL, group("ALL", REG | NOTES))).versions[0]
    assert (read.transition_months, read.grace_months) == (0, 0)
    assert [(leaf.advisable, *astuple(leaf.notes)) for leaf in read.leaves()] == [
        (False, "", "", False, 90, ""),
        (True, "Registered", "PWP register", True, 30, "register"),
    ]


SOUND = {
    "no months of transition": document(QUAL, transition_months=0),
    "no months of grace": document(QUAL, REG | {"grace_months": 0}),
    "an advisable requirement inside ANY": document(group("ANY", QUAL, NOTHING)),
    "a group inside ANY with something required": document(group("ANY", QUAL, group("ALL", NOTHING, REG))),
    "a group inside ALL with nothing required": document(group("ALL", QUAL, group("ALL", NOTHING))),
    "N_OF as many as are required": document(group("N_OF", QUAL, REG, NOTHING, n=2)),
    "nested as deep as may be": document(nested(12), REG),
    "nested as deep as may be in staying": document(REG, nested(12)),
}


@pytest.mark.parametrize("given", SOUND.values(), ids=SOUND)
def test_a_version_that_is_right_is_not_refused(given):
    assert refused(given) == []


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
    "a date by its week": (with_(["effective_from"], "2020-W01-1"), ["$.effective_from"]),
    "a date with something after it": (with_(["effective_from"], "20200101xx"), ["$.effective_from"]),
    "a date that is a number": (with_(["effective_from"], 20190101), ["$.effective_from"]),
    "transition below nought": (with_(["transition_months"], -1), ["$.transition_months"]),
    "grace not whole": (with_(["staying", "grace_months"], 1.5), ["$.staying.grace_months"]),
    "grace outside staying": (with_(["becoming", "grace_months"], 3), ["$.becoming.grace_months"]),
    "two things at once": (becoming(TIME | {"min_months": 0}, REG | {"colour": "blue"}),
        ["$.becoming.of[0].min_months", "$.becoming.of[1].colour"]),
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
    "a group inside ANY with only such a group": (document(group("ANY", QUAL, group("ALL", group("ALL", NOTHING)))),
        ["$.becoming.of[1]"]),
    "nested too deep": (document(nested(13)), ["$.becoming" + 13 * ".of[0]"]),
    "nested too deep in staying": (document(REG, nested(13)), ["$.staying" + 13 * ".of[0]"]),
    "in staying": (document(QUAL, group("ANY", REG, group("ALL", NOTHING))), ["$.staying.of[1]"]),
}  # fmt: skip


@pytest.mark.parametrize(("given", "paths"), [*DOCUMENT.values(), *GROUPS.values()], ids=[*DOCUMENT, *GROUPS])
def test_a_version_is_refused_where_it_is_wrong(given, paths):
    assert refused(RIGHT) == []
    assert refused(given) == paths
