"""What waits for somebody on their desk, whichever part of the house it comes from.

The desk lies above some of what belongs on it, and below other parts. Whoever has something for it *puts it there* by
registering: a line of its own (``on_the_desk``), or a group of tasks of one kind (``lists_tasks``), which the front page counts
and the page of what waits lists. Each is a sentence that leads to where it can be dealt with.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from .models import Person


@dataclass(frozen=True, slots=True)
class Waits:
    """``text`` leads to ``href``; ``detail`` stands below it. Where it can be dealt with in one tap, ``act`` says what that
    does, at ``act_at`` (a POST)."""

    text: str
    href: str
    act: str = ""
    act_at: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one kind under a ``title``. ``counted`` is what the front page says of all of them, empty where it says nothing;
    ``in_full`` has it show each of them instead. ``of_others``: others are to do them, so they come after one's own."""

    title: str
    lines: tuple[Waits, ...]
    counted: str = ""
    in_full: bool = False
    of_others: bool = False


Source = Callable[[Person, date], Iterable[Waits]]
GroupSource = Callable[[Person, date], Iterable[TaskGroup]]
_sources: list[Source] = []
_group_sources: list[GroupSource] = []


def on_the_desk(source: Source) -> Source:
    """Have ``source`` asked what it has for a person on a day. It says only what that person may know."""
    _sources.append(source)
    return source


def lists_tasks(source: GroupSource) -> GroupSource:
    """Have ``source`` asked which tasks it has for a person on a day. It lists only what that person may know."""
    _group_sources.append(source)
    return source


def waiting_for(person: Person, on: date) -> list[Waits]:
    """Every line that waits for somebody."""
    return [one for lines in _asked(_sources, person, on) for one in lines]


def tasks_of(person: Person, on: date) -> list[TaskGroup]:
    """Every group of tasks that has any, one's own before those of others."""
    tasks = [group for groups in _asked(_group_sources, person, on) for group in groups if group.lines]
    return sorted(tasks, key=attrgetter("of_others"))


def _asked(sources: list, person: Person, on: date) -> Iterable:
    """The desk only reads, so all sources are answered from one look at what the person holds."""
    reader = copy(person)
    reader.look_once()
    return (source(reader, on) for source in sources)
