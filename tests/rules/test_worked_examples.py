"""The worked examples in the docstrings of the rules are what the rules give."""

import doctest
import importlib

import pytest

from tests.conftest import ROOT

MODULES = sorted(
    path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
    for path in (*ROOT.glob("*/rules/**/*.py"), *ROOT.glob("tabular/*.py"))
    if path.relative_to(ROOT).parts[0] != "tests" and ">>> " in path.read_text(encoding="utf-8")
)


def test_there_are_some():
    assert len(MODULES) >= 4


@pytest.mark.parametrize("module", MODULES)
def test_what_an_example_says_is_so(module):
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted > 0 and found.failed == 0
