"""What waits for somebody on their desk, whichever part of the house it comes from.

The desk lies above some of what belongs on it, and below other parts. Whoever has something for it *puts it there* by
registering: a line of its own (``on_the_desk``), a group of tasks of one kind (``lists_tasks``), which the front page counts
and the page of what waits lists, or a whole part of the front page (``on_the_front_page``). A line is a sentence that leads to
where it can be dealt with.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from operator import attrgetter
from typing import Any

from django.urls import reverse

from .models import Person


class Urgency(IntEnum):
    """When something has to be dealt with: the order of the front page of whoever looks after a service."""

    NOW = 1
    THIS_MONTH = 2
    HOUSEKEEPING = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """Where more than two lines say the same of different days: one line for all of them. ``words`` has ``{count}``."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Waits:
    """``text`` leads to ``href``; ``detail`` stands below it. Where it can be dealt with in one tap, ``act`` says what that
    does, at ``act_at`` (a POST). ``alike``: the line that stands for many of its kind."""

    text: str
    href: str
    act: str = ""
    act_at: str = ""
    detail: str = ""
    when: Urgency = Urgency.THIS_MONTH
    alike: Alike | None = None


LISTED = 10
"""So many of a kind are listed on the page of tasks, where the others have a page of their own."""


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one kind under a ``title``. ``counted`` is what the front page says of all of them, empty where it says nothing;
    ``in_full`` has it show each of them instead. ``of_others``: others are to do them, so they come after one's own.
    ``list_at``: where all of them are a list to page through and take along."""

    title: str
    lines: tuple[Waits, ...]
    counted: str = ""
    in_full: bool = False
    of_others: bool = False
    when: Urgency = Urgency.THIS_MONTH
    list_at: str = ""

    @property
    def shown(self) -> tuple[Waits, ...]:
        """Those that the page of tasks shows: the first of a long list that has a page of its own."""
        return self.lines[:LISTED] if self.list_at else self.lines

    @property
    def on_the_front_page(self) -> tuple[Waits, ...]:
        """One line for all of them where they are counted, each where one's own are shown in full."""
        if self.counted:
            return (Waits(self.counted, self.list_at or reverse("my:waiting"), when=self.when),)
        return self.lines if self.in_full and not self.of_others else ()


class FrontPlace(IntEnum):
    """Where on the front page a part stands, first to last: what somebody does for others, then what is their own."""

    BANNER = 5
    VISIT = 10
    POSITION = 20
    TASKS = 30
    FIGURES = 35
    TOOLS = 40
    GUIDANCE = 50
    SUPERVISEES = 60
    BECOMING = 70
    NEXT_SESSION = 80
    TO_DO = 85
    OWN_SUPERVISION = 90
    ELIGIBILITY = 100
    TIMELINE = 110


@dataclass(frozen=True, slots=True)
class FrontPart:
    """A part of the front page, drawn by ``template`` from ``shown``. The title of the first that has one is that of the
    page."""

    place: FrontPlace
    title: str
    template: str
    shown: Any


Source = Callable[[Person, date], Iterable[Waits]]
GroupSource = Callable[[Person, date], Iterable[TaskGroup]]
PartSource = Callable[[Person, date], Iterable[FrontPart]]
_sources: list[Source] = []
_group_sources: list[GroupSource] = []
_part_sources: list[PartSource] = []

MANY = 3
"""So many lines that are alike are one."""


def on_the_desk(source: Source) -> Source:
    """Have ``source`` asked what it has for a person on a day. It says only what that person may know."""
    _sources.append(source)
    return source


def lists_tasks(source: GroupSource) -> GroupSource:
    """Have ``source`` asked which tasks it has for a person on a day. It lists only what that person may know."""
    _group_sources.append(source)
    return source


def on_the_front_page(source: PartSource) -> PartSource:
    """Have ``source`` asked which parts of the front page it draws for a person on a day, if any."""
    _part_sources.append(source)
    return source


def front_parts(person: Person, on: date) -> list[FrontPart]:
    """The parts of somebody's front page, in the order of their places."""
    return sorted((part for parts in _asked(_part_sources, person, on) for part in parts), key=attrgetter("place"))


def put_together(lines: Iterable[Waits]) -> list[Waits]:
    """The lines, with one in place of three or more that are alike.

    Worked example: four sessions to record are one line ``Record 4 sessions``, two are two.
    """
    lines = list(lines)
    counts = Counter(line.alike for line in lines)
    shown: dict[Any, Waits] = {}
    for place, line in enumerate(lines):
        many = line.alike is not None and counts[line.alike] >= MANY
        shown.setdefault(line.alike if many else place, _for_all(line, counts[line.alike]) if many else line)
    return list(shown.values())


def _for_all(line: Waits, count: int) -> Waits:
    return Waits(line.alike.words.format(count=count), line.alike.href, when=line.when)


def waiting_for(person: Person, on: date) -> list[Waits]:
    """Every line that waits for somebody."""
    return [line for lines in _asked(_sources, person, on) for line in lines]


def tasks_of(person: Person, on: date) -> list[TaskGroup]:
    """Every group of tasks that has any, one's own before those of others."""
    tasks = [group for groups in _asked(_group_sources, person, on) for group in groups if group.lines]
    return sorted(tasks, key=attrgetter("of_others"))


def _asked(sources: list, person: Person, on: date) -> Iterable:
    """The desk only reads, so all sources are answered from one look at what the person holds."""
    reader = copy(person)
    reader.look_once()
    return (source(reader, on) for source in sources)
