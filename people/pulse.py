"""A sign of life of whoever is at a piece of long work: renewed while the process lives, gone soon after it was killed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import caches

BEAT, GONE_AFTER = 5, 30
"""Seconds between two signs of life, and without one until the work counts as left."""


def _name(key: str) -> str:
    return f"{key}-at-work"


def is_running(key: str) -> bool:
    return _name(key) in caches["progress"]


def clear_heartbeat(key: str) -> None:
    caches["progress"].delete(_name(key))


@contextmanager
def heartbeat(key: str) -> Iterator[bool]:
    """Be at this work; ``False`` where somebody else is."""
    if not caches["progress"].add(_name(key), 1, timeout=GONE_AFTER):
        yield False
        return
    ended = threading.Event()
    heart = threading.Thread(target=_beat, args=(key, ended), daemon=True)
    heart.start()
    try:
        yield True
    finally:
        ended.set()
        heart.join()
        clear_heartbeat(key)


def _beat(key: str, ended: threading.Event) -> None:
    while not ended.wait(BEAT):
        caches["progress"].set(_name(key), 1, timeout=GONE_AFTER)
