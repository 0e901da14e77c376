"""The example: where it lies, and what an import of it says."""

from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "data" / "example"
ROWS = {
    "services.csv": 3, "teams.csv": 6, "people.csv": 45, "posts.csv": 133, "absences.csv": 68, "qualifications.csv": 75,
    "courses.csv": 8, "completions.csv": 289, "registrations.csv": 183, "sign_offs.csv": 836, "observations.csv": 359,
    "approvals.csv": 169, "waivers.csv": 75, "sessions.csv": 388,
}  # fmt: skip


def counts(outcome: str) -> dict[str, dict[str, int]]:
    """What the report says of each file when all its rows have one outcome."""
    nothing = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}
    return {name: nothing | {"rows": rows, outcome: rows} for name, rows in ROWS.items()}


def publish_example(manage) -> None:
    """The frameworks and standards that go before the files."""
    documents = [("import_framework", path) for path in sorted(EXAMPLE.glob("frameworks/*.json"))]
    documents += [("import_standard", path) for path in sorted(EXAMPLE.glob("standards/*.json"))]
    done = [manage(command, path) for command, path in documents]
    assert [(code, complaints) for code, _, complaints in done] == [(0, "")] * 14
