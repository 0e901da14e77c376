"""What is no longer said stands in no sentence of the code and of the templates: mails and refusals are on no page that a
walk through the site comes upon."""

import ast
import re
from collections.abc import Iterator

from tests.conftest import ROOT

RETIRED = re.compile(r"\b[Ss]omebody\b|\b[Nn]obody\b|\b[Ww]hoever\b|[Ww]aits on\b|[Pp]ut records right|[Ww]rite it down")
ROOMS = (
    "allocations", "cms", "competencies", "config", "desk", "exchange", "governance", "nhsuk", "oversight", "people",
    "reflection", "signing", "supervision", "supervisionofsupervision", "training",
)  # fmt: skip
SYNTAX = re.compile(r"{[%#].*?[%#]}|{{.*?}}", re.DOTALL)


def sentences(tree: ast.Module) -> Iterator[str]:
    """Every text with more than one word that explains nothing to the reader of the code."""
    notes = {
        id(line.value)
        for node in ast.walk(tree)
        if isinstance(body := getattr(node, "body", None), list)
        for line in body
        if isinstance(line, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes and " " in node.value:
            yield node.value


def test_no_sentence_of_the_code_says_what_is_no_longer_said():
    looked_at, wrong = 0, []
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in file.parts:
                said = list(sentences(ast.parse(file.read_text(encoding="utf-8"))))
                looked_at += len(said)
                wrong += [(file.relative_to(ROOT).as_posix(), text) for text in said if RETIRED.search(text)]
    assert looked_at > 3000 and wrong == []


def test_no_template_says_it():
    files = [file for room in ROOMS for kind in ("html", "txt", "jinja") for file in (ROOT / room).rglob(f"*.{kind}")]
    texts = {file.relative_to(ROOT).as_posix(): SYNTAX.sub("", file.read_text(encoding="utf-8")) for file in files}
    assert len(texts) > 150 and [name for name, text in texts.items() if RETIRED.search(text)] == []
