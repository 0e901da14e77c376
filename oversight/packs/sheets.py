"""The tables of a pack as spreadsheets: one CSV each, and one workbook. No cell is a formula, and no file says when it was made."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from tabular import as_csv, harmless

from .contents import Section

EPOCH = (1980, 1, 1, 0, 0, 0)
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
NOT_IN_A_CELL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_NAME, LONGEST_CELL = 31, 32_000


def as_csvs(sections: Sequence[Section]) -> Iterator[tuple[str, bytes]]:
    for section in sections:
        for number, table in enumerate(section.tables, 1):
            name = f"{section.code}.csv" if len(section.tables) == 1 else f"{section.code}-{number}.csv"
            rows = [[str(cell) for cell in row] for row in table.rows]
            yield name, as_csv([column.title for column in table.columns], rows)


def as_workbook(sections: Sequence[Section]) -> bytes:
    from openpyxl import Workbook  # with all it brings along, too much for every process of the site to carry

    book = Workbook(write_only=True)
    for section in sections:
        sheet = book.create_sheet(NOT_IN_A_NAME.sub(" ", section.title)[:LONGEST_NAME])
        for table in section.tables:
            sheet.append([_cell(sheet, table.caption)])
            sheet.append([_cell(sheet, column.title) for column in table.columns])
            for row in table.rows:
                sheet.append([_cell(sheet, cell) for cell in row])
            sheet.append([])
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _cell(sheet, value):
    """A number as a number; anything else as text, whatever it looks like."""
    if isinstance(value, int):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, NOT_IN_A_CELL.sub("�", harmless(str(value)))[:LONGEST_CELL])
    cell.data_type = "s"
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
