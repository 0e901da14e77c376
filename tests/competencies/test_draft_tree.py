"""The tree of a draft: adding, moving and taking away leaves everything else as it was."""

import json
from datetime import date

from hypothesis import given

from competencies.rules.draft_tree import (
    DraftPlace,
    add,
    carry,
    children,
    enclose,
    free_name,
    is_group,
    node_at,
    places,
    put,
    read_place,
    readable,
    remove,
    shift,
    ungroup,
)
from competencies.rules.standard import DEEPEST
from tests.rules.making import CPD, QUAL, TIME, document, group
from tests.rules.standards import ALL_TYPES, versions

DRAFT = document(group("ALL", TIME, group("ANY", QUAL, CPD, id="taught")), {"grace_months": 3, **CPD, "id": "stay"})
FIRST, SECOND = DraftPlace("becoming", (0,)), DraftPlace("becoming", (1,))


def shape(node) -> object:
    return [node.get("id"), [shape(child) for child in children(node)]] if is_group(node) else node["id"]


@given(versions(date(2026, 1, 1), 1, ALL_TYPES))
def test_every_place_is_read_back_from_its_address(written):
    for place, node in places(written):
        assert read_place(str(place)) == place and node_at(written, place) is node


def test_what_is_no_place_is_none():
    for words in ("", "becoming-", "leaving-1", "becoming-1-x", "becoming--1", "becoming-99999", "becoming-1\n"):
        assert read_place(words) is None
    assert node_at(DRAFT, DraftPlace("becoming", (7,))) is None and node_at(DRAFT, DraftPlace("becoming", (0, 0))) is None


def test_each_change_is_what_it_says_and_leaves_the_old_document_alone():
    before = json.dumps(DRAFT)
    assert shape(add(DRAFT, SECOND, TIME | {"id": "new"})["becoming"]) == [None, ["time", ["taught", ["qual", "cpd", "new"]]]]
    assert shape(put(DRAFT, FIRST, QUAL | {"id": "other"})["becoming"]) == [None, ["other", ["taught", ["qual", "cpd"]]]]
    assert shape(remove(DRAFT, SECOND)["becoming"]) == [None, ["time"]]
    assert shape(ungroup(DRAFT, SECOND)["becoming"]) == [None, ["time", "qual", "cpd"]]
    assert shape(shift(DRAFT, SECOND, -1)["becoming"]) == [None, [["taught", ["qual", "cpd"]], "time"]]
    assert shift(DRAFT, FIRST, -1) == shift(DRAFT, SECOND, 1) == DRAFT
    assert shape(carry(DRAFT, FIRST, SECOND)["becoming"]) == [None, [["taught", ["qual", "cpd", "time"]]]]
    assert shape(enclose(DRAFT, FIRST)["becoming"]) == [None, [[None, ["time"]], ["taught", ["qual", "cpd"]]]]
    assert "staying" not in remove(DRAFT, DraftPlace("staying"))
    assert json.dumps(DRAFT) == before


def test_a_section_of_one_requirement_becomes_a_group_and_keeps_its_grace():
    grown = enclose(DRAFT, DraftPlace("staying"))
    assert grown["staying"]["grace_months"] == 3 and shape(grown["staying"]) == [None, ["stay"]]
    assert "grace_months" not in grown["staying"]["of"][0]
    assert shape(add({}, DraftPlace("staying"), QUAL)["staying"]) == [None, ["qual"]]
    more = add(DRAFT, DraftPlace("staying"), QUAL)["staying"]
    assert shape(more) == [None, ["stay", "qual"]] and more["grace_months"] == 3


def test_a_new_name_is_free():
    assert free_name(DRAFT, "cpd") == "cpd_2" and free_name(DRAFT, "fresh") == "fresh"
    assert free_name(add(DRAFT, SECOND, QUAL | {"id": "cpd_2"}), "cpd") == "cpd_3"


def test_what_is_nested_too_deeply_is_not_shown_as_cards():
    node = QUAL
    for _ in range(DEEPEST):
        node = group("ALL", node)
    assert readable(document(node), DEEPEST)
    assert not readable(document(group("ALL", group("ALL", node))), DEEPEST) and not readable([], DEEPEST)
