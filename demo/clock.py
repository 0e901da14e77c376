"""The clock of the loading: what is written inside ``at`` is stamped with an instant of the past.

Everything in the house reads Django's clock (``timezone.now()``), so that one is turned back, and only for whoever turns it: a
request that is answered meanwhile, in another thread, reads the time that it is. Nothing outside the demo can import this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

_the_time_that_it_is = timezone.now
_behind: ContextVar[timedelta] = ContextVar("behind", default=timedelta())


def _time_of_the_loading() -> datetime:
    return _the_time_that_it_is() - _behind.get()


@contextmanager
def at(instant: datetime) -> Iterator[None]:
    """Let the clock go on from an instant of the past. Raises ``ValueError`` for one that has not come yet."""
    behind, before = _the_time_that_it_is() - instant, timezone.now
    if behind < timedelta():
        raise ValueError("The clock is only ever turned back.")
    token = _behind.set(behind)
    timezone.now = _time_of_the_loading
    try:
        yield
    finally:
        timezone.now = before
        _behind.reset(token)
