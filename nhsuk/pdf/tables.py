"""Tables and lists of facts: rows of cells over the whole width, a thin rule below each."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nhsuk.pdf.blocks import Align, FactList, PdfTable
from nhsuk.pdf.columns import column_widths
from nhsuk.pdf.lines import wrap
from nhsuk.pdf.rows import PdfCell, PdfRow, RuledLine, kept_together
from nhsuk.pdf.styles import CELL, DESCRIPTION, HEAD, RULE, STRONG_RULE, TERM, Sheet, TextStyle
from nhsuk.pdf.tagging import Element
from nhsuk.pdf.text import clean

GAP = 12
"""Between columns."""
UNCAPTIONED = 10
"""Above the head of a table without a caption."""
PADDING = (4, 4)
"""Above and below the text of a cell."""
TERMS = 0.3
"""Share of the width for the terms of a list of facts."""


class _Column(NamedTuple):
    left: float
    width: float
    align: Align = "left"


def table(block: PdfTable, sheet: Sheet, element: Element) -> Iterator[PdfRow]:
    """The head, which is repeated on every page, and the rows."""
    texts = [[clean(text) for text in row] for row in block.rows]
    widths = column_widths(block.columns, texts, GAP, sheet.width)
    columns = _columns(sheet, widths, [column.align for column in block.columns])
    line = element.child("THead").child("TR")
    titles = [clean(column.title) for column in block.columns]
    head = _row(sheet, columns, titles, [HEAD] * len(columns), [_header(line, "Column") for _ in columns])
    head.before = 4 if block.caption else UNCAPTIONED
    head.keep = True
    head.rule = RuledLine(sheet.left, sheet.right, 1.5, STRONG_RULE)
    yield head
    body = element.child("TBody")
    rows = []
    for cells in texts:
        line = body.child("TR")
        owners = [_header(line, "Row") if column.header else line.child("TD") for column in block.columns]
        rows.append(_row(sheet, columns, cells, [CELL] * len(columns), owners))
        rows[-1].head = None if head.breakable else head
    yield from kept_together(rows)


def facts(block: FactList, sheet: Sheet, element: Element) -> Iterator[PdfRow]:
    """Each term is the header of its row."""
    columns = _columns(sheet, [sheet.width * TERMS, sheet.width * (1 - TERMS)], ["left", "left"])
    rows = []
    for term, description in block.pairs:
        line = element.child("TR")
        texts, owners = [clean(term), clean(description)], [_header(line, "Row"), line.child("TD")]
        rows.append(_row(sheet, columns, texts, [TERM, DESCRIPTION], owners))
    rows[0].before = DESCRIPTION.before
    yield from kept_together(rows)


def _header(line: Element, scope: str) -> Element:
    return line.child("TH", O="Table", Scope=scope)


def _columns(sheet: Sheet, widths: Sequence[float], aligns: Sequence[Align]) -> list[_Column]:
    """Each with its gap taken off on the right, but for the last."""
    columns, left = [], sheet.left
    for width, align in zip(widths, aligns, strict=True):
        columns.append(_Column(left, max(width - GAP, 1), align))
        left += width
    columns[-1] = columns[-1]._replace(width=max(sheet.right - columns[-1].left, 1))
    return columns


def _row(
    sheet: Sheet, columns: Sequence[_Column], texts: Sequence[str], styles: Sequence[TextStyle], owners: Sequence[Element]
) -> PdfRow:
    cells = [
        PdfCell(wrap(text, style, column.width), style, column.left, column.width, owner, column.align)
        for column, text, style, owner in zip(columns, texts, styles, owners, strict=True)
    ]
    return PdfRow(cells, padding=PADDING, rule=RuledLine(sheet.left, sheet.right, 0.75, RULE))
