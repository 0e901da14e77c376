"""Writing sheets as one workbook (XLSX). No cell is a formula, and no file says when it was made.

A cell of a workbook has a type, so text needs no apostrophe in front as in a CSV file: it is marked as text, and text that a
spreadsheet would run once somebody edits it is marked as quoted (``quotePrefix``, ECMA-376 18.8.45).
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from .cells import is_dangerous

EPOCH = (1980, 1, 1, 0, 0, 0)
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
NOT_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_NAME, LONGEST_CELL = 31, 32_000
Rows = Iterable[Sequence[object]]


def as_workbook(sheets: Iterable[tuple[str, Rows]]) -> bytes:
    """Sheets by name, each a series of rows: whole numbers as numbers, anything else as text, whatever it looks like."""
    from openpyxl import Workbook  # with all it brings along, too much for every process of the site to carry

    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(NOT_IN_A_NAME.sub(" ", name)[:LONGEST_NAME])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _cell(sheet: Any, value: object) -> Any:
    if isinstance(value, int):
        return value
    from openpyxl.cell import WriteOnlyCell

    text = NOT_IN_A_CELL.sub("�", str(value))[:LONGEST_CELL]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if is_dangerous(text):
        cell.quotePrefix = True
    return cell


def _timeless(packed: bytes) -> bytes:
    """The same workbook without the instants that its library writes into it."""
    out, now = io.BytesIO(), re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = now.sub(rb"\g<1>" + datetime(*EPOCH).isoformat().encode() + b"Z", content)
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()
