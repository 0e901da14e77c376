"""What a page is stacked from: rows of cells, set line by line.

All text that is read is a row. A paragraph is a row of one cell, a list item of two, a table's row of as many as it has
columns; so all of them break over pages in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.lib.colors import Color

from nhsuk.pdf.blocks import Align
from nhsuk.pdf.fonts import measure
from nhsuk.pdf.lines import PrintedLine
from nhsuk.pdf.styles import STRONG_RULE, TextStyle
from nhsuk.pdf.tagging import Element, TaggedCanvas

WHOLE_LINES = 12
"""A row of up to so many lines stays on one page; a longer one may break, with two lines at least on either side."""


class RuledLine(NamedTuple):
    """A line below a row, across the page's content."""

    left: float
    right: float
    weight: float = 0.75
    colour: Color = STRONG_RULE


class Bookmark(NamedTuple):
    """An entry of the outline; level 0 is the outermost."""

    level: int
    text: str
    key: str


@dataclass
class PdfCell:
    """Lines of one style from `left`, `width` wide, owned by an element; `url` makes them a link, named `label`; one that
    begins with # leads to a bookmark."""

    lines: list[PrintedLine]
    style: TextStyle
    left: float
    width: float
    element: Element
    align: Align = "left"
    url: str = ""
    label: str = ""

    def paint(self, canvas: TaggedCanvas, top: float, start: int, stop: int, *, tagged: bool) -> None:
        """Lines `start` to `stop`, the first just below `top`."""
        lines = self.lines[start:stop]
        if not any(line.shown for line in lines):
            return
        with canvas.tagged(self.element) if tagged else nullcontext():
            canvas.setFont(self.style.font, self.style.size)
            canvas.setFillColor(self.style.colour)
            for number, line in enumerate(lines):
                self._line(canvas, line, top - number * self.style.leading, tagged=tagged)

    def _line(self, canvas: TaggedCanvas, line: PrintedLine, top: float, *, tagged: bool) -> None:
        extent = measure(line.shown, self.style.font, self.style.size)
        left = self.left + (self.width - extent) * {"left": 0, "centre": 0.5, "right": 1}[self.align]
        baseline = top - self.style.baseline
        end = left
        for run in line.runs:
            with canvas.standing_for(run.spoken) if tagged and run.shown != run.spoken else nullcontext():
                canvas.drawString(end, baseline, run.shown)
            end += measure(run.shown, self.style.font, self.style.size)
        if self.url:
            canvas.setStrokeColor(self.style.colour)
            canvas.setLineWidth(0.75)
            canvas.line(left, baseline - 2, left + extent, baseline - 2)
            canvas.area(self.url, (left, top - self.style.leading, left + extent, top), self.element, self.label)


KEPT_AT_START, KEPT_AT_END = 2, 3
"""So many rows of a table or list, at least, stand together where it begins and where it ends."""


@dataclass
class PdfRow:
    """Cells side by side, with one leading.

    `keep` holds it on the page of the next row; `head` is repeated above it; one for a `new_page` has nothing above it.
    """

    cells: list[PdfCell]
    before: float = 0
    padding: tuple[float, float] = (0, 0)
    rule: RuledLine | None = None
    keep: bool = False
    head: PdfRow | None = None
    new_page: bool = False
    bookmark: Bookmark | None = None
    count: int = field(init=False)

    def __post_init__(self) -> None:
        self.count = max(1, *(len(cell.lines) for cell in self.cells))
        self.leading = max(cell.style.leading for cell in self.cells)

    @property
    def breakable(self) -> bool:
        """Say whether it may go on overleaf though it would fit on a page of its own."""
        return self.count > WHOLE_LINES

    def height(self, start: int, stop: int) -> float:
        """The height of lines `start` to `stop`, with the padding above and below them on each page."""
        return (stop - start) * self.leading + sum(self.padding)

    def paint(self, canvas: TaggedCanvas, top: float, start: int, stop: int, *, repeated: bool) -> None:
        """Lines `start` to `stop` below `top`; what is repeated was read before, so it is decoration."""
        with canvas.artifact() if repeated else nullcontext():
            for cell in self.cells:
                cell.paint(canvas, top - self.padding[0], start, stop, tagged=not repeated)
        if self.bookmark and start == 0:
            canvas.bookmarkHorizontalAbsolute(self.bookmark.key, top + 8)
            canvas.addOutlineEntry(self.bookmark.text, self.bookmark.key, self.bookmark.level)
        if self.rule and stop == self.count:
            with canvas.artifact("Layout"):
                canvas.setStrokeColor(self.rule.colour)
                canvas.setLineWidth(self.rule.weight)
                bottom = top - self.height(start, stop)
                canvas.line(self.rule.left, bottom, self.rule.right, bottom)


def kept_together(rows: Sequence[PdfRow]) -> Sequence[PdfRow]:
    """The rows of a table or list, none of them left alone on a page at either end."""
    not_last = rows[:-1]
    for row in (*not_last[: KEPT_AT_START - 1], *not_last[1 - KEPT_AT_END :]):
        row.keep = True
    return rows
