"""What somebody has to do: a few lines for whoever does little for others, blocks by urgency for whoever looks after a
service."""

from dataclasses import dataclass
from datetime import date

from governance.policy import Role
from people import notices
from people.desk import FrontPart, FrontPlace, Urgency, Waits, put_together, tasks_of, waiting_for
from people.models import Person

MOST = 5
FOR_A_SERVICE = frozenset({Role.LEAD, Role.MANAGER})
"""Whose tasks are those of a service, in blocks by urgency."""
BLOCKS = {Urgency.NOW: "Now", Urgency.THIS_MONTH: "This month", Urgency.HOUSEKEEPING: "Housekeeping"}


@dataclass(frozen=True, slots=True)
class ToDo:
    """The first lines of ``count``; ``messages`` are new."""

    lines: list[Waits]
    count: int
    messages: int = 0

    @property
    def more(self) -> bool:
        return self.count > len(self.lines)


@dataclass(frozen=True, slots=True)
class ToDoBlocks:
    """The blocks in which there is something, by urgency, each with its title."""

    blocks: tuple[tuple[str, ToDo], ...]
    messages: int


def lines_of(person: Person, on: date) -> list[Waits]:
    """Everything that somebody has to do, what is alike on one line."""
    lines = [line for group in tasks_of(person, on) for line in group.on_the_front_page]
    return put_together([*lines, *waiting_for(person, on)])


def to_do(person: Person, on: date) -> FrontPart | None:
    lines, messages = lines_of(person, on), len(notices.unseen(person))
    if not lines and not messages:
        return None
    return FrontPart(FrontPlace.TO_DO, "To do", "desk/parts/to_do.html", ToDo(lines[:MOST], len(lines), messages))


def to_do_by_urgency(person: Person, on: date) -> FrontPart:
    lines = lines_of(person, on)
    blocks = [(title, [line for line in lines if line.when is when]) for when, title in BLOCKS.items()]
    shown = tuple((title, ToDo(block[:MOST], len(block))) for title, block in blocks if block)
    return FrontPart(FrontPlace.TASKS, "To do", "desk/parts/blocks.html", ToDoBlocks(shown, len(notices.unseen(person))))
