"""What is said outside guidance is plain English too: labels, hints, errors, refusals and what is said when something is done,
room by room, measured as guidance is."""

import ast
from collections.abc import Iterator

import pytest

from tests.cms.test_content import reading_age
from tests.conftest import ROOT

ROOMS = (
    "allocations", "cms", "competencies", "exchange", "governance", "oversight", "people", "reflection", "signing",
    "supervision", "supervisionofsupervision", "training",
)  # fmt: skip
OLDEST = 9
"""Years: forms are read in a hurry. Guidance may ask for more."""
SAID = {"label", "help_text", "required", "said", "invalid", "invalid_choice"}
"""The arguments and keys under which forms and views put what people read."""
SAYING = {"Refused", "ValidationError", "success", "error", "add_error"}
"""The calls that take it as they are."""


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SAYING:
            yield from map(_text, node.args)
        elif isinstance(node, ast.keyword) and node.arg in SAID:
            yield _text(node.value)
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (_text(value) for key, value in pairs if isinstance(key, ast.Constant) and key.value in SAID)


def _text(node: ast.AST) -> str:
    """A sentence as it is written; what is put into it counts as a word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) if isinstance(part, ast.Constant) else "Ruth" for part in node.values)
    return ""


def said_in(room: str) -> list[str]:
    files = [file for file in sorted((ROOT / room).rglob("*.py")) if "migrations" not in file.parts]
    return [text for file in files for text in texts(ast.parse(file.read_text(encoding="utf-8"))) if " " in text]


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_said_is_plain_english(room):
    said = said_in(room)
    assert reading_age(". ".join(said)) <= OLDEST, sorted(said, key=reading_age)[-10:]


def test_the_sentences_are_found():
    assert sum(len(said_in(room)) for room in ROOMS) > 600
