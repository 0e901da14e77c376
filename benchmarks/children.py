"""Processes of their own for what is measured: each begins afresh, on the database that it is given, and its peak memory is its
own."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

from .stores import CACHE, ROOT

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock and on processors, peak memory in MiB, and the second at which each line of progress came."""

    wall: float
    cpu: float
    memory: float
    progress: tuple[tuple[float, str], ...]


class Failed(Exception):
    """Something that was to be measured did not run to its end; what it said last."""


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def environment(url: str) -> dict[str, str]:
    data = CACHE / "data"
    return {**os.environ, "DATABASE_URL": url, "DATA_DIR": str(data), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}


def manage(url: str, *words: str, **settings: str) -> None:
    """Run a management command; what it says is shown only where it fails."""
    done = _run(url, "manage.py", *words, **settings)
    if done.returncode:
        raise Failed(f"{' '.join(words)}: {done.stderr[-2000:]}")


def inside(url: str, name: str, *words: Any) -> dict[str, Any]:
    """Run a module of ``benchmarks.inside`` on a database, and return what it found."""
    done = _run(url, "-m", f"benchmarks.inside.{name}", *map(str, words))
    if done.returncode:
        raise Failed(f"{name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _run(url: str, *words: str, **settings: str) -> subprocess.CompletedProcess:
    own = environment(url) | settings
    return subprocess.run([sys.executable, *words], cwd=ROOT, env=own, capture_output=True, text=True)


def timed(url: str, *words: str) -> Spent:
    """Run a management command, and say what it took."""
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment(url), text=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    progress = tuple((time.monotonic() - began, line.strip()) for line in child.stderr)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise Failed(f"{' '.join(words)}: " + "\n".join(line for _, line in progress[-20:]))
    return Spent(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * MAXRSS_UNIT / 2**20, progress)
