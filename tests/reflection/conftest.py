from datetime import date
from uuid import uuid4

import pytest

from governance.access import CONSOLE
from reflection.actions import finish, give_feedback, keep_draft, make_offer, recognise, share
from reflection.models import Tool
from reflection.queries import tools as newest_tools
from reflection.reference import publish_starters
from reflection.rules.words import FRAME, WELLBEING
from tests.supervision.conftest import clock, ground, series, weekly  # noqa: F401

TODAY = date(2026, 11, 25)


@pytest.fixture
def tools(ground):  # noqa: F811
    """Everybody of ``ground``, and the newest of each tool by its code."""
    publish_starters(by=CONSOLE)
    return {tool.code: tool for tool in Tool.objects.all()}


@pytest.fixture
def who(ground, tools):  # noqa: F811
    return ground


@pytest.fixture
def write(tools):
    """Something finished: ``write(person, "four-stages", did="…")``."""

    def finished(person, tool="four-stages", on=TODAY, **kept):
        about = {"tool": tools[tool], "name": uuid4(), "revision": 0, "on": on, "typed": {}}
        return finish(person=person, kept=kept or {"did": "Something."}, by=person, **about)

    return finished


def canary(name: str) -> str:
    return f"canary-{name}"


@pytest.fixture
def planted(who, tools, write):
    """P1 keeps one of each kind of record, shares one, tells of another, and shows their lead an interest."""
    p1, s1 = who("P1"), who("S1")
    for tool in newest_tools():
        if tool.kind == FRAME:
            write(p1, tool.code, **{prompt.code: canary("frame") for prompt in tool.form.prompts})
        else:
            parts = {part.code: {"score": "31", "answered": part.items, "band": ""} for part in tool.form.parts}
            lines = {line.code: 7 for line in tool.form.lines}
            write(p1, tool.code, note=canary("wellbeing" if tool.about == WELLBEING else "note"), **parts, **lines)
    about = {"person": p1, "tool": tools["four-stages"], "revision": 0, "on": TODAY, "by": p1}
    keep_draft(name=uuid4(), typed={"did": canary("draft")}, **about)
    doors = [
        share(record=write(p1, did=canary("shared")), reader=s1, whole=True, by=p1),
        share(record=write(p1, did=canary("fact")), reader=s1, whole=False, by=p1),
    ]
    lines = {"heard": 1, "useful": 2, "safe": 3}
    give_feedback(person=p1, supervisor=s1, lines=lines, named=True, words=canary("named"), by=p1)
    recognise(person=p1, words=canary("strength"), on=TODAY, by=who("P2"))
    make_offer(person=p1, kind="interest", words=canary("offered"), shown=True, by=p1)
    make_offer(person=p1, kind="development", words=canary("kept-offer"), shown=False, by=p1)
    return doors
