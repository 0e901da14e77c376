"""How the commands end when the operator runs them: 0 done, 1 refused with reasons, 2 wrong usage; never a traceback."""

import json

import pytest

from tests.exchange.running import Manage
from tests.world import FRAMEWORK, SERVICES, STANDARD, as_csv, person, post


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="module")
def document(folder):
    """The path of a JSON file."""

    def write(name: str, content) -> str:
        path = folder / f"{name}.json"
        path.write_text(json.dumps(content))
        return str(path)

    return write


@pytest.fixture(scope="module")
def manage(engine, empty, folder, document):
    """A database with one service's people, asked in a process of its own."""
    for name, rows in {"services": SERVICES, "people": [person("A1")], "posts": [post("A1")]}.items():
        (folder / f"{name}.csv").write_bytes(as_csv(rows))
    name = f"sg_own_{folder.name}_{id(folder)}"
    engine.copy(empty, name)
    with Manage(engine.address(name)) as answering:
        done = [
            answering("import_framework", document("framework", FRAMEWORK)),
            answering("import_standard", document("standard", STANDARD)),
            answering("import_csv", folder),
        ]
        assert [answer.code for answer in done] == [0, 0, 0]
        yield answering
    engine.drop(name)


# import_framework and import_standard ---------------------------------------------------------------------------------
def test_a_document_that_is_refused_and_then_is_not(manage, document):
    skills = {"id": "skills", "type": "competency_signoff", "framework": "later", "set": "all", "min_level": 2}
    standard = document("waiting", STANDARD | {"code": "waiting", "becoming": skills})
    framework = document("later", FRAMEWORK | {"code": "later"})
    assert manage("import_standard", standard) == (
        1, "", "CommandError: $.becoming.framework names later, a framework that has not been imported\n",
    )  # fmt: skip
    assert manage("import_framework", framework) == (0, "A small framework, version 1 is published.\n", "")
    published = (0, "A plain standard, version 1 is published, in force from 2015-01-01.\n", "")
    assert [manage("import_standard", standard) for _ in range(2)] == [published] * 2


@pytest.mark.parametrize(("command", "content"), [("import_standard", STANDARD), ("import_framework", FRAMEWORK)])
def test_other_content_of_one_version(manage, document, command, content):
    said = f"$.version {content['code']} version 1 is already there with different content; give it a new version"
    assert manage(command, document("changed", content | {"title": "Another"})) == (1, "", f"CommandError: {said}\n")


@pytest.mark.parametrize("command", ["import_standard", "import_framework"])
def test_documents_and_wrong_usage(manage, document, folder, command):
    file = document("any", {})
    wrong = [[], [file, file], [file, "--nonsense"], [str(folder / "nowhere.json")], [str(folder)]]
    done = [manage(command, *words) for words in wrong]
    assert [(answer.code, answer.out) for answer in done] == [(2, "")] * len(wrong)
    assert [answer.complaints for answer in done if "Traceback" in answer.complaints] == []


@pytest.mark.parametrize("command", ["import_standard", "import_framework", "rebuild_timelines"])
def test_help_for_documents(manage, command):
    assert manage(command, "--help").code == 0


# eligibility ----------------------------------------------------------------------------------------------------------
PLAIN = ("--standard", "plain")
ENDS = {
    "done": (PLAIN, 0, ""),
    "with everything said": (
        (*PLAIN, "--service", "HERE", "--on", "2026-11-22", "--known-at", "2026-11-22T12:00:00+00:00", "--timeline"), 0, ""),
    "no such standard": (
        ("--standard", "none"), 1, "CommandError: There is no standard none. Import it with import_standard.\n"),
    "no such service": ((*PLAIN, "--service", "NOWHERE"), 1, "CommandError: There is no service NOWHERE.\n"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "complaint"), ENDS.values(), ids=ENDS)
def test_how_it_ends(manage, words, code, complaint):
    done = manage("eligibility", *words)
    assert (done.code, done.complaints) == (code, complaint)
    assert (done.out == "") is (code != 0)


WRONG = {
    "no standard": (),
    "a day in another form": (*PLAIN, "--on", "22/11/2026"),
    "a day without its marks": (*PLAIN, "--on", "20261122"),
    "a day by its week": (*PLAIN, "--on", "2026-W47-7"),
    "a day that does not exist": (*PLAIN, "--on", "2026-02-30"),
    "a day and more": (*PLAIN, "--on", "2026-11-22T00:00"),
    "no day": (*PLAIN, "--on", ""),
    "an instant without an offset": (*PLAIN, "--known-at", "2026-11-22T12:00:00"),
    "an instant that is a day": (*PLAIN, "--known-at", "2026-11-22"),
    "an instant in words": (*PLAIN, "--known-at", "now"),
    "an instant before the calendar": (*PLAIN, "--known-at", "0001-01-01T00:00:00+14:00"),
    "an instant after the calendar": (*PLAIN, "--known-at", "9999-12-31T23:59:59-14:00"),
    "an option that is none": (*PLAIN, "--at", "2026-11-22"),
    "an option without its value": (*PLAIN, "--service"),
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_wrong_usage(manage, words):
    done = manage("eligibility", *words)
    assert (done.code, done.out) == (2, "")
    assert "usage:" in done.complaints and "Traceback" not in done.complaints


def test_help(manage):
    done = manage("eligibility", "--help")
    assert done.code == 0
    assert [
        option for option in ("--standard", "--service", "--on", "--known-at", "--timeline") if option not in done.out
    ] == []


def test_timelines_that_are_right(manage):
    assert manage("rebuild_timelines", "--check") == (0, "1 people checked, 0 timelines differ.\n", "")
