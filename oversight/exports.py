"""Lists of the service taken along: all of a list as it was filtered, not only the page that is shown."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.urls import reverse

from nhsuk.components import Link, Table
from people.models import Service
from tabular import as_csv, as_workbook

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def spreadsheet(name: str, header: Sequence[str], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """A list as the file that its name ends in: ``register.csv`` or ``register.xlsx``."""
    stem, _, ending = name.rpartition(".")
    if ending == "csv":
        return attached(as_csv(header, ([str(cell) for cell in line] for line in lines)), CSV, name)
    return attached(as_workbook([(stem, [header, *lines])]), XLSX, name)


def of_table(name: str, table: Table) -> HttpResponse:
    return spreadsheet(name, [column.title for column in table.columns], table.rows)


def downloads(stem: str, service: Service, query: str = "") -> list[Link]:
    """Where a list can be taken along as it is filtered: ``query`` with its question mark."""
    kinds = (("csv", "Download as CSV"), ("xlsx", "Download as Excel"))
    return [Link(words, reverse(f"oversight:{stem}_{kind}", args=[service.code]) + query) for kind, words in kinds]
