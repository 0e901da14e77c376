"""What whoever hears the six desks is read, in order: kept as text beside this, and looked at by a person when it changes.

The demo is loaded at one instant for it, so that the words are the same on every day. To keep new readings after a change:
``KEEP_READINGS=1 pytest tests/browser/test_reading.py``; then read the difference before it is committed.
"""

import json
import os
import re
from pathlib import Path

import pytest

from tests.conftest import manage, own_copy

INSTANT = "2026-11-24T09:30:00+00:00"
DESKS = {
    "supervisee": "finn",
    "becoming-a-supervisor": "amara",
    "supervisor": "efua",
    "lead": "lead",
    "manager": "manager",
    "auditor": "auditor",
}
KEPT = Path(__file__).parent / "readings"
LOADED_THEN = """
import json
import time_machine
from django.core.management import call_command
from django.test import Client
from people.models import Person

with time_machine.travel(INSTANT, tick=False):
    call_command("demo", verbosity=0)
    pages = {}
    for desk, who in DESKS.items():
        client = Client()
        client.force_login(
            Person.objects.get(email=f"{who}@northmoor.example"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        pages[desk] = client.get("/my/").content.decode()
print("\\n" + json.dumps(pages))
"""


@pytest.fixture(scope="module")
def desks(engine, empty) -> dict[str, str]:
    """The page of each desk on that day."""
    code = LOADED_THEN.replace("INSTANT", repr(INSTANT)).replace("DESKS", repr(DESKS))
    with own_copy(engine, empty) as address:
        return json.loads(manage(address, "shell", "--no-imports", "-v0", "-c", code).stdout.splitlines()[-1])


def heard(chromium, page: str) -> str:
    """The accessibility tree of what a page is about, without addresses."""
    opened = chromium.new_page()
    opened.set_content(page)
    tree = opened.locator("main").aria_snapshot()
    opened.close()
    return re.sub(r"\n +- /url: .*", "", tree).replace("]:\n", "]\n") + "\n"


@pytest.mark.parametrize("desk", DESKS)
def test_a_desk_is_read_as_it_was_reviewed(desks, chromium, desk):
    kept, now = KEPT / f"{desk}.txt", heard(chromium, desks[desk])
    if os.environ.get("KEEP_READINGS"):
        kept.write_text(now, encoding="utf-8")
    assert now == kept.read_text(encoding="utf-8")
