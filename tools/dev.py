#!/usr/bin/env python3
"""``make run``, ``make test`` and ``make bench`` on a machine that has Python 3.11 or newer and nothing else.

Standard library only. Makes ``.venv``, installs the locked packages when the lock has changed, and goes on from there.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements" / "dev.txt"
STAMP = VENV / ".installed"
FROM_NPM = (ROOT / "tests" / "calendars", ROOT / "tests" / "browser")
INSTALLER = ROOT / "requirements" / "installer.txt"
WITH_EITHER_DATABASE = (
    "desk",
    "governance",
    "allocations/test_pairs.py",
    "allocations/test_contracts.py",
    "allocations/test_one_agreement.py",
    "allocations/test_group_of_supervisors.py",
    "allocations/test_history.py",
    "signing/test_races.py",
    "signing/test_signing.py",
    "upgrading/",
    "training/test_places.py",
    "supervision/test_races.py",
    "supervision/test_recording.py",
    "supervisionofsupervision/test_plan.py",
    "people/test_mail.py",
    "people/test_background.py",
    "people/test_rights_follow_posts.py",
    "exchange/test_example.py",
    "exchange/test_importing.py",
    "exchange/test_withdrawing.py",
    "exchange/test_merging.py",
    "exchange/test_putting_right.py",
    "exchange/test_beside_others.py",
    "oversight/test_pack_beside_others.py",
    "people/test_belonging.py",
    "people/test_leaving.py",
    "reflection/test_writing.py",
    "reflection/test_giving.py",
    "reflection/test_at_rest.py",
    "reflection/test_sharing.py",
    "oversight/test_visits.py",
    "oversight/test_anyday.py",
)
"""What an engine can change: the guards in the database, races, what is bound to an instant, and the example whose outcome is
known. All else is run once, on SQLite."""

WORKERS = "3"
"""One more than the smallest machine has cores: while one waits for a browser, another reckons."""

SYSTEM_HINT = "bash .ci/install-system"


def call(*words, **options) -> None:
    subprocess.run([str(word) for word in words], cwd=ROOT, check=True, **options)


def install() -> None:
    """Bring ``.venv`` to what the lock says; nothing is asked of a registry when it is there already."""
    if sys.version_info < (3, 11):
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Installing the locked packages into .venv …", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    quiet = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    try:
        call(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", INSTALLER, env=quiet)
        call(VENV / "bin" / "uv", "pip", "sync", "-q", "--python", PYTHON, "--require-hashes", LOCK, env=quiet)
    except subprocess.CalledProcessError:
        print("The quick installer did not work here; using pip.", flush=True)
        call(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", LOCK, env=quiet)
    STAMP.write_text(wanted)


def install_from_npm() -> bool:
    """Bring in what the tests alone use: parsers of calendars, and an engine that looks at pages. Nothing is asked of a
    registry when they are there already."""
    if not shutil.which("npm"):
        return False
    for folder in FROM_NPM:
        stamp = folder / "node_modules" / ".installed"
        wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            call("npm", "ci", "--silent", "--no-audit", "--no-fund", "--prefix", folder)
            stamp.write_text(wanted)
    return True


def run() -> None:
    """Make the database ready, serve as people run it, and do long work beside it."""
    port = os.environ.get("PORT", "8000")
    os.environ.setdefault("DEBUG", "0")  # as people see it: a fault shows a page in words, not a traceback
    os.environ.setdefault("ALLOW_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    call(PYTHON, "manage.py", "ready")
    print(f"\nSolid Ground is on http://127.0.0.1:{port}/\n", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    worker = subprocess.Popen([PYTHON, "manage.py", "work"], cwd=ROOT)
    try:
        served = ("config.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--log-level", "warning")
        subprocess.call([PYTHON, "-m", "gunicorn", *served], cwd=ROOT)
    except KeyboardInterrupt:
        pass
    finally:
        worker.terminate()
        worker.wait()


def test(*arguments: str) -> int:
    """The whole suite on SQLite, and on PostgreSQL where one is given or found."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    left_out = (
        [] if shutil.which("chromium-headless-shell") or shutil.which("chromium") else ["the tests in a browser (no Chromium)"]
    )
    left_out += [] if install_from_npm() else ["two parsers of calendars and the second look at pages (no npm)"]
    databases = {"SQLite": None}
    if os.environ.get("TEST_POSTGRES_URL"):
        databases["PostgreSQL"] = os.environ["TEST_POSTGRES_URL"]
    else:
        left_out.append("the whole suite on PostgreSQL (TEST_POSTGRES_URL is not set)")
    for name, url in databases.items():
        print(f"\nThe suite on {name}", flush=True)
        again = [] if url is None else [f"tests/{part}" for part in WITH_EITHER_DATABASE]
        done = subprocess.run(
            [PYTHON, "-m", "pytest", "-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder", *again, *arguments],
            cwd=ROOT,
            env=environment | ({"DATABASE_URL": url} if url else {}),
        )
        if done.returncode:
            return done.returncode
    if left_out:
        print(f"\nLeft out: {'; '.join(left_out)}. To bring them in on Debian or Ubuntu: {SYSTEM_HINT}", flush=True)
    return 0


def bench(*arguments: str) -> None:
    call(PYTHON, "-m", "benchmarks", *arguments)


def main() -> int:
    os.environ.pop(
        "PYTHONDONTWRITEBYTECODE", None
    )  # each of many processes would spend half of its start on compiling the libraries again
    verb, *arguments = sys.argv[1:] or ["run"]
    verbs = {"run": run, "test": test, "bench": bench, "install": lambda: None}
    if verb not in verbs:
        sys.exit(f"Say one of: {', '.join(verbs)}.")
    install()
    return verbs[verb](*arguments) or 0


if __name__ == "__main__":
    sys.exit(main())
