"""Each type of requirement has a form, made of the parameters that its rule declares: what a draft says goes into it and comes
out the same."""

from dataclasses import dataclass, replace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competencies.forms.requirement import RequirementForm
from competencies.forms.requirement.words import ABOUT
from competencies.rules.offered import Offered
from competencies.rules.parameters import declared, flag, one_of, parameter, whole
from competencies.rules.requirements import TYPES
from competencies.rules.standard import read_requirement
from tests.rules.careers import FRAMEWORKS
from tests.rules.making import COURSE, CPD, LEAD, POST, QUAL, REG, SEEN, SKILLS, SOS, TIME
from tests.rules.standards import ALL_TYPES

CODES = {code: frozenset(codes) for code, codes in FRAMEWORKS.items()}
OFFERED = Offered(
    courses={"FIVE": "Five days (FIVE)"},
    tags={"sup": "Supervision"},
    frameworks={code: code for code in FRAMEWORKS},
    competencies={code: {one: f"Title of it ({one})" for one in sorted(codes)} for code, codes in FRAMEWORKS.items()},
)
NOTES = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Two years", "Course, “long”"]),
        "severity": st.sampled_from(["required", "advisable"]),
        "source": st.just("A standard of 2019"),
        "verified": st.booleans(),
        "warn_days": st.sampled_from([0, 30, 90]),
        "guidance": st.sampled_from(["becoming-a-supervisor", "a-page-of-ours"]),
    },
)
FRAMEWORKS_HERE = {"li": "Low intensity"}
TITLES_HERE = {"li": {code: f"About {code} ({code})" for code in ("G2", "L4", "P2")}}
RIGHT = {node["type"]: node for node in (COURSE, CPD, LEAD, POST, QUAL, REG, SEEN, SKILLS, SOS, TIME)}


def through_the_form(node: dict) -> dict:
    sent = RequirementForm.of(node, OFFERED)
    assert sent.errors == {}
    return sent.requirement("it")


@given(ALL_TYPES, NOTES)
def test_what_a_draft_says_goes_into_the_form_and_comes_out_the_same(requirement, notes):
    node = {"id": "it"} | requirement | notes
    written = through_the_form(node)
    assert read_requirement(written, CODES) == read_requirement(node, CODES)
    assert through_the_form(written) == written
    first, again = (RequirementForm.held(node["type"], OFFERED, one) for one in (written, through_the_form(written)))
    assert first == again


def test_every_type_is_tried():
    assert RIGHT.keys() == TYPES.keys()
    assert {key: set(asked) for key, asked in ABOUT.items()} == {key: set(declared(kind)) for key, kind in TYPES.items()}


@pytest.mark.parametrize(
    ("node", "change", "field", "sentence"),
    [
        (TIME, {"min_months": 0}, "min_months", "Enter how many months, 1 or more"),
        (TIME, {"min_months": 1201}, "min_months", "Enter how many months, at most 1200"),
        (TIME, {"roles": []}, "roles", "Choose at least one role"),
        (QUAL, {"any_of": []}, "any_of", "Choose at least one qualification"),
        (COURSE, {"tag": ""}, "any_of", "Choose courses, or what a course must count as"),
        (CPD, {"count": None}, "count", "Enter how many courses, 1 or more"),
        (CPD, {"tag": 7}, "tag", "Choose what the courses must count as"),
        (REG, {"bodies": []}, "bodies", "Choose at least one register"),
        (SEEN, {"kind": "sleep"}, "kind", "Choose what is observed"),
        (SOS, {"kinds": []}, "kinds", "Choose at least one kind of supervision"),
        (SOS, {"minutes": "many"}, "minutes", "Enter how many minutes, 1 or more"),
        (LEAD, {"kind": ""}, "kind", "Choose whose approval is needed"),
        (SKILLS, {"min_level": 9}, "min_level", "Choose a level"),
        (SKILLS, {"framework": ""}, "framework", "Choose a framework"),
        (POST, {"min_fte": -1}, "min_fte", "Enter a number of 0 or more, with at most 5 decimal places, or leave it blank"),
        (REG, {"severity": "grave"}, "severity", "Choose whether it is required"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_in_words(node, change, field, sentence):
    known = {"bodies": {"BABCP-PWP": "BABCP"}, "qualifications": {"li_training": "Training"}}
    offered = replace(OFFERED, frameworks=FRAMEWORKS_HERE, competencies=TITLES_HERE, **known)
    assert RequirementForm.of(node | change, offered).errors == {field: [sentence]}


def test_competencies_are_left_out_only_of_a_set_that_is_chosen():
    offered = replace(OFFERED, frameworks=FRAMEWORKS_HERE, competencies=TITLES_HERE)
    data = RequirementForm.held("competency_signoff", offered, SKILLS) | {"level-G2": "no", "level-L4": "3"}
    wrong = RequirementForm("competency_signoff", offered, data, node=SKILLS)
    assert wrong.errors == {"set": ["Choose “Only some of them”, or choose at which level About G2 (G2) is needed"]}
    right = RequirementForm("competency_signoff", offered, data | {"set": "some"}, node=SKILLS)
    assert right.errors == {}
    written = right.requirement("skills")
    assert (written["set"], written["critical"]) == (["L4", "P2"], {"L4": 3})


@dataclass(frozen=True, slots=True)
class Wisdom:
    """A type that somebody has only just registered."""

    table: ClassVar[str] = "approvals"
    years: int = parameter(whole(1))
    of: str = parameter(one_of("age", "experience"))
    certain: bool = parameter(flag, False)


def test_a_type_without_words_yet_has_a_form_all_the_same(monkeypatch):
    monkeypatch.setitem(TYPES, "wisdom", Wisdom)
    form = RequirementForm("wisdom", OFFERED)
    assert [field.label for field in form.asked()][2:] == ["Years", "Of", "Certain"]
    sent = RequirementForm("wisdom", OFFERED, {"severity": "required", "years": "0", "of": "age"})
    assert sent.errors == {"years": ["Enter years, 1 or more"]}
    sent = RequirementForm("wisdom", OFFERED, {"severity": "required", "years": "3", "of": "age", "certain": "on"})
    assert sent.errors == {}
    assert sent.requirement("it") == {"id": "it", "type": "wisdom", "years": 3, "of": "age", "certain": True}
