"""Databases for benchmarks alone; the developer's is never opened.

What takes long to fill is kept, under a name that changes with whatever it is made of. What is written to is a copy.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from .children import inside, manage, say
from .stores import CACHE, FAMILY, ROOT, store

MADE_OF = (
    "*/migrations/*.py", "demo/scale/*.py", "demo/sheets.py", "competencies/data/*.json", "requirements/dev.txt",
    "benchmarks/inside/sessions.py",
)  # fmt: skip
SEED = 1
YEARS = 6


def _state() -> str:
    """A digest of everything that a kept database is made of."""
    digest = hashlib.sha256(f"{SEED} {YEARS}".encode())
    for pattern in MADE_OF:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def seeding(people: int, services: int) -> list[str]:
    """The words that ask for a country."""
    numbers = {"practitioners": people, "services": services, "years": YEARS, "seed": SEED}
    return ["seed_scale", *(word for name, number in numbers.items() for word in (f"--{name}", str(number)))]


class Databases:
    """Addresses of databases that are there to be read; ``scratch`` gives a copy to write to. One run at a time."""

    def __init__(self):
        CACHE.mkdir(parents=True, exist_ok=True)
        self._lock = open(CACHE / "lock", "w")  # noqa: SIM115 - held for as long as the benchmarks run
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        self.store, self._family = store(), f"{FAMILY}{_state()}_"

    def empty(self) -> str:
        """Migrated, and nothing in it."""
        return self.store.address(self._empty())

    def country(self, people: int, services: int) -> str:
        return self.store.address(self._country(people, services))

    def attended(self, people: int, services: int, rows: int) -> str:
        """A country with so many rows of attendance."""
        name = f"{people}_{services}_{rows}"
        return self.store.address(self._kept(name, lambda: self._country(people, services), rows=rows))

    def scratch_published(self):
        """A database with nothing but the framework and the standards that the product comes with, to be written to."""
        return self._scratch(self._kept("published", self._empty, ["publish_reference"]))

    def scratch_country(self, people: int, services: int):
        return self._scratch(self._country(people, services))

    def scratch_empty(self):
        """A database with nothing in it, to be written to."""
        return self._scratch(self._empty())

    def _empty(self) -> str:
        return self._kept("empty", None, ["migrate", "-v0"], ["createcachetable"])

    def _country(self, people: int, services: int) -> str:
        return self._kept(f"{people}_{services}", self._empty, seeding(people, services))

    @contextmanager
    def _scratch(self, source: str) -> Iterator[str]:
        name = f"{FAMILY}scratch"
        self.store.drop(name)
        self.store.copy(source, name)
        try:
            yield self.store.address(name)
        finally:
            self.store.drop(name)

    def _kept(self, what: str, source: Callable[[], str] | None, *commands: list[str], rows: int = 0) -> str:
        """The name of the database of that name, made the first time it is asked for."""
        name, part = f"{self._family}{what}", f"{FAMILY}part"
        if name not in self.store.names():
            before = source and source()
            say(f"Making the database “{what}”; it is kept for the next time.")
            self._forget_others()
            self.store.copy(before, part) if before else self.store.make(part)
            for words in commands:
                manage(self.store.address(part), *words)
            if rows:
                inside(self.store.address(part), "sessions", rows)
            self.store.settle(part)
            self.store.rename(part, name)
        return name

    def _forget_others(self) -> None:
        """Drop what was kept for another state of the code, or left half made."""
        for name in self.store.names():
            if not name.startswith(self._family):
                self.store.drop(name)
