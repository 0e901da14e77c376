"""From blocks of content to rows to stack and elements to read."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from nhsuk.pdf import blocks
from nhsuk.pdf.drawings import Picture, embedded
from nhsuk.pdf.lines import wrap
from nhsuk.pdf.rows import Bookmark, PdfCell, PdfRow, kept_together
from nhsuk.pdf.styles import BODY, CAPTION, HEADINGS, ITEM, LINK, Sheet, TextStyle
from nhsuk.pdf.tables import facts, table
from nhsuk.pdf.tagging import Element
from nhsuk.pdf.text import clean, one_line, paragraphs

INDENT = 18
"""Of a list's text from its bullet."""
TALLEST = 0.75
"""Share of a page's height that a picture may take."""
NUMBER = 40
"""Points for the number of a page in the contents."""
LONGEST_BOOKMARK = 120
LED_INTO = (blocks.PdfTable, blocks.FactList, blocks.Bullets, blocks.Drawing)
OPENS = ("https://", "http://", "mailto:")
"""The only addresses a document may open."""


class Composer:
    """Remembers the heading level reached, as PDF/UA-1 7.4.2 allows none to be skipped."""

    def __init__(self, sheet: Sheet, root: Element) -> None:
        self.sheet = sheet
        self.root = root
        self.level = 0
        self.headings: list[PdfRow] = []
        self.contents: list[PdfRow] = []

    def flow(self, content: Sequence[blocks.Block]) -> Iterator[PdfRow | Picture]:
        """The rows of all blocks; the words that lead in to something stay on its page."""
        for block, following in zip_longest(content, content[1:]):
            rows = list(self.rows(block))
            if rows and isinstance(block, blocks.Paragraph) and isinstance(following, LED_INTO):
                rows[-1].keep = True
            yield from rows

    def rows(self, block: blocks.Block) -> Iterator[PdfRow | Picture]:
        """The rows of a block; one without text gives none."""
        match block:
            case blocks.Heading():
                return self.heading(clean(block.text), HEADINGS[block.level], block.level, new_page=block.new_page)
            case blocks.Paragraph():
                return self.paragraph(clean(block.text))
            case blocks.PdfLink():
                return self._link(clean(block.text), clean(block.url))
            case blocks.Bullets():
                return self._bullets([text for item in block.items if (text := clean(item))])
            case blocks.TableOfContents():
                return self._contents([text for heading in block.headings if (text := one_line(heading))])
            case blocks.FactList():
                return facts(block, self.sheet, self.root.child("Table")) if block.pairs else iter(())
            case blocks.PdfTable():
                return self._table(block)
            case blocks.Drawing():
                return self._drawing(block)

    def heading(self, text: str, style: TextStyle, level: int, *, new_page: bool = False) -> Iterator[PdfRow]:
        """A heading and a bookmark, on the page of what follows it."""
        if not text:
            return
        self.level = min(level, self.level + 1)
        row = self._line(text, style, self.root.child(f"H{self.level}"), keep=True)
        row.new_page = new_page
        row.bookmark = Bookmark(self.level - 1, one_line(text)[:LONGEST_BOOKMARK], f"heading-{len(self.headings)}")
        self.headings.append(row)
        yield row

    def paragraph(self, text: str, style: TextStyle = BODY, *, keep: bool = False) -> Iterator[PdfRow]:
        """Running text in paragraphs of bearable length."""
        for part in paragraphs(text):
            yield self._line(part, style, self.root.child("P"), keep=keep)

    def _line(self, text: str, style: TextStyle, element: Element, *, keep: bool = False) -> PdfRow:
        cell = PdfCell(wrap(text, style, self.sheet.width), style, self.sheet.left, self.sheet.width, element)
        return PdfRow([cell], before=style.before, keep=keep)

    def _link(self, text: str, url: str) -> Iterator[PdfRow]:
        if not url.lower().startswith(OPENS):
            yield from self.paragraph(f"{text} {url}".strip())
            return
        row = self._line(text or url, LINK, self.root.child("P").child("Link"))
        row.cells[0].url, row.cells[0].label = url, one_line(text or url)
        yield row

    def _bullets(self, items: list[str]) -> Iterator[PdfRow]:
        if not items:
            return
        whole = self.root.child("L", O="List", ListNumbering="Disc")
        left, width = self.sheet.left + INDENT, self.sheet.width - INDENT
        rows = []
        for number, item in enumerate(items):
            element = whole.child("LI")
            bullet = PdfCell(wrap("•", ITEM, INDENT), ITEM, self.sheet.left + 4, INDENT, element.child("Lbl"))
            body = PdfCell(wrap(item, ITEM, width), ITEM, left, width, element.child("LBody"))
            rows.append(PdfRow([bullet, body], before=ITEM.before if number else BODY.before))
        yield from kept_together(rows)

    def _contents(self, headings: list[str]) -> Iterator[PdfRow]:
        """What leads where, and the room for the numbers of the pages, which are known when all is in its place."""
        whole = self.root.child("TOC")
        for number, text in enumerate(headings):
            element, width = whole.child("TOCI"), self.sheet.width - NUMBER
            name = PdfCell(
                wrap(text, ITEM, width), ITEM, self.sheet.left, width, element.child("Reference").child("Link"), label=text
            )
            page = PdfCell([], ITEM, self.sheet.left + width, NUMBER, element.child("Span"), "right")
            self.contents.append(PdfRow([name, page], before=ITEM.before if number else BODY.before))
            yield self.contents[-1]

    def number(self, pages: dict[int, int]) -> None:
        """Write into the contents on which page each heading is; ``pages`` are by the identity of a row. The first of equal
        headings counts."""
        first = {row.bookmark.text: row for row in reversed(self.headings)}
        for name, page in (row.cells for row in self.contents):
            if (row := first.get(name.label[:LONGEST_BOOKMARK])) is None:
                raise ValueError(f"no heading {name.label!r} to lead to")
            name.url, page.lines = f"#{row.bookmark.key}", wrap(str(pages[id(row)]), ITEM, NUMBER)

    def _table(self, block: blocks.PdfTable) -> Iterator[PdfRow]:
        caption = clean(block.caption)
        if not block.rows:
            yield from self.paragraph(caption, CAPTION, keep=True)
            yield from self.paragraph(clean(block.empty))
            return
        element = self.root.child("Table")
        if caption:
            yield self._line(caption, CAPTION, element.child("Caption"), keep=True)
        yield from table(block, self.sheet, element)

    def _drawing(self, block: blocks.Drawing) -> Iterator[Picture]:
        drawing = embedded(block.drawing)
        scale = min(1, self.sheet.width / drawing.width, self.sheet.height * TALLEST / drawing.height)
        yield Picture(drawing, scale, self.sheet.left, self.root.child("Figure", alt=one_line(block.alt)), before=14)
