"""The public door: a document's content in, the bytes of a tagged PDF out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhsuk.pdf.blocks import Block
from nhsuk.pdf.compose import Composer
from nhsuk.pdf.fonts import measure, register
from nhsuk.pdf.pagination import paginate
from nhsuk.pdf.rows import Row
from nhsuk.pdf.styles import BLUE, DETAIL, FOOT, MARKING, QUIET, RULE, SUBTITLE, TITLE, Sheet, TextStyle
from nhsuk.pdf.structure import describe, write_structure
from nhsuk.pdf.tagging import Element, TaggedCanvas
from nhsuk.pdf.text import clean, one_line, wrap

UNTITLED = "Untitled"
"""PDF/UA-1 7.1 requires a title."""


@dataclass(frozen=True)
class Document:
    """What is printed, and what is said of it on each page.

    `reference` identifies this copy; `marking` says who may see it ("Official: sensitive").
    """

    title: str
    subtitle: str = ""
    reference: str = ""
    marking: str = ""
    blocks: Sequence[Block] = ()
    landscape: bool = False
    author: str = ""


def render(document: Document) -> bytes:
    """The same document gives the same bytes."""
    register()
    sheet = Sheet(document.landscape)
    canvas = TaggedCanvas(sheet.size)
    root = Element("Document")
    composer = Composer(sheet, root)
    title = one_line(document.title) or UNTITLED
    describe(canvas, title, one_line(document.author))
    rows = [*_opening(document, title, composer), *composer.rows(document.blocks)]
    pages = paginate(rows, sheet.height)
    furniture = _Furniture(document, title, sheet, len(pages))
    for number, page in enumerate(pages, 1):
        furniture.paint(canvas, number)
        for placed in page:
            placed.row.paint(canvas, sheet.top - placed.down, placed.start, placed.stop, repeated=placed.repeated)
        canvas.showPage()
    write_structure(canvas, root)
    canvas.save()
    return canvas.output.getvalue()


def _opening(document: Document, title: str, composer: Composer) -> Iterator[Row]:
    """The title and what is known of the document; the marking is said here too, as page furniture is not read out."""
    yield composer.heading(title, TITLE, 1)
    details = filter(None, [one_line(document.marking), document.reference and f"Reference {one_line(document.reference)}"])
    for text, style in ((clean(document.subtitle), SUBTITLE), ("  ·  ".join(details), DETAIL)):
        if text:
            yield composer.text(text, style, composer.root.child("P"), keep=True)


class _Furniture:
    """A blue rule above; title, marking and page number below."""

    def __init__(self, document: Document, title: str, sheet: Sheet, pages: int) -> None:
        self.title = title
        self.marking = one_line(document.marking)
        self.reference = one_line(document.reference)
        self.sheet = sheet
        self.pages = pages

    def paint(self, canvas: TaggedCanvas, number: int) -> None:
        sheet = self.sheet
        third = sheet.width / 3
        with canvas.artifact():
            canvas.setFillColor(BLUE)
            canvas.rect(sheet.left, sheet.size[1] - 40, sheet.width, 4, stroke=0, fill=1)
            if number > 1:
                self._text(canvas, self.reference, FOOT, sheet.left, sheet.width, 1, sheet.size[1] - 46)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.75)
            canvas.line(sheet.left, sheet.below - 16, sheet.right, sheet.below - 16)
            top = sheet.below - 22
            self._text(canvas, self.title, FOOT, sheet.left, third - 12, 0, top)
            self._text(canvas, self.marking, MARKING, sheet.left + third, third, 0.5, top)
            self._text(canvas, f"Page {number} of {self.pages}", FOOT, sheet.left + 2 * third, third, 1, top)

    def _text(
        self, canvas: TaggedCanvas, text: str, style: TextStyle, left: float, width: float, share: float, top: float
    ) -> None:
        """At most two lines, cut with an ellipsis: the first page has it in full. `share` 0 is left, 1 is right."""
        if not text:
            return
        lines = [line.shown for line in wrap(text, style, width - 10)]
        if len(lines) > 2:
            lines = [lines[0], f"{lines[1]}…"]
        canvas.setFont(style.font, style.size)
        canvas.setFillColor(style.colour)
        for row, line in enumerate(lines):
            start = left + (width - measure(line, style.font, style.size)) * share
            canvas.drawString(start, top - row * style.leading - style.baseline, line)
