"""Databases for benchmarks alone; the developer's is never opened.

What takes long to fill is kept, under a name that changes with whatever it is made of. What is written to is a copy.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

from .children import manage, say
from .stores import CACHE, FAMILY, ROOT, store

MADE_OF = (
    "*/migrations/*.py", "exchange/scale/*.py", "exchange/demo/sheets.py", "competencies/data/*.json", "requirements/dev.txt",
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


def country(people: int, services: int) -> list[str]:
    """The words that ask ``seed_scale`` for a country."""
    numbers = {"practitioners": people, "services": services, "years": YEARS, "seed": SEED}
    return ["seed_scale", *(word for name, number in numbers.items() for word in (f"--{name}", str(number)))]


class Databases:
    """Methods return addresses of databases that are there to be read; ``scratch`` gives a copy to write to."""

    def __init__(self):
        CACHE.mkdir(parents=True, exist_ok=True)
        self.store, self.state = store(), _state()

    def empty(self) -> str:
        """Migrated, and nothing in it."""
        return self._kept("empty", None, ["migrate", "-v0"], ["createcachetable"])

    def published(self) -> str:
        """With the framework and the standards that the product comes with."""
        return self._kept("published", self.empty, ["publish_reference"])

    def country(self, people: int, services: int) -> str:
        return self._kept(f"{people}_{services}", self.empty, country(people, services))

    @contextmanager
    def scratch(self, source: str) -> Iterator[str]:
        name = f"{FAMILY}scratch_{os.getpid()}"
        self.store.drop(name)
        self.store.copy(source.rpartition("/")[2].removesuffix(".sqlite3"), name)
        try:
            yield self.store.address(name)
        finally:
            self.store.drop(name)

    def _kept(self, what: str, source, *commands: list[str]) -> str:
        name, part = f"{FAMILY}{self.state}_{what}", f"{FAMILY}part_{os.getpid()}"
        if name not in self.store.names():
            before = source and source()
            say(f"Making the database “{what}”; it is kept for the next time.")
            self._forget_others()
            self.store.drop(part)
            self.store.copy(f"{FAMILY}{self.state}_empty", part) if before else self.store.make(part)
            for words in commands:
                manage(self.store.address(part), *words)
            self.store.rename(part, name)
        return self.store.address(name)

    def _forget_others(self) -> None:
        """Drop what was kept for another state of the code."""
        for name in self.store.names():
            if not name.startswith((f"{FAMILY}{self.state}_", f"{FAMILY}part_", f"{FAMILY}scratch_")):
                self.store.drop(name)
