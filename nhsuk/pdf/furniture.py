"""What stands on every page around its content: decoration, passed over by a screen reader."""

from typing import NamedTuple

from nhsuk.pdf.fonts import measure
from nhsuk.pdf.lines import wrap
from nhsuk.pdf.styles import BLUE, FOOT, MARKING, RULE, Sheet, TextStyle
from nhsuk.pdf.tagging import TaggedCanvas


class _Note(NamedTuple):
    """Small print in a zone of the page; `share` 0 sets it left, 1 right."""

    lines: list[str]
    style: TextStyle
    left: float
    width: float
    share: float
    top: float

    def paint(self, canvas: TaggedCanvas) -> None:
        canvas.setFont(self.style.font, self.style.size)
        canvas.setFillColor(self.style.colour)
        for number, line in enumerate(self.lines):
            left = self.left + (self.width - measure(line, self.style.font, self.style.size)) * self.share
            canvas.drawString(left, self.top - number * self.style.leading - self.style.baseline, line)


class PageFurniture:
    """A blue rule above, with the reference from the second page on; title, marking and page number below."""

    def __init__(self, sheet: Sheet, title: str, marking: str, reference: str, pages: int) -> None:
        self.sheet = sheet
        self.pages = pages
        self.third = sheet.width / 3
        self.foot = sheet.below - 22
        self.title = _Note(_short(title, FOOT, self.third), FOOT, sheet.left, self.third, 0, self.foot)
        middle = sheet.left + self.third
        self.marking = _Note(_short(marking, MARKING, self.third), MARKING, middle, self.third, 0.5, self.foot)
        above = sheet.size[1] - 46
        self.reference = _Note(_short(reference, FOOT, sheet.width), FOOT, sheet.left, sheet.width, 1, above)

    def paint(self, canvas: TaggedCanvas, number: int) -> None:
        """The furniture of page `number`, counted from 1."""
        sheet = self.sheet
        page = _Note([f"Page {number} of {self.pages}"], FOOT, sheet.right - self.third, self.third, 1, self.foot)
        with canvas.artifact():
            canvas.setFillColor(BLUE)
            canvas.rect(sheet.left, sheet.size[1] - 40, sheet.width, 4, stroke=0, fill=1)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.75)
            canvas.line(sheet.left, sheet.below - 16, sheet.right, sheet.below - 16)
            for note in (self.title, self.marking, page) if number == 1 else (self.title, self.marking, page, self.reference):
                note.paint(canvas)


def _short(text: str, style: TextStyle, width: float) -> list[str]:
    """At most two lines, cut with an ellipsis: the first page says it in full."""
    lines = [line.shown for line in wrap(text, style, width - 16)] if text else []
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]}…"]
