"""Lists as files to take along."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from tabular import as_csv, as_workbook

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def list_file(name: str, kind: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Rows under a header as a file of a kind (``KINDS``)."""
    rows = list(rows)
    if kind == "csv":
        content = as_csv(header, [[str(cell) for cell in row] for row in rows])
    else:
        content = as_workbook([(name.capitalize(), [header, *rows])])
    return HttpResponse(
        content, content_type=KINDS[kind], headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    )
