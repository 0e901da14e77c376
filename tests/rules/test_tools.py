"""Reflective tools as data, and what a score is worth."""

import copy
import json
from decimal import Decimal
from pathlib import Path

import pytest

from reflection.rules.measures import MeasureEntry, Reading, read
from reflection.rules.tools import ToolRefused, form_of, read_tool
from reflection.rules.words import FRAME, MEASURE, WELLBEING

DATA = Path(__file__).resolve().parents[2] / "reflection" / "data"
SHIPPED = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("tool.*.json"))]
ABOUT = {"code": "t", "version": 1, "about": "practice", "title": "T", "summary": "S", "credit": "C"}
PART = {
    "code": "p", "title": "P", "low": 0, "high": 36, "items": 6, "least": 5, "better": "higher",
    "bands": [{"up_to": 17, "words": "below"}, {"up_to": 36, "words": "competent"}], "bands_source": "a study",
}  # fmt: skip
MEASURED = ABOUT | {"kind": "measure", "parts": [PART]}
FRAMED = ABOUT | {"kind": "frame", "prompts": [{"code": "a", "title": "A", "hint": ""}]}


def changed(document, path, value):
    document, place = copy.deepcopy(document), None
    *way, last = path
    place = document
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return document


@pytest.mark.parametrize("document", SHIPPED, ids=lambda document: document["code"])
def test_what_is_shipped_can_be_published(document):
    assert read_tool(document) == document


def test_what_is_shipped_is_what_the_product_promises():
    assert {d["code"] for d in SHIPPED if d["kind"] == FRAME} == {
        "three-functions", "seven-viewpoints", "six-stages", "four-stages", "helpful-moments", "critical-incident",
        "strain-and-repair", "noticing-strengths",
    }  # fmt: skip
    assert [len(d["lines"]) for d in SHIPPED if d["kind"] == "check"] == [3]
    assert {d["code"] for d in SHIPPED if d["about"] == WELLBEING} == {"proqol-5", "cbi", "olbi", "stss"}


def test_no_measure_of_wellbeing_has_a_pass_mark():
    parts = [part for d in SHIPPED if d["kind"] == MEASURE and d["about"] == WELLBEING for part in d["parts"]]
    assert parts and [part["bands"] for part in parts if part["bands"]] == []


@pytest.mark.parametrize(
    ("document", "path", "value", "said"),
    [
        (FRAMED, ["kind"], "quiz", "$.kind must be one of frame, measure, check"),
        (FRAMED, ["version"], True, "$.version must be a whole number from 1 on"),
        (FRAMED, ["about"], "sums", "$.about must be one of session, practice, relationship, wellbeing"),
        (FRAMED, ["credit"], " ", "$.credit must be text of up to 1000 characters"),
        (FRAMED, ["extra"], 1, "$ must be an object with about, code, credit, kind, prompts, summary, title, version"),
        (FRAMED, ["prompts"], [], "$.prompts must be a list with at least one entry"),
        (FRAMED, ["prompts", 0, "title"], "", "$.prompts[0].title must be text of up to 300 characters"),
        (FRAMED, ["prompts", 0, "hint"], None, "$.prompts[0].hint must be text"),
        (FRAMED, ["code"], "my/tool", "$.code must be small letters, digits and single dashes, up to 32"),
        (FRAMED, ["prompts", 0, "code"], "on", "$.prompts[0].code must be another word: on is used by the page"),
        (FRAMED, ["title"], "x" * 201, "$.title must be text of up to 200 characters"),
        (MEASURED, ["parts", 0, "high"], 0, "$.parts[0].high must be above $.parts[0].low"),
        (MEASURED, ["parts", 0, "low"], "0", "$.parts[0].low must be a number"),
        (MEASURED, ["parts", 0, "low"], float("nan"), "$.parts[0].low must be a number"),
        (MEASURED, ["parts", 0, "least"], 7, "$.parts[0].least must be a whole number from 1 to $.parts[0].items"),
        (MEASURED, ["parts", 0, "better"], "up", "$.parts[0].better must be one of higher, lower, neither"),
        (MEASURED, ["parts", 0, "bands_source"], "", "$.parts[0].bands_source must say what bears the bands, and be empty where there are none"),  # noqa: E501
        (MEASURED, ["parts", 0, "bands"], [], "$.parts[0].bands_source must say what bears the bands, and be empty where there are none"),  # noqa: E501
        (MEASURED, ["parts", 0, "bands", 1, "up_to"], 35, "$.parts[0].bands must rise, and the last must end at $.parts[0].high"),  # noqa: E501
        (MEASURED, ["parts", 0, "bands", 0, "up_to"], 36, "$.parts[0].bands must rise, and the last must end at $.parts[0].high"),  # noqa: E501
        (MEASURED, ["parts", 0, "bands"], 3, "$.parts[0].bands must be a list"),
    ],
)  # fmt: skip
def test_what_is_refused(document, path, value, said):
    with pytest.raises(ToolRefused) as refused:
        read_tool(changed(document, path, value))
    assert str(refused.value) == said


@pytest.mark.parametrize("document", [None, [], "frame", 3, {"kind": []}])
def test_what_is_no_tool_at_all(document):
    with pytest.raises(ToolRefused):
        read_tool(document)


def test_a_code_twice():
    twice = changed(FRAMED, ["prompts"], FRAMED["prompts"] * 2)
    with pytest.raises(ToolRefused, match=r"\$\.prompts uses the code a a second time"):
        read_tool(twice)


@pytest.mark.parametrize(
    ("score", "answered", "found"),
    [
        ("18", 6, Reading(Decimal("18"), 6, "competent")),
        ("17", 5, Reading(Decimal("17"), 5, "below")),
        ("17.5", 6, Reading(Decimal("17.5"), 6, "competent")),
        ("36", 6, Reading(Decimal("36"), 6, "competent")),
        ("30", 4, Reading(None, 4)),
        (None, 6, Reading(None, 6)),
    ],
)
def test_a_score_is_one_only_where_enough_was_answered(score, answered, found):
    part = form_of(MEASURED).parts[0]
    entered = read(part, MeasureEntry(Decimal(score) if score else None, answered))
    assert (entered, entered.incomplete) == (found, found.score is None)
