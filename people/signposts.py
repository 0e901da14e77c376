"""Where somebody can go who is not well: said by whoever looks after the list, for whoever shows it.

Those who show it lie beside those who keep it, and neither knows the other: the keeper registers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Signpost:
    """``who``: who can use it. ``employer``: it may be the reader's own. ``checked_on`` is empty until somebody has looked
    whether it is so."""

    name: str
    who: str
    how: str
    hours: str
    telephone: str
    address: str
    employer: bool
    checked_on: date | None


Source = Callable[[date], Iterable[Signpost]]
_sources: list[Source] = []


def says_where_to_go(source: Source) -> Source:
    """Have ``source`` asked for what can be shown on a day."""
    _sources.append(source)
    return source


def where_to_go(on: date) -> list[Signpost]:
    return [one for source in _sources for one in source(on)]
