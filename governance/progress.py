"""How far something long has come, said from wherever it is done to whoever listens.

What is done may lie far below who watches: timelines are worked out by those who follow facts, in the transaction of an import.
So it is said into the air, and costs nothing where nobody listens.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def say(words: str, done: int = 0, of: int = 0) -> None:
    """What is being done, in words, and how many of how many are done where that is known."""
    if listener := _listener.get():
        listener(words, done, of)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)
