"""Three services and 45 careers full of edges, with answers worked out day by day and independently of this product."""

import json
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example"
EXPECTED = sorted(EXAMPLE.glob("expected/*.json"))
ROWS = {
    "services.csv": 3, "teams.csv": 6, "people.csv": 45, "posts.csv": 133, "absences.csv": 68, "qualifications.csv": 75,
    "courses.csv": 8, "completions.csv": 289, "registrations.csv": 183, "sign_offs.csv": 836, "observations.csv": 359,
    "approvals.csv": 169, "waivers.csv": 75, "sessions.csv": 388,
}  # fmt: skip


@pytest.fixture(scope="module")
def example(manage):
    """The example, imported as its README says."""
    documents = [("import_framework", path) for path in sorted(EXAMPLE.glob("frameworks/*.json"))]
    documents += [("import_standard", path) for path in sorted(EXAMPLE.glob("standards/*.json"))]
    done = [manage(command, path) for command, path in documents]
    assert [(code, complaints) for code, _, complaints in done] == [(0, "")] * 14
    manage.imported = manage("import_csv", EXAMPLE / "csv")
    return manage


def counts(outcome: str) -> dict[str, dict[str, int]]:
    """What the report says of each file when all its rows have one outcome."""
    nothing = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}
    return {name: nothing | {"rows": rows, outcome: rows} for name, rows in ROWS.items()}


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
