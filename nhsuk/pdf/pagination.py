"""Where each row goes: from the top down, onto as many pages as it takes.

A row moves to the next page whole when it does not fit; a long one breaks, leaving two lines at least on either side.
Rows that are kept with the next go there with it: a heading is never the last thing on a page, and no row of a table is
alone on one. Rows of a table that start a page have the table's head above them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from nhsuk.pdf.drawings import Picture
from nhsuk.pdf.lines import ROUNDING
from nhsuk.pdf.rows import PdfRow

LEAST_LINES = 2


class Placed(NamedTuple):
    """Lines `start` to `stop` of a row, `down` points below the top of the content."""

    row: PdfRow | Picture
    down: float
    start: int
    stop: int
    repeated: bool = False


@dataclass
class _Stack:
    height: float
    pages: list[list[Placed]] = field(default_factory=lambda: [[]])
    used: float = 0
    fresh: bool = True

    def turn(self, head: PdfRow | None) -> None:
        """A new page, below a repeated head."""
        self.pages.append([])
        self.used, self.fresh = 0, True
        if head:
            self._put(head, 0, head.count, repeated=True)
            self.fresh = True

    def place(self, row: PdfRow | Picture, needed: float) -> None:
        """The row, from here if what it needs fits, else from the top of the next page."""
        if not self.fresh and self.used + row.before + needed > self.height + ROUNDING:
            self.turn(row.head)
        self.used += 0 if self.fresh else row.before
        start = 0
        while start < row.count:
            stop = self._break(row, start)
            if stop > start:
                self._put(row, start, stop)
                start = stop
            if start < row.count:
                self.turn(row.head)

    def _break(self, row: PdfRow | Picture, start: int) -> int:
        """The line to break before; `start` itself when too little of the row fits on what is left of the page."""
        room = self.height - self.used + ROUNDING
        if row.height(start, row.count) <= room:
            return row.count
        fits = start
        while fits < row.count - 1 and row.height(start, fits + 1) <= room:
            fits += 1
        stop = min(fits, row.count - LEAST_LINES)
        if stop - start >= LEAST_LINES:
            return stop
        return max(fits, start + 1) if self.fresh else start

    def _put(self, row: PdfRow | Picture, start: int, stop: int, *, repeated: bool = False) -> None:
        self.pages[-1].append(Placed(row, self.used, start, stop, repeated))
        self.used += row.height(start, stop)
        self.fresh = False


def paginate(rows: Sequence[PdfRow | Picture], height: float) -> list[list[Placed]]:
    """The pages, `height` points of content each; at least one."""
    stack = _Stack(height)
    for group in _groups(rows, height):
        if group[0].new_page and not stack.fresh:
            stack.turn(None)
        for place, row in enumerate(group):
            stack.place(row, _least(row) + sum(after.before + _least(after) for after in group[place + 1 :]))
    return stack.pages


def _groups(rows: Sequence[PdfRow | Picture], height: float) -> Iterator[list[PdfRow | Picture]]:
    """Rows that are kept together, as many as there is room for on a page of their own."""
    group: list[PdfRow | Picture] = []
    used = 0.0
    for row in rows:
        needed = row.before + _least(row)
        if group and (not group[-1].keep or row.new_page or used + needed > height):
            yield group
            group, used = [], 0
        group.append(row)
        used += needed if used else _least(row)
    if group:
        yield group


def _least(row: PdfRow | Picture) -> float:
    """What of a row must fit: its first lines, or all of it where it does not break."""
    return row.height(0, LEAST_LINES if row.breakable else row.count)
