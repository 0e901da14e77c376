"""``import_csv`` as the operator runs it: what it prints, and how it ends."""

import json

import pytest
from django.core.management import call_command

from tests.world import as_csv, person, post

SERVICES = [{"service_code": "HERE", "name": "Here", "ods_code": ""}]
NOTHING = {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


@pytest.fixture
def directory(tmp_path):
    def fill(**files) -> str:
        for name, rows in files.items():
            (tmp_path / f"{name}.csv").write_bytes(rows if isinstance(rows, bytes) else as_csv(rows))
        return str(tmp_path)

    return fill


def counted(rows: int, **outcome: int) -> dict[str, int]:
    return NOTHING | {"rows": rows} | outcome


def numbered(number: str) -> dict:
    """Files of one person, different for each test: what one of them writes stays for the others."""
    return {"services": SERVICES, "people": [person(number)], "posts": [post(number)]}


def test_done_once_and_again(manage, directory):
    sent = directory(**numbered("N1"))
    first, second = manage("import_csv", sent), manage("import_csv", sent)
    assert (first.code, second.code) == (0, 0)
    assert (first.json["applied"], first.json["rejected"]) == (True, [])
    assert first.json["files"]["people.csv"] == counted(1, created=1)
    assert second.json == {
        "files": {name: counted(1, unchanged=1) for name in ("services.csv", "people.csv", "posts.csv")},
        "rejected": [],
        "applied": True,
    }


def test_a_dry_run_writes_nothing(manage, directory):
    sent = directory(**numbered("N2"))
    dry = [manage("import_csv", sent, "--dry-run") for _ in range(2)]
    assert [(done.code, done.json["applied"], done.json["files"]["people.csv"]) for done in dry] == [
        (0, False, counted(1, created=1))
    ] * 2
    assert manage("import_csv", sent).json["files"]["people.csv"] == counted(1, created=1)


def test_a_refused_row_and_nothing_is_written(manage, directory):
    sent = directory(**numbered("N3") | {"posts": [post("N3"), post("Z9", fte="2")]})
    for asked in ((), ("--dry-run",)):
        done = manage("import_csv", sent, *asked)
        assert (done.code, done.json["applied"]) == (1, False)
        assert done.json["files"]["posts.csv"] == counted(2, created=1, rejected=1)
        assert done.json["rejected"] == [
            {
                "file": "posts.csv",
                "line": 3,
                "column": "employee_number",
                "code": "unknown_person",
                "message": "There is no person “Z9”. Add them to people.csv, or correct the employee number.",
            },
            {
                "file": "posts.csv",
                "line": 3,
                "column": "fte",
                "code": "out_of_range",
                "message": (
                    "Write the full-time equivalent above 0 and up to 1.5, with at most five decimals, such as 0.6 or 0.53333."
                ),
            },
        ]
    directory(posts=[post("N3")])
    assert manage("import_csv", sent).json["files"]["people.csv"] == counted(1, created=1)


def test_a_correction_is_counted(manage, directory):
    manage("import_csv", directory(**numbered("N4")))
    done = manage("import_csv", directory(posts=[post("N4", fte="0.5"), post("N4", start="2019-01-01", finish="2019-12-31")]))
    assert (done.code, done.json["files"]["posts.csv"]) == (0, counted(2, created=1, updated=1))


UNREADABLE = {
    b"": [(1, "service_code", "column_missing"), (1, "name", "column_missing")],
    b"service_code,name\nHERE,H\xe9re\n": [(2, "", "not_utf8")],
    b"service_code,name\nHERE,He\0re\n": [(2, "", "not_text")],
    b'service_code,name\nHERE,"Here\nX,Y\n': [(2, "", "open_quote")],
}


@pytest.mark.parametrize(("sent", "why"), UNREADABLE.items(), ids=["empty", "not UTF-8", "NUL", "an open quotation mark"])
def test_a_file_that_cannot_be_read(manage, directory, sent, why):
    done = manage("import_csv", directory(services=sent, people=[person("N5")]))
    assert (done.code, done.json["applied"]) == (1, False)
    assert [(r["file"], r["line"], r["column"], r["code"]) for r in done.json["rejected"]] == [
        ("services.csv", *reason) for reason in why
    ]
    assert done.json["files"]["people.csv"] == counted(1, created=1)


def test_unknown_columns_and_files_are_left_aside_with_a_warning(manage, directory):
    sent = directory(services=[SERVICES[0] | {"colour": "blue"}], shoes=b"size\n9\n")
    done = manage("import_csv", sent)
    assert (done.code, list(done.json["files"])) == (0, ["services.csv"])
    assert "services.csv: the column “colour” is not known and was left out." in done.complaints.splitlines()


def test_the_output_is_one_json_object_whatever_is_said_besides(manage, directory):
    done = manage("import_csv", directory(**numbered("N6")))
    assert list(json.loads(done.out)) == ["files", "rejected", "applied"]
    assert done.complaints.splitlines() == [
        "Reading services.csv", "Reading people.csv", "Reading posts.csv", "Saving what is new", "Working out the timelines",
    ]  # fmt: skip


def test_files_are_reported_in_the_order_of_reading(manage, directory):
    done = manage("import_csv", directory(**dict(reversed(numbered("N7").items()))))
    assert list(done.json["files"]) == ["services.csv", "people.csv", "posts.csv"]


def test_wrong_usage(manage, tmp_path):
    (tmp_path / "notes.txt").write_text("nothing")
    wrong = [[], [str(tmp_path / "nowhere")], [str(tmp_path / "notes.txt")], [str(tmp_path)], [str(tmp_path), "--nonsense"]]
    done = [manage("import_csv", *words) for words in wrong]
    assert [(answer.code, answer.out) for answer in done] == [(2, "")] * len(wrong)
    assert "holds none of the files of an import" in done[3].complaints


def test_help(manage):
    done = manage("import_csv", "--help")
    assert done.code == 0 and "--dry-run" in done.out


@pytest.mark.django_db
def test_the_demo_makes_the_table_of_the_cache_itself(world, settings):
    """A database that was only migrated lacks it; and what a run that broke off has left out is made good."""
    from django.db import connection

    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "config_cache"}}
    call_command("demo", if_empty=True)
    assert "config_cache" in connection.introspection.table_names()
