"""What a document is made of: plain text, no markup, no layout.

Text may hold anything a person typed: it is cleaned and drawn, never parsed. A block put together wrongly by the
programmer (no columns, a row of the wrong length, a figure without words) raises ValueError at once, when it is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.graphics import shapes

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True)
class Heading:
    """A section heading, also a bookmark; one for a `new_page` begins it.

    A level that skips one (1, then 3) is tagged as the next one down.
    """

    level: Literal[1, 2, 3]
    text: str
    new_page: bool = False

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError(f"heading level {self.level}: 1, 2 or 3")


@dataclass(frozen=True)
class Paragraph:
    """Running text. Line breaks are kept; beyond 200 words it goes on in a further paragraph."""

    text: str


@dataclass(frozen=True)
class PdfLink:
    """A line of its own that opens a web or mail address. Any other kind of address is printed, but opens nothing."""

    text: str
    url: str


@dataclass(frozen=True)
class Bullets:
    """An unordered list."""

    items: Sequence[str]


@dataclass(frozen=True)
class TableOfContents:
    """A table of contents: the texts of headings of the same document, each with its page, and leading there."""

    headings: Sequence[str]


@dataclass(frozen=True)
class FactList:
    """Terms and what is true of them, in two columns, as (term, description) pairs."""

    pairs: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class PdfColumn:
    """A column of a table.

    `width` is its share relative to the other columns with one; None lets the content decide.
    `header` makes its cells the headers of their rows: what a screen reader says first in each. What stands in a `whole`
    one, such as a date, is broken only where that saves more lines than it takes.
    """

    title: str
    width: float | None = None
    align: Align = "left"
    header: bool = False
    whole: bool = False

    def __post_init__(self) -> None:
        if self.width is not None and self.width <= 0:
            raise ValueError(f"column {self.title!r}: a width is more than 0")


@dataclass(frozen=True)
class PdfTable:
    """Rows under headed columns; `empty` is said in its place when there is no row."""

    columns: Sequence[PdfColumn]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    empty: str = "There is nothing to show."

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table has at least one column")
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")


@dataclass(frozen=True)
class Drawing:
    """A vector figure and the words that say the same (`alt`). Made smaller to fit the page, never larger."""

    drawing: shapes.Drawing
    alt: str

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a figure needs words for those who cannot see it")
        if not self.drawing.contents:
            raise ValueError("the drawing is empty: was its chart added to it?")


Block = Heading | Paragraph | PdfLink | Bullets | TableOfContents | FactList | PdfTable | Drawing
