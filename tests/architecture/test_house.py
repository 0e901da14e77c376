"""The house keeps its order: directions of imports, rooms without a meaning, migrations, templates, facts."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from governance.constraints import AppendOnly
from governance.models import AuditEntry, Fact
from governance.policy import POLICY

ROOT = Path(settings.BASE_DIR)
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
PACKAGES = tuple(sorted(SETTINGS["importlinter"]["root_packages"]))
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*"))
             if path.suffix in (".html", ".jinja")]  # fmt: skip


def test_no_package_is_left_out():
    """Every app of ours has its floor in the house, and is known to the formatter as ours."""
    apps_of_ours = {app.name for app in apps.get_app_configs() if Path(app.path).parent == ROOT}
    assert len(apps_of_ours) > 10 and apps_of_ours <= set(PACKAGES)
    assert set(PACKAGES) <= set(SETTINGS["ruff"]["lint"]["isort"]["known-first-party"])


def test_imports_go_in_one_direction():
    assert _finds("lint-imports") == ""


def test_ruff_finds_nothing():
    assert _finds("ruff", "check", ".") == ""


def test_every_file_is_formatted():
    assert _finds("ruff", "format", "--check", ".") == ""


def test_the_types_of_the_pure_packages_are_true():
    """Strict, and without Django: ``[tool.mypy]`` names the packages. A package of rules that it does not name would not be
    looked at."""
    pure = {f"{package}.rules" for package in PACKAGES if (ROOT / package / "rules").is_dir()} | {"tabular"}
    assert set(SETTINGS["mypy"]["packages"]) == pure
    assert _finds("mypy") == ""


def _finds(tool: str, *words: str) -> str:
    """What a tool of the house complains of; nothing where all is well."""
    done = subprocess.run([Path(sys.executable).with_name(tool), *words], cwd=ROOT, capture_output=True, text=True)
    return (done.stdout + done.stderr)[-3000:] if done.returncode else ""


def test_no_room_is_without_a_meaning():
    rooms = ("utils", "helpers", "common", "core", "services", "signals")
    assert [str(path) for path in SOURCES if path.stem in rooms or set(path.parts) & set(rooms)] == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_inline_script_or_style():
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=", re.IGNORECASE)
    assert [str(path) for path in TEMPLATES if inline.search(path.read_text(encoding="utf-8"))] == []


BLOCKS = (
    "body dd details div dl dt fieldset figure footer form h1 h2 h3 h4 header legend li main nav ol p section "
    "table tbody td th thead tr ul"
)


def test_no_tag_is_given_a_sentence_that_would_not_be_filled_in():
    """``summaryText="Show {{ count }} more"`` is shown as it stands: what is put in it belongs to the view."""
    unfilled = re.compile(r"\{%[^%]*\"[^\"%]*\{\{")
    assert unfilled.search('{% nhsuk_block "details" summaryText="Show {{ count }} more" %}')
    assert [path.relative_to(ROOT).as_posix() for path in TEMPLATES if unfilled.search(path.read_text(encoding="utf-8"))] == []


def test_templates_have_one_element_a_line():
    """So that a change to one shows as one line, and a designer finds it. What is inline (a link in a sentence) stays where it
    is."""
    opened = re.compile(rf"<(?:{'|'.join(BLOCKS.split())})[ >]")
    lines = [
        (f"{path.relative_to(ROOT).as_posix()}:{number}", line)
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    ]
    assert len(lines) > 4000
    assert [place for place, line in lines if len(line) > 120 or len(opened.findall(line)) > 1] == []


def test_nothing_asks_another_server():
    outside = re.compile(r"(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE)
    assert [str(path) for path in TEMPLATES if outside.search(path.read_text(encoding="utf-8"))] == []


def test_rules_queries_and_models_read_no_clock():
    """``timezone.localdate(instant)`` is no clock: it says on which day an instant was."""
    clock = re.compile(r"date\.today\(|datetime\.now\(|timezone\.(?:localdate\(\)|now\()")
    rooms = [path for path in SOURCES if {"rules", "models", "queries", "queries.py"} & set(path.parts)]
    assert {package for package in PACKAGES if (ROOT / package / "queries" / "__init__.py") in rooms} >= {
        "oversight",
        "supervision",
    }
    assert [str(path) for path in rooms if clock.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "model", [m for m in apps.get_models() if issubclass(m, Fact)] + [AuditEntry], ids=lambda m: m.__name__
)
def test_facts_and_the_log_are_guarded_by_the_database(model):
    assert [type(constraint) for constraint in model._meta.constraints].count(AppendOnly) == 1


def test_models_have_no_permissions_but_those_for_which_one_is_named_on_a_record():
    ours = [m for m in apps.get_models() if m.__module__.split(".")[0] in PACKAGES and m._meta.app_label != "cms"]
    assert [m.__name__ for m in ours if m._meta.default_permissions] == []
    named = {code for model in ours for code, _ in model._meta.permissions}
    assert named == {action for action, rule in POLICY.items() if rule.named}


def test_a_class_name_stands_once():
    """So that whoever reads one, or looks for it, knows which is meant. ``Meta``, ``Access`` and ``Command`` are names of the
    framework."""
    found: dict[str, list[str]] = {}
    for path in [*SOURCES, *sorted((ROOT / "benchmarks").rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name not in ("Meta", "Access", "Command"):
                found.setdefault(node.name, []).append(str(path.relative_to(ROOT)))
    assert len(found) > 500
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


RETIRED = (
    "givers",
    "told_apart",
    "lifted",
    "hand_over",
    "take_up_again",
    "led_on",
    "somebody_is_at",
    "nobody_is_at",
    "kill",
    "goes_on",
    "said_besides",
    "leading_on",
    "furniture",
    "let_nobody_publish_alone",
    "tell",
    "beside",
    "possible",
    "theirs",
    "Besides",
    "Furniture",
)
"""Names that told a newcomer nothing. What does the same under a name that says it may not come back under these."""


def test_no_retired_name_comes_back():
    kinds = (ast.FunctionDef, ast.ClassDef)
    found = {
        f"{path.relative_to(ROOT).as_posix()}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, kinds) and node.name in RETIRED
    }
    assert found == set()


FRAGMENTS = ("As", "By", "For", "Lets", "Of", "Puts", "Raise", "Raises", "Reads", "Since", "So", "Stands", "Takes", "That",
             "To", "Whether", "Writes")  # fmt: skip
"""Words with which a docstring begins that has no subject: whoever reads it has to find out what it speaks of."""


def test_docstrings_begin_with_a_subject_a_verb_or_a_question():
    kinds, looked_at, found = (ast.FunctionDef, ast.ClassDef), 0, []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kinds) and (words := ast.get_docstring(node)):
                looked_at += 1
                found += [f"{path.relative_to(ROOT).as_posix()}: {node.name}"] if words.split()[0] in FRAGMENTS else []
    assert looked_at > 1800
    assert found == []


def test_no_local_is_called_found():
    """It says that something was looked for, and not what it is."""
    names = {
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "found") or (isinstance(node, ast.arg) and node.arg == "found")
    }
    assert names == set()
