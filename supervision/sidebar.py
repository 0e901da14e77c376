"""What stands beside one's sessions on the page of the week, from parts of the house that lie above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from people.models import Person


@dataclass(frozen=True, slots=True)
class SidebarNote:
    title: str
    words: str


Source = Callable[[Person, date], Iterable[SidebarNote]]
_sources: list[Source] = []


def in_the_sidebar(source: Source) -> Source:
    """Have ``source`` asked what else there is to say to a person about their supervision on a day."""
    _sources.append(source)
    return source


def sidebar_notes(person: Person, on: date) -> list[SidebarNote]:
    return [one for source in _sources for one in source(person, on)]
