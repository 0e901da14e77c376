"""What a page is stacked from: rows of cells set line by line, and pictures.

Everything printed is a row. A paragraph is a row of one cell, a list item of two, a table's row of as many as it has
columns; so all of them break over pages in the same way.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.graphics import renderPDF, shapes
from reportlab.lib.colors import Color

from nhsuk.pdf.blocks import Align
from nhsuk.pdf.fonts import measure
from nhsuk.pdf.styles import STRONG_RULE, TextStyle
from nhsuk.pdf.tagging import Element, TaggedCanvas
from nhsuk.pdf.text import Line

WHOLE_LINES = 12
"""A row of up to so many lines stays on one page; a longer one may break, with two lines at least on either side."""


class Rule(NamedTuple):
    """A line below a row, across the page's content."""

    left: float
    right: float
    weight: float = 0.75
    colour: Color = STRONG_RULE


class Bookmark(NamedTuple):
    level: int
    text: str


@dataclass
class Cell:
    """Lines of one style from `left`, `width` wide, owned by an element; `url` makes them a link."""

    lines: list[Line]
    style: TextStyle
    left: float
    width: float
    element: Element
    align: Align = "left"
    url: str = ""

    def paint(self, canvas: TaggedCanvas, top: float, start: int, stop: int, *, tagged: bool) -> None:
        lines = self.lines[start:stop]
        if not any(line.shown for line in lines):
            return
        with ExitStack() as stack:
            if tagged:
                stack.enter_context(canvas.tagged(self.element))
            canvas.setFont(self.style.font, self.style.size)
            canvas.setFillColor(self.style.colour)
            for number, line in enumerate(lines):
                self._line(canvas, line, top - number * self.style.leading, tagged=tagged)

    def _line(self, canvas: TaggedCanvas, line: Line, top: float, *, tagged: bool) -> None:
        extent = measure(line.shown, self.style.font, self.style.size)
        left = self.left + (self.width - extent) * {"left": 0, "centre": 0.5, "right": 1}[self.align]
        baseline = top - self.style.baseline
        with ExitStack() as stack:
            if tagged and line.shown != line.spoken:
                stack.enter_context(canvas.standing_for(line.spoken))
            canvas.drawString(left, baseline, line.shown)
        if self.url:
            canvas.setStrokeColor(self.style.colour)
            canvas.setLineWidth(0.75)
            canvas.line(left, baseline - 2, left + extent, baseline - 2)
            canvas.area(self.url, (left, top - self.style.leading, left + extent, top), self.element)


@dataclass
class Row:
    """Cells side by side, with one leading. `keep` holds it on the page of the next row; `head` is repeated above it."""

    cells: list[Cell]
    before: float = 0
    padding: tuple[float, float] = (0, 0)
    rule: Rule | None = None
    keep: bool = False
    head: Row | None = None
    bookmark: Bookmark | None = None
    count: int = field(init=False)

    def __post_init__(self) -> None:
        self.count = max(1, *(len(cell.lines) for cell in self.cells))
        self.leading = max(cell.style.leading for cell in self.cells)

    @property
    def breakable(self) -> bool:
        return self.count > WHOLE_LINES

    def height(self, start: int, stop: int) -> float:
        above, below = self.padding
        return (stop - start) * self.leading + above * (start == 0) + below * (stop == self.count)

    def paint(self, canvas: TaggedCanvas, top: float, start: int, stop: int, *, repeated: bool) -> None:
        first = top - self.padding[0] * (start == 0)
        with ExitStack() as stack:
            if repeated:
                stack.enter_context(canvas.artifact())
            for cell in self.cells:
                cell.paint(canvas, first, start, stop, tagged=not repeated)
        if self.bookmark and start == 0:
            key = f"heading-{canvas.getPageNumber()}-{top:.2f}"
            canvas.bookmarkHorizontalAbsolute(key, top + 8)
            canvas.addOutlineEntry(self.bookmark.text, key, self.bookmark.level)
        if self.rule and stop == self.count:
            with canvas.artifact("Layout"):
                canvas.setStrokeColor(self.rule.colour)
                canvas.setLineWidth(self.rule.weight)
                bottom = top - self.height(start, stop)
                canvas.line(self.rule.left, bottom, self.rule.right, bottom)


@dataclass
class Picture:
    """A drawing at a scale, in the place of a row."""

    drawing: shapes.Drawing
    scale: float
    left: float
    element: Element
    before: float
    count: int = 1
    breakable: bool = False
    keep: bool = False
    head: None = None

    def height(self, start: int, stop: int) -> float:
        return self.drawing.height * self.scale

    def paint(self, canvas: TaggedCanvas, top: float, start: int, stop: int, *, repeated: bool) -> None:
        bottom = top - self.height(start, stop)
        box = (self.left, bottom, self.left + self.drawing.width * self.scale, top)
        self.element.attributes = {"O": "Layout", "Placement": "Block", "BBox": box}
        with canvas.tagged(self.element):
            canvas.saveState()
            canvas.translate(self.left, bottom)
            canvas.scale(self.scale, self.scale)
            renderPDF.draw(self.drawing, canvas, 0, 0)
            canvas.restoreState()
