"""Three services and 45 careers full of edges, with answers worked out day by day and independently of this product."""

import json

import pytest

from .example import EXAMPLE, counts

EXPECTED = sorted(EXAMPLE.glob("expected/*.json"))


def test_it_is_there():
    assert len(EXPECTED) == 20


def test_all_of_it_is_taken_in(example):
    assert example.imported.code == 0
    assert example.imported.json == {"files": counts("created"), "rejected": [], "applied": True}


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_the_answer_is_the_expected_one(example, path):
    code, asked = path.stem.split(".")
    asks = ["--timeline"] if asked == "timeline" else ["--on", asked]
    assert example("eligibility", "--standard", code, *asks).json == json.loads(path.read_text(encoding="utf-8"))


def test_a_second_import_changes_nothing(example):
    timeline = ("eligibility", "--standard", "li-supervisor", "--timeline")
    before, again, after = example(*timeline), example("import_csv", EXAMPLE / "csv"), example(*timeline)
    assert again.code == 0
    assert again.json == {"files": counts("unchanged"), "rejected": [], "applied": True}
    assert after == before


def test_the_stored_timelines_are_what_the_facts_say(example):
    assert example("rebuild_timelines", "--check") == (0, "45 people checked, 0 timelines differ.\n", "")
