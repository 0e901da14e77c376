"""Management commands as the operator runs them, on a database of their own: exit code, output and complaints."""

import json
import os
import subprocess
import sys
from typing import Any, NamedTuple

from tests.conftest import ROOT

# One process answers many commands, so that the price of starting Django is paid once. A line of JSON each way.
ANSWERING = """
import contextlib, io, json, sys, traceback
import time_machine
from django.core.management import execute_from_command_line

def answer(words):
    out, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
        try:
            execute_from_command_line(["manage.py", *words])
            code = 0
        except SystemExit as left:
            code = left.code or 0
        except BaseException:
            traceback.print_exc()
            code = "traceback"
    return [code, out.getvalue(), complaints.getvalue()]

with time_machine.travel(sys.argv[1], tick=True):
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)
"""


class Done(NamedTuple):
    code: int | str
    out: str
    complaints: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Manage:
    """``manage("eligibility", "--standard", "plain")``, on the database at an address, as if it were then."""

    def __init__(self, url: str, at: str = "2026-11-22T12:00:00+00:00"):
        settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", ANSWERING, at],
            cwd=ROOT, env={**os.environ, **settings}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def __call__(self, *words: str) -> Done:
        print(json.dumps([str(word) for word in words]), file=self.process.stdin, flush=True)
        return Done(*json.loads(self.process.stdout.readline()))

    def __enter__(self) -> "Manage":
        return self

    def __exit__(self, *fault) -> None:
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
