"""A list that a page shows in parts, taken along whole: as CSV or as Excel, filtered as it is shown."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from nhsuk.components import Link
from tabular import as_csv, as_workbook

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORDS = {"csv": "Download as CSV", "xlsx": "Download as Excel"}


def taken_along(
    request: HttpRequest, stem: str, header: Sequence[str], lines: Iterable[Sequence[object]]
) -> HttpResponse | None:
    """The list as the file that the address asks for; nothing where it asks for the page."""
    ending = request.GET.get("as", "")
    if ending not in TYPES:
        return None
    rows = [[str(cell) for cell in line] for line in lines]
    content = as_csv(header, rows) if ending == "csv" else as_workbook([(stem.capitalize(), [header, *rows])])
    name = {"Content-Disposition": f'attachment; filename="{stem}.{ending}"'}
    return HttpResponse(content, content_type=TYPES[ending], headers=name)


def download_links(request: HttpRequest) -> list[Link]:
    """Where the list can be taken along, with the filters of the page."""
    links = []
    for ending, words in WORDS.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["as"] = ending
        links.append(Link(words, f"?{query.urlencode()}"))
    return links
