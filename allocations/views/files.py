"""A list that is searched by name, and taken along as CSV or as a workbook (XLSX)."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from nhsuk.paging import PER_PAGE
from nhsuk.words import how_many
from tabular import as_csv, as_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_file(kind: str, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows under their header, to download as ``name``; ``kind`` is ``csv`` or ``xlsx``."""
    if kind == "csv":
        content, type_ = as_csv(header, [[str(cell) for cell in row] for row in rows]), "text/csv; charset=utf-8"
    else:
        content, type_ = as_workbook([(name, [header, *rows])]), XLSX
    return HttpResponse(content, content_type=type_, headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'})


def iso(day) -> str:
    """A day as a spreadsheet sorts it."""
    return day.isoformat() if day else ""


def matched(words: str, count: int) -> str:
    """How many names fit what was typed, and that only the first are shown where they are many."""
    more = f". The first {PER_PAGE} are shown. Enter more of the name to see others" if count > PER_PAGE else ""
    return f"{how_many(count, 'person', 'people')} with the name “{words}”{more}"
