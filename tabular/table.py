"""What a file of rows means: its columns, its key, and the things its rows refer to."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .columns import FileColumn, Reader, Refusal
from .columns import several as read_several


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """Things that rows refer to by a key: ``load`` gives the record number of each known key."""

    noun: str
    cure: str
    load: Callable[[], dict[Hashable, Any]]


class Context:
    """What an import knows while it reads: the day it is, and what can be referred to, with what it has added itself."""

    def __init__(self, today: date):
        self.today = today
        self._known: dict[Lookup, dict[Hashable, Any]] = {}

    def known(self, lookup: Lookup) -> dict[Hashable, Any]:
        if lookup not in self._known:
            self._known[lookup] = self.load(lookup)
        return self._known[lookup]

    def load(self, lookup: Lookup) -> dict[Hashable, Any]:
        return lookup.load()

    def find(self, lookup: Lookup, key: Hashable, column: str = "") -> Any:
        try:
            return self.known(lookup)[key]
        except KeyError:
            shown = key[-1] if isinstance(key, tuple) else key
            raise Refusal(f"unknown_{lookup.noun}", f"There is no {lookup.noun} “{shown}”. {lookup.cure}", column) from None


@dataclass(frozen=True, slots=True)
class KnownKeys:
    """A reader of keys of things that must be known; of lists of them, where there are ``several`` in a field."""

    lookup: Lookup
    several: bool = False

    def __call__(self, cell: str, context: Context) -> Any:
        return read_several(self._one)(cell, context) if self.several else self._one(cell, context)

    def _one(self, cell: str, context: Context) -> Any:
        return context.find(self.lookup, cell)


def known(lookup: Lookup, *, several: bool = False) -> Reader:
    return KnownKeys(lookup, several)


@dataclass(frozen=True, slots=True)
class Child:
    """A list in a row that is kept as rows of its own: ``model(parent=row, member=item, **fixed)``."""

    attribute: str
    model: Any
    parent: str
    member: str
    fixed: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class FileTable:
    """One file. ``key`` and ``stored`` are attributes of the model; ``check`` looks at a whole row, may fill in attributes, and
    raises ``Refusal``; ``restore`` is the way back, for a row that is written to a file. ``once`` are the attributes of which
    no two periods may overlap; ``lookup`` is what the rows themselves can be referred to as, by ``key``. ``derive`` adds what
    the key needs beyond the columns, to rows read and rows stored alike, from the columns ``keyed_by``."""

    file: str
    noun: tuple[str, str]
    model: Any
    columns: tuple[FileColumn, ...]
    key: tuple[str, ...]
    extra: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    check: Callable[[dict[str, Any], Context], None] = lambda row, context: None
    restore: Callable[[dict[str, Any], Callable[[Lookup, Any], Any]], None] = lambda row, name: None
    derive: Callable[[dict[str, Any]], None] = lambda row: None
    once: tuple[str, ...] = ()
    period: tuple[str, str] = ("started_on", "finished_on")
    lookup: Lookup | None = None
    children: tuple[Child, ...] = ()
    keyed_by: tuple[str, ...] = ()

    @property
    def key_columns(self) -> frozenset[str]:
        """The names of the columns that a row's key is made from."""
        return frozenset(self.keyed_by or (column.name for column in self.columns if column.attribute in self.key))

    @property
    def stored(self) -> tuple[str, ...]:
        """The attributes of the model itself, in the order of the columns."""
        lists = {child.attribute for child in self.children}
        names = [
            column.attribute
            for column in self.columns
            if column.attribute not in lists and column.attribute not in self.dropped
        ]
        return (*names, *self.extra)

    def key_of(self, row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(row[attribute] for attribute in self.key)

    def content_of(self, row: dict[str, Any]) -> dict[str, Any]:
        """What a row says beyond its key; lists without their order."""
        content = {attribute: row[attribute] for attribute in self.stored}
        return content | {child.attribute: frozenset(row[child.attribute]) for child in self.children}
