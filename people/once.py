"""What several parts of one page ask alike is asked once: the rooms that draw the parts do not know of each other.

Only for pages that are looked at. Where something is written, what was known before it would be wrong after it.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)


@contextmanager
def one_page() -> Iterator[None]:
    """Inside, a question that was asked with the same words has the same answer; afterwards all of it is forgotten."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once_a_page(question: Callable[P, R]) -> Callable[P, R]:
    """Ask ``question`` once for the same arguments while one page is drawn; elsewhere, every time."""

    @wraps(question)
    def asked(*words: P.args, **named: P.kwargs) -> R:
        known = _known.get()
        if known is None:
            return question(*words, **named)
        key = (question, words, tuple(sorted(named.items())))
        if key not in known:
            known[key] = question(*words, **named)
        return known[key]

    return asked
