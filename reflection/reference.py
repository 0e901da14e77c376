"""The reflective tools this product comes with: prompts and a check in our own words, and the frame of measures, never their
items."""

import json
from pathlib import Path

from .actions import publish_tool
from .rules.tools import read_tool

DATA = Path(__file__).parent / "data"


def publish_starters(*, by) -> int:
    """Publish what is not there yet, and say how many there are."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("tool.*.json"))]
    for document in documents:
        publish_tool(document=read_tool(document), by=by)
    return len(documents)
