"""From blocks of content to rows to stack and elements to read."""

from collections.abc import Iterable, Iterator

from nhsuk.pdf import blocks
from nhsuk.pdf.columns import column_widths
from nhsuk.pdf.drawings import embedded
from nhsuk.pdf.rows import Bookmark, Cell, Picture, Row, Rule
from nhsuk.pdf.styles import BODY, CAPTION, CELL, HEAD, HEADINGS, ITEM, LINK, RULE, Sheet, TextStyle
from nhsuk.pdf.tagging import Element
from nhsuk.pdf.text import clean, one_line, paragraphs, wrap

GAP = 12
"""Between the columns of a table."""
INDENT = 18
"""Of a list's text from its bullet."""
TERM = 0.3
"""Share of the width for the terms of a list of facts."""
TALLEST = 0.75
"""Share of a page's height that a picture may take."""
OPENS = ("https://", "http://", "mailto:")
"""The only addresses a document may open."""


class Composer:
    """Remembers the heading level reached, as PDF/UA-1 7.4.2 allows none to be skipped."""

    def __init__(self, sheet: Sheet, root: Element) -> None:
        self.sheet = sheet
        self.root = root
        self.level = 0

    def rows(self, content: Iterable[blocks.Block]) -> Iterator[Row | Picture]:
        """The rows of all blocks, in order; a block without text gives none."""
        for block in content:
            yield from getattr(self, f"_{type(block).__name__.lower()}")(block)

    def text(self, text: str, style: TextStyle, element: Element, *, url: str = "", keep: bool = False) -> Row:
        """A cleaned text over the whole width."""
        lines = wrap(text, style, self.sheet.width)
        cell = Cell(lines, style, self.sheet.left, self.sheet.width, element, url=url)
        return Row([cell], before=style.before, keep=keep)

    def heading(self, text: str, style: TextStyle, level: int) -> Row:
        """A cleaned text as a heading and a bookmark."""
        self.level = min(level, self.level + 1)
        row = self.text(text, style, self.root.child(f"H{self.level}"), keep=True)
        row.bookmark = Bookmark(self.level - 1, one_line(text)[:120])
        return row

    def _heading(self, block: blocks.Heading) -> Iterator[Row]:
        if text := clean(block.text):
            yield self.heading(text, HEADINGS[block.level], block.level)

    def _paragraph(self, block: blocks.Paragraph) -> Iterator[Row]:
        for part in paragraphs(clean(block.text)):
            yield self.text(part, BODY, self.root.child("P"))

    def _link(self, block: blocks.Link) -> Iterator[Row]:
        text, url = clean(block.text), clean(block.url)
        if not url.lower().startswith(OPENS):
            yield from self._paragraph(blocks.Paragraph(f"{text} {url}"))
        else:
            yield self.text(text or url, LINK, self.root.child("P").child("Link", alt=one_line(text or url)), url=url)

    def _bullets(self, block: blocks.Bullets) -> Iterator[Row]:
        items = [text for item in block.items if (text := clean(item))]
        if not items:
            return
        whole = self.root.child("L", O="List", ListNumbering="Disc")
        left, width = self.sheet.left + INDENT, self.sheet.width - INDENT
        for item in items:
            element = whole.child("LI")
            bullet = Cell(wrap("•", ITEM, INDENT), ITEM, self.sheet.left + 4, INDENT, element.child("Lbl"))
            body = Cell(wrap(item, ITEM, width), ITEM, left, width, element.child("LBody"))
            yield Row([bullet, body], before=ITEM.before)

    def _facts(self, block: blocks.Facts) -> Iterator[Row]:
        pairs = [(clean(term), clean(description)) for term, description in block.pairs]
        if not pairs:
            return
        whole = self.root.child("Table")
        first = self.sheet.width * TERM
        for number, (term, description) in enumerate(pairs):
            element = whole.child("TR")
            row = self._cells(
                [(term, HEAD, "left"), (description, CELL, "left")],
                [first, self.sheet.width - first],
                [element.child("TH", O="Table", Scope="Row"), element.child("TD")],
            )
            row.before = BODY.before if number == 0 else 0
            yield row

    def _table(self, block: blocks.Table) -> Iterator[Row]:
        titles = [clean(column.title) for column in block.columns]
        rows = [[clean(cell) for cell in row] for row in block.rows]
        caption = clean(block.caption)
        if not rows:
            if caption:
                yield self.text(caption, CAPTION, self.root.child("P"), keep=True)
            yield from self._paragraph(blocks.Paragraph(block.empty))
            return
        whole = self.root.child("Table")
        if caption:
            yield self.text(caption, CAPTION, whole.child("Caption"), keep=True)
        yield from self._body(block, titles, rows, whole)

    def _body(
        self, block: blocks.Table, titles: list[str], rows: list[list[str]], whole: Element
    ) -> Iterator[Row]:
        aligns = [column.align for column in block.columns]
        widths = column_widths(block.columns, rows, GAP, self.sheet.width)
        element = whole.child("THead").child("TR")
        heads = [element.child("TH", O="Table", Scope="Column") for _ in titles]
        head = self._cells([(title, HEAD, align) for title, align in zip(titles, aligns)], widths, heads)
        head.before, head.keep = (4 if block.caption else CAPTION.before), True
        head.rule = Rule(self.sheet.left, self.sheet.right, weight=1.5)
        yield head
        repeated = head if not head.breakable else None
        body = whole.child("TBody")
        for texts in rows:
            element = body.child("TR")
            cells = [
                element.child("TH", O="Table", Scope="Row") if column.header else element.child("TD")
                for column in block.columns
            ]
            row = self._cells([(text, CELL, align) for text, align in zip(texts, aligns)], widths, cells)
            row.head = repeated
            yield row

    def _cells(
        self, texts: list[tuple[str, TextStyle, blocks.Align]], widths: list[float], elements: list[Element]
    ) -> Row:
        """Cells in columns over the whole width, the gap on the side away from the text, with a rule below."""
        cells, left = [], self.sheet.left
        for (text, style, align), width, element in zip(texts, widths, elements, strict=True):
            inner = max(width - GAP, 1)
            start = left + {"left": 0, "centre": GAP / 2, "right": 0}[align]
            cells.append(Cell(wrap(text, style, inner), style, start, inner, element, align))
            left += width
        return Row(cells, padding=(6, 6), rule=Rule(self.sheet.left, self.sheet.right, colour=RULE))

    def _drawing(self, block: blocks.Drawing) -> Iterator[Picture]:
        drawing = embedded(block.drawing)
        scale = min(1, self.sheet.width / drawing.width, self.sheet.height * TALLEST / drawing.height)
        element = self.root.child("Figure", alt=one_line(block.alt))
        yield Picture(drawing, scale, self.sheet.left, element, before=14)
