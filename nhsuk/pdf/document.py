"""The public door: a document's content in, the bytes of a tagged PDF out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nhsuk.pdf.blocks import Block
from nhsuk.pdf.compose import Composer
from nhsuk.pdf.fonts import measure, register
from nhsuk.pdf.furniture import PageFurniture
from nhsuk.pdf.pagination import Placed, paginate
from nhsuk.pdf.rows import PdfRow
from nhsuk.pdf.structure import describe, write_structure
from nhsuk.pdf.styles import DETAIL, OPENING, SUBTITLE, TITLE, Sheet
from nhsuk.pdf.tagging import Element, TaggedCanvas
from nhsuk.pdf.text import clean, one_line

UNTITLED = "Untitled"
"""PDF/UA-1 7.1 requires a title."""


LINES_OF_A_CRAMPED_ROW = 2
"""On average, from which a table is worth a try on paper turned sideways: where rows are lower it gains nothing."""


@dataclass(frozen=True)
class Document:
    """What is printed, and what is said of it on each page.

    `reference` identifies this copy; `marking` says who may see it ("Official: sensitive"). Not said to be `landscape` or
    not, it is upright, unless fewer pages hold it sideways.
    """

    title: str
    subtitle: str = ""
    reference: str = ""
    marking: str = ""
    blocks: Sequence[Block] = ()
    landscape: bool | None = None
    author: str = ""


def render(document: Document) -> bytes:
    """The same document gives the same bytes, and leaves nothing of its text in memory."""
    register()
    try:
        return _painted(document, _laid_out(document))
    finally:
        measure.cache_clear()


@dataclass(frozen=True)
class _Layout:
    sheet: Sheet
    root: Element
    title: str
    pages: list[list[Placed]]

    @property
    def cramped(self) -> bool:
        """Say whether rows of tables, which have a head, are many lines high."""
        lines = [placed.row.count for page in self.pages for placed in page if placed.row.head]
        return bool(lines) and sum(lines) >= LINES_OF_A_CRAMPED_ROW * len(lines)


def _laid_out(document: Document) -> _Layout:
    """On paper as the document asks for, or else on what takes fewer pages."""
    first = _on(Sheet(bool(document.landscape)), document)
    if document.landscape is None and first.cramped:
        turned = _on(Sheet(landscape=True), document)
        return turned if len(turned.pages) < len(first.pages) else first
    return first


def _on(sheet: Sheet, document: Document) -> _Layout:
    root = Element("Document")
    composer = Composer(sheet, root)
    title = one_line(document.title) or UNTITLED
    opening = list(_opening(document, title, composer))
    rows = list(composer.flow(document.blocks))
    if rows:
        rows[0].before = max(rows[0].before, OPENING)
    pages = paginate(opening + rows, sheet.height)
    composer.number({id(placed.row): number for number, page in enumerate(pages, 1) for placed in page if placed.start == 0})
    return _Layout(sheet, root, title, pages)


def _painted(document: Document, layout: _Layout) -> bytes:
    sheet, title, pages = layout.sheet, layout.title, layout.pages
    canvas = TaggedCanvas(sheet.size)
    furniture = PageFurniture(sheet, title, one_line(document.marking), one_line(document.reference), len(pages))
    for number, page in enumerate(pages, 1):
        furniture.paint(canvas, number)
        for placed in page:
            placed.row.paint(canvas, sheet.top - placed.down, placed.start, placed.stop, repeated=placed.repeated)
        canvas.showPage()
    describe(canvas, title, one_line(document.author))
    write_structure(canvas, layout.root)
    canvas.save()
    return canvas.output.getvalue()


def _opening(document: Document, title: str, composer: Composer) -> Iterator[PdfRow]:
    """The title and what is known of the document; the marking is said here too, as page furniture is not read out."""
    yield from composer.heading(title, TITLE, 1)
    yield from composer.paragraph(clean(document.subtitle), SUBTITLE, keep=True)
    reference = one_line(document.reference)
    details = [one_line(document.marking), f"Reference {reference}" if reference else ""]
    yield from composer.paragraph("  ·  ".join(filter(None, details)), DETAIL, keep=True)
