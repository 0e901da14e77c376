"""The tables of a pack as spreadsheets: one CSV each, and one workbook with a sheet for each section."""

from collections.abc import Iterator, Sequence

from tabular import as_csv
from tabular import as_workbook as workbook_of

from .contents import Section


def as_csvs(sections: Sequence[Section]) -> Iterator[tuple[str, bytes]]:
    for section in sections:
        for number, table in enumerate(section.tables, 1):
            name = f"{section.code}.csv" if len(section.tables) == 1 else f"{section.code}-{number}.csv"
            rows = [[str(cell) for cell in row] for row in table.rows]
            yield name, as_csv([column.title for column in table.columns], rows)


def as_workbook(sections: Sequence[Section]) -> bytes:
    return workbook_of((section.title, _rows(section)) for section in sections)


def _rows(section: Section) -> Iterator[Sequence[object]]:
    """Its tables one below the other, an empty row after each."""
    for table in section.tables:
        yield [table.caption]
        yield [column.title for column in table.columns]
        yield from table.rows
        yield []
