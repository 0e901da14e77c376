"""One migrated database for each state of the migrations; every run of the suite starts from a copy of it.

Facts cannot be deleted, so a test that commits (threads, processes, a running site) gets a database of its own, ``a_database``,
instead of cleaning up after itself.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from hypothesis import settings as hypothesis_settings

from tests.races import size

hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is no fault of ours
hypothesis_settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "testdb"


RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)[:12]
"""Names this run of the suite, the same for all its workers."""

FIRST = (
    "browser/test_allocating.py",
    "/rules/",
    "browser/",
    "oversight/test_anyday_at_random.py",
    "reflection/test_canaries.py",
    "signing/test_races.py",
    "people/",
    "allocations/",
)
"""What takes longest, and what needs no database while another makes one, is begun first: nobody works alone at the end."""


def pytest_generate_tests(metafunc):
    """A race of one round is run again as often as is asked for, each time on a database of its own."""
    rounds = size(1, 1)[1]
    if rounds > 1 and metafunc.definition.get_closest_marker("race"):
        metafunc.fixturenames.append("race_round")
        metafunc.parametrize("race_round", range(rounds))


def pytest_collection_modifyitems(items):
    def place(item) -> int:
        return next((n for n, part in enumerate(FIRST) if part in item.path.as_posix()), len(FIRST))

    items.sort(key=place)


def _state() -> str:
    """Which migrations there are, of ours and of every library, and what our database guards say."""
    import django
    import wagtail
    from django.apps import apps

    digest = hashlib.sha256(f"{django.VERSION}{wagtail.VERSION}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(file.name.encode() + file.read_bytes())
    for file in (ROOT / "governance" / "constraints.py", *sorted(ROOT.glob("*/models/guards.py"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def manage(url: str, *words: str, check: bool = True, **environment: str) -> subprocess.CompletedProcess:
    """Run a management command on a database, in a process of its own."""
    settings = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test", **environment}
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True
    )
    assert not check or done.returncode == 0, done.stderr
    return done


class Engine:
    """How databases are made on the engine that the suite runs on. Addresses are those of ``DATABASE_URL``."""

    def __init__(self, postgres: str | None):
        self.postgres = postgres

    def _postgres(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def address(self, name: str) -> str:
        if self.postgres is None:
            return f"sqlite:///{CACHE / name}.sqlite3"
        return urlunsplit(urlsplit(self.postgres)._replace(path=f"/{name}"))

    def exists(self, name: str) -> bool:
        if self.postgres is None:
            return (CACHE / f"{name}.sqlite3").exists()
        import psycopg

        with psycopg.connect(self.address("postgres")) as connection:
            return bool(connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())

    def make(self, name: str) -> None:
        if self.postgres is not None:
            self._postgres(f'CREATE DATABASE "{name}"')

    def copy(self, source: str, name: str) -> None:
        if self.postgres is None:
            shutil.copy(CACHE / f"{source}.sqlite3", CACHE / f"{name}.sqlite3")
        else:
            self._postgres(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def rename(self, name: str, to: str) -> None:
        if self.postgres is None:
            (CACHE / f"{name}.sqlite3").rename(CACHE / f"{to}.sqlite3")
        else:
            self._postgres(f'ALTER DATABASE "{name}" RENAME TO "{to}"')

    def drop(self, name: str) -> None:
        if self.postgres is None:
            for ending in ("", "-journal", "-wal", "-shm"):
                (CACHE / f"{name}.sqlite3{ending}").unlink(missing_ok=True)
        else:
            self._postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def engine() -> Engine:
    url = os.environ.get("DATABASE_URL", "")
    return Engine(url if url.startswith("postgres") else None)


def _template(engine: Engine, name: str, *commands: tuple[str, ...], source: str | None = None) -> str:
    """The database of that name, made by management commands the first time it is asked for."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not engine.exists(name):
            part = f"{name}_part"
            engine.drop(part)
            if source is None:
                engine.make(part)
            else:
                engine.copy(source, part)
            for words in commands:
                manage(engine.address(part), *words)
            engine.rename(part, name)
    return name


@pytest.fixture(scope="session")
def empty(engine) -> str:
    """Name of a migrated database with nothing in it. Not to be written to."""
    return _template(engine, f"sg_{_state()}", ("migrate", "-v0"), ("createcachetable",))


@contextmanager
def own_copy(engine: Engine, source: str):
    """The address of a copy of a database, which is gone afterwards."""
    name = f"sg_own_{uuid.uuid4().hex[:12]}"
    engine.copy(source, name)
    yield engine.address(name)
    engine.drop(name)


@pytest.fixture
def a_database(engine, empty):
    """Address of a migrated, empty database for this test alone."""
    with own_copy(engine, empty) as address:
        yield address


@pytest.fixture(scope="session")
def fresh_demo(engine, empty):
    """Name of a database with the demo in it, loaded today, for this run of the suite: whichever worker needs it first loads it
    for all. Not to be written to or served: it is copied."""
    for old in CACHE.glob("sg_fresh_*"):
        with suppress(FileNotFoundError):  # another worker may be as quick
            if old.stat().st_mtime < time.time() - 3600:  # of an earlier run: no worker knows that it is the last of its own
                old.unlink()
    return _template(engine, f"sg_fresh_{RUN}", ("demo",), source=empty)


@pytest.fixture(scope="session")
def the_demo(engine, fresh_demo):
    """Address of a demo that tests share."""
    name = f"sg_demo_{uuid.uuid4().hex[:12]}"
    engine.copy(fresh_demo, name)
    yield engine.address(name)
    engine.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, engine, empty):
    """The tests' own connection works on a copy, in transactions that are rolled back."""
    from django.db import connection

    name = f"sg_run_{uuid.uuid4().hex[:12]}"
    engine.copy(empty, name)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = name if engine.postgres else str(CACHE / f"{name}.sqlite3")
    yield
    with django_db_blocker.unblock():
        connection.close()
        engine.drop(name)


@pytest.fixture(autouse=True)
def published_anew():
    """Published standards are read once for each instant of publishing; under a frozen clock two tests publish at the same
    instant."""
    from competencies.queries.careers import _standards

    _standards.cache_clear()


@pytest.fixture
def world(db):
    from tests.world import World

    return World()


@pytest.fixture
def as_person(client):
    """A client signed in as a person."""

    def sign_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in
