"""A table of the pages, on paper: the same columns and the same rows."""

from . import pdf
from .components import Table


def as_table(table: Table) -> pdf.PdfTable:
    columns = [pdf.PdfColumn(column.title, align="right" if column.numeric else "left") for column in table.columns]
    rows = [[str(cell) for cell in row] for row in table.rows]
    return pdf.PdfTable(columns=columns, rows=rows, caption="" if table.caption_hidden else table.caption, empty=table.empty)
