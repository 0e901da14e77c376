"""A worker that is killed while it makes a pack leaves no half of one, and the next goes on where it was."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from oversight.packs.making import KEPT, BeingMade, in_the_making, kept_file
from tests.conftest import ROOT, manage, own_copy

ASK = """
from people.background import enqueue
from people.models import Person
about = {"service": "NORTHMOOR", "standard": "seed-starter", "first": "2026-01-01", "last": "2026-06-30"}
about |= {"sample": 5, "seed": 1}
enqueue("evidence_pack", by=Person.objects.get(email="lead@northmoor.example"), doing="Making", back="/my/", **about)
"""
FOUND = "import json; from oversight.models import Pack; print(json.dumps(list(Pack.objects.values_list('digest', flat=True))))"


def test_what_is_finished_is_not_made_again(tmp_path):
    with in_the_making(tmp_path, "abc") as part:
        made = [kept_file(part, "one", lambda content=content: content) for content in (b"first", b"second")]
        with pytest.raises(BeingMade), in_the_making(tmp_path, "abc"):
            raise AssertionError("two runs at once")
    assert (made, list(tmp_path.iterdir())) == ([b"first", b"first"], [])


def test_a_file_that_was_not_finished_is_made_again(tmp_path):
    with in_the_making(tmp_path, "abc") as part:
        (part / KEPT).mkdir()
        (part / KEPT / "one.part").write_bytes(b"fir")
        assert kept_file(part, "one", lambda: b"first") == b"first"
    with pytest.raises(ZeroDivisionError), in_the_making(tmp_path, "abc"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def own_demo(engine, fresh_demo):
    """Address of a demo for this test alone."""
    with own_copy(engine, fresh_demo) as address:
        yield address


def test_killed_and_taken_up_again_it_is_the_same_pack(own_demo, tmp_path):
    url, real = (
        own_demo,
        {"WORK_IN_TESTS": "django_tasks_db.DatabaseBackend", "DATA_DIR": str(tmp_path / "data")},
    )
    words = (
        "--service",
        "NORTHMOOR",
        "--from",
        "2026-01-01",
        "--to",
        "2026-06-30",
        "--standard",
        "seed-starter",
        "--out",
        str(tmp_path / "whole"),
    )
    never_killed = manage(url, "evidence_pack", *words, **real).stdout
    manage(url, "shell", "-v0", "-c", ASK, **real)
    packs = tmp_path / "data" / "test-private" / "packs"
    with _worker(url, real) as worker:
        kept = _waited_for(packs, f".making-*/{KEPT}/allocations.json")
        os.kill(worker.pid, signal.SIGKILL)
    stood = kept.stat().st_mtime_ns
    assert json.loads(manage(url, "shell", "-v0", "-c", FOUND, **real).stdout) == []
    assert manage(url, "resume_work", **real).stdout == "1 taken up again.\n"
    assert kept.stat().st_mtime_ns == stood
    manage(url, "db_worker", "--backend", "background", "--batch", "--no-startup-delay", **real)
    digests = json.loads(manage(url, "shell", "-v0", "-c", FOUND, **real).stdout)
    assert (len(digests), f"manifest: {digests[0]}" in never_killed) == (1, True)
    assert [path.suffix for path in packs.iterdir()] == [".zip"]


def _worker(url: str, settings: dict[str, str]) -> subprocess.Popen:
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", **settings}
    return subprocess.Popen(
        [sys.executable, "manage.py", "db_worker", "--backend", "background", "--no-startup-delay"], cwd=ROOT, env=environment
    )


def _waited_for(place: Path, pattern: str) -> Path:
    for _ in range(6000):
        if found := list(place.glob(pattern)):
            return found[0]
        time.sleep(0.01)
    raise AssertionError(f"{pattern} never came")
