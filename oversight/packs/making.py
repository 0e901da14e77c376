"""What of a pack is finished while the rest is being made, so that a run that was killed need not begin again.

It lies beside where the pack will be, under the name of the question. The question names the head of the audit log, so what was
kept is taken up again only while nothing has been done in between: a pack never mixes what was known at two times.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from nhsuk.components import Column, Table

from .contents import Section

KEPT = ".kept"
BEGUN = ".making-"
FORGOTTEN_AFTER = 24 * 3600
"""Seconds after which what nobody went on with is thrown away."""


class BeingMade(OSError):
    """Another run makes this pack just now."""


@contextmanager
def in_the_making(place: Path, reference: str) -> Iterator[Path]:
    """A folder for this run alone. It stays where the process is killed, and is gone where something breaks."""
    part = place / f"{BEGUN}{reference}"
    part.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(part, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise BeingMade("This pack is being made by another run. Wait until it is there.") from None
    try:
        yield part
    except Exception:
        shutil.rmtree(part, ignore_errors=True)
        raise
    else:
        shutil.rmtree(part, ignore_errors=True)
    finally:
        os.close(lock)


def forget_old(place: Path) -> None:
    """Throw away what was begun in a place and not gone on with for a day."""
    for part in place.glob(f"{BEGUN}*"):
        if part.stat().st_mtime < time.time() - FORGOTTEN_AFTER:
            shutil.rmtree(part, ignore_errors=True)


def kept_file(part: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The file as it was made before, else made now and kept: whole, or not at all."""
    path = part / KEPT / name
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_name(f"{name}.part")
        unfinished.write_bytes(make())
        unfinished.rename(path)
    return path.read_bytes()


def kept_in(part: Path) -> Callable[[str, Callable[[], Section]], Section]:
    """Keeps sections: asked for one with how it is made, gives the one that was made before if there is one."""

    def keep(code: str, make: Callable[[], Section]) -> Section:
        return _section(json.loads(kept_file(part, f"{code}.json", lambda: json.dumps(asdict(make())).encode())))

    return keep


def _section(kept: dict) -> Section:
    tables = (
        Table(**one | {"columns": [Column(**column) for column in one["columns"]], "rows": [tuple(row) for row in one["rows"]]})
        for one in kept["tables"]
    )
    return Section(**kept | {"tables": tuple(tables)})
