"""What waits for somebody on their desk, whichever part of the house it comes from.

The desk lies below some of what belongs on it. Whoever has something for it *puts it there* by registering; each says it in a
sentence that leads to where it can be dealt with.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date

from .models import Person


@dataclass(frozen=True, slots=True)
class Waits:
    """``text`` leads to ``href``. Where it can be dealt with in one tap, ``act`` says what that does, at ``act_at`` (a POST)."""

    text: str
    href: str
    act: str = ""
    act_at: str = ""


Source = Callable[[Person, date], Iterable[Waits]]
_sources: list[Source] = []


def on_the_desk(source: Source) -> Source:
    """Have ``source`` asked what it has for a person on a day. It says only what that person may know."""
    _sources.append(source)
    return source


def waiting_for(person: Person, on: date) -> list[Waits]:
    """Everything that waits for somebody. The desk only reads, so all sources are answered from one look at what the person holds."""
    reader = copy(person)
    reader.look_once()
    return [one for source in _sources for one in source(reader, on)]
