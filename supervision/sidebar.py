"""What stands beside one's sessions on the page of the week, from parts of the house that lie above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from people.models import Person


@dataclass(frozen=True, slots=True)
class Besides:
    title: str
    words: str


Source = Callable[[Person, date], Iterable[Besides]]
_sources: list[Source] = []


def besides_sessions(source: Source) -> Source:
    """Have ``source`` asked what else there is to say to a person about their supervision on a day."""
    _sources.append(source)
    return source


def said_besides(person: Person, on: date) -> list[Besides]:
    return [one for source in _sources for one in source(person, on)]
