"""A table of the pages, on paper: the same columns and the same rows."""

from typing import Any

from . import pdf
from .components import Column, Lines, Table


def as_table(table: Table) -> pdf.PdfTable:
    """Dates and numbers stay in one piece; what is empty says after its title that it is."""
    rows = [[_written(cell) for cell in row] for row in table.rows]
    caption = "" if table.caption_hidden or not rows else table.caption
    return pdf.PdfTable([_column(column) for column in table.columns], rows, caption, empty=table.nothing)


def _column(column: Column) -> pdf.PdfColumn:
    return pdf.PdfColumn(column.title, align="right" if column.numeric else "left", whole=column.nowrap or column.numeric)


def _written(cell: Any) -> str:
    """Several things stand one under the other, as on the page."""
    return "\n".join(map(str, cell.items)) if isinstance(cell, Lines) else str(cell)
