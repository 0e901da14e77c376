"""Sizes, colours and page geometry, in points. Colours are those of the NHS.UK design system.

Running text is 12 point, the least an accessible NHS document may have; tables are 10 so that seven columns fit.
"""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

from nhsuk.pdf.fonts import BOLD, REGULAR

INK = HexColor("#212b32")
QUIET = HexColor("#4c6272")
BLUE = HexColor("#005eb8")
RULE = HexColor("#d8dde0")
STRONG_RULE = HexColor("#aeb7bd")


@dataclass(frozen=True)
class TextStyle:
    """How a text is set, and the space above it when it does not start a page."""

    size: float
    leading: float
    font: str = REGULAR
    colour: Color = INK
    before: float = 0

    @property
    def baseline(self) -> float:
        """From the top of a line down to where its letters stand: capitals sit in the middle of the line."""
        return (self.leading + 0.72 * self.size) / 2


TITLE = TextStyle(26, 32, BOLD)
SUBTITLE = TextStyle(15, 21, colour=QUIET, before=4)
DETAIL = TextStyle(11, 16, BOLD, before=8)
HEADINGS = {
    1: TextStyle(19, 25, BOLD, before=26),
    2: TextStyle(15, 21, BOLD, before=20),
    3: TextStyle(12, 17, BOLD, before=16),
}
BODY = TextStyle(12, 17, before=9)
ITEM = TextStyle(12, 17, before=5)
LINK = TextStyle(12, 17, colour=BLUE, before=9)
CAPTION = TextStyle(12, 17, BOLD, before=18)
TERM = TextStyle(12, 17, BOLD)
DESCRIPTION = TextStyle(12, 17, before=14)
CELL = TextStyle(10, 13)
HEAD = TextStyle(10, 13, BOLD)
FOOT = TextStyle(9, 12, colour=QUIET)
MARKING = TextStyle(9, 12, BOLD)
OPENING = 26
"""Between the title and what follows it."""


@dataclass(frozen=True)
class Sheet:
    """A4 paper and the part of it that holds content."""

    landscape: bool = False
    margin: float = 48
    above: float = 64
    below: float = 66

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        short, long = 595.28, 841.89
        return (long, short) if self.landscape else (short, long)

    @property
    def width(self) -> float:
        """The width of the content."""
        return self.size[0] - 2 * self.margin

    @property
    def height(self) -> float:
        """The height of the content."""
        return self.size[1] - self.above - self.below

    @property
    def left(self) -> float:
        """Where the content starts, from the paper's left edge."""
        return self.margin

    @property
    def right(self) -> float:
        """Where the content ends, from the paper's left edge."""
        return self.size[0] - self.margin

    @property
    def top(self) -> float:
        """Where the content starts, from the paper's lower edge."""
        return self.size[1] - self.above
