"""How a database is made, copied and dropped on either engine. Addresses are those of ``DATABASE_URL``."""

import os
import shutil
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "bench"
FAMILY = "sg_bench_"


class Store(Protocol):
    words: str

    def address(self, name: str) -> str: ...
    def names(self) -> set[str]: ...
    def make(self, name: str) -> None: ...
    def copy(self, source: str, name: str) -> None: ...
    def rename(self, name: str, to: str) -> None: ...
    def drop(self, name: str) -> None: ...
    def settle(self, name: str) -> None: ...


class Files:
    """SQLite: a database is a file."""

    words = "SQLite"

    @staticmethod
    def _path(name: str) -> Path:
        return CACHE / f"{name}.sqlite3"

    def address(self, name: str) -> str:
        return f"sqlite:///{self._path(name)}"

    def names(self) -> set[str]:
        return {path.stem for path in CACHE.glob(f"{FAMILY}*.sqlite3")}

    def make(self, name: str) -> None:
        self._path(name).touch()

    def copy(self, source: str, name: str) -> None:
        shutil.copy(self._path(source), self._path(name))

    def rename(self, name: str, to: str) -> None:
        self._path(name).rename(self._path(to))

    def drop(self, name: str) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            self._path(name).with_suffix(f".sqlite3{ending}").unlink(missing_ok=True)

    def settle(self, name: str) -> None:
        """Nothing is left to do after filling it."""


class Server:
    """PostgreSQL: a database on the server that an address names, made and dropped from its ``postgres``."""

    words = "PostgreSQL"

    def __init__(self, url: str):
        self.url = url

    def _do(self, statement: str, name: str = "postgres") -> list[tuple]:
        import psycopg

        with psycopg.connect(self.address(name), autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def address(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def names(self) -> set[str]:
        return {name for (name,) in self._do(f"SELECT datname FROM pg_database WHERE starts_with(datname, '{FAMILY}')")}

    def make(self, name: str) -> None:
        self._do(f'CREATE DATABASE "{name}"')

    def copy(self, source: str, name: str) -> None:
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')

    def rename(self, name: str, to: str) -> None:
        self._do(f'ALTER DATABASE "{name}" RENAME TO "{to}"')

    def drop(self, name: str) -> None:
        self._do(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def settle(self, name: str) -> None:
        """Do at once what the server does by itself a minute later: learn how the tables are filled."""
        self._do("VACUUM ANALYZE", name)


def store() -> Store:
    """Files under .cache/bench, unless ``DATABASE_URL`` names a PostgreSQL server. No database that is there is opened."""
    url = os.environ.get("DATABASE_URL", "")
    return Server(url) if url.startswith("postgres") else Files()
