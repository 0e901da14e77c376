"""A list that a page shows in parts, taken along whole: as CSV or as Excel, filtered as it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse

from nhsuk.components import Link
from tabular import as_csv, as_workbook

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WORDS = {"csv": "Download as CSV", "xlsx": "Download as Excel"}


def spreadsheet(name: str, header: Sequence[str], lines: Iterable[Sequence[object]]) -> HttpResponse:
    """A list as the file that its name ends in: ``register.csv`` or ``register.xlsx``."""
    stem, _, ending = name.rpartition(".")
    if ending == "csv":
        content = as_csv(header, ([str(cell) for cell in line] for line in lines))
    else:
        content = as_workbook([(stem.capitalize(), [header, *lines])])
    return attached(content, TYPES[ending], name)


def iso(day: date | None) -> str:
    """A day as a spreadsheet sorts it."""
    return day.isoformat() if day else ""


def attached(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep, under its name."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def taken_along(
    request: HttpRequest, stem: str, header: Sequence[str], lines: Iterable[Sequence[object]]
) -> HttpResponse | None:
    """The list as the file that the address asks for; nothing where it asks for the page."""
    ending = request.GET.get("as", "")
    return spreadsheet(f"{stem}.{ending}", header, lines) if ending in TYPES else None


def download_links(request: HttpRequest, at: Mapping[str, str] | None = None) -> list[Link]:
    """Where the list can be taken along, with the filters of the page: at the address for the kind of file, or at the page's
    own with what ``taken_along`` looks for."""
    links = []
    for ending, words in WORDS.items():
        query = request.GET.copy()
        query.pop("page", None)
        if at is None:
            query["as"] = ending
        asked = f"?{query.urlencode()}" if query else ""
        links.append(Link(words, f"{at[ending] if at else ''}{asked}"))
    return links
