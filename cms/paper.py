"""A page of guidance as PDF: the same words as on the screen."""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from nhsuk import pdf
from people.labels import on_day

from .models import GuidancePage


def as_pdf(page: GuidancePage) -> bytes:
    blocks: list[pdf.Block] = [pdf.Paragraph(page.summary), pdf.Paragraph(f"For: {page.audience}")]
    for block in page.body:
        blocks += PRINTED[block.block_type](block.value)
    if page.sources:
        blocks += [pdf.Heading(1, "What this is based on"), pdf.Bullets(page.sources.splitlines())]
    blocks.append(
        pdf.Paragraph(
            f"Looked after by: {page.looked_after_by}. Last reviewed {on_day(page.last_reviewed)}; next "
            f"review due by {on_day(page.review_by)}."
        )
    )
    return pdf.render(pdf.Document(title=page.title, subtitle="Guidance", blocks=blocks))


def _rich(value) -> Iterator[pdf.Block]:
    """Paragraphs and lists; numbered ones keep their numbers."""
    for element in BeautifulSoup(value.source, "html.parser").find_all(["p", "ul", "ol"], recursive=False):
        items = [item.get_text() for item in element.find_all("li")]
        if element.name == "ul":
            yield pdf.Bullets(items)
        elif element.name == "ol":
            yield from (pdf.Paragraph(f"{number}. {item}") for number, item in enumerate(items, 1))
        else:
            yield pdf.Paragraph(element.get_text())


def _under(heading: str, value) -> Iterator[pdf.Block]:
    yield pdf.Heading(2, heading)
    yield from _rich(value)


def _list(heading: str, items) -> Iterator[pdf.Block]:
    yield pdf.Heading(2, heading)
    yield pdf.Bullets([str(item) for item in items])


def _table(value: dict[str, Any]) -> Iterator[pdf.Block]:
    columns = [pdf.PdfColumn(title, header=number == 0) for number, title in enumerate(value["columns"])]
    yield pdf.PdfTable(columns, [list(row) for row in value["rows"]], value["caption"])


PRINTED = {
    "heading": lambda value: [pdf.Heading(1, value)],
    "text": _rich,
    "inset": _rich,
    "warning": lambda value: _under(value["heading"], value["text"]),
    "expander": lambda value: _under(value["summary"], value["text"]),
    "do": lambda value: _list("Do", value),
    "dont": lambda value: _list("Don't", value),
    "checklist": lambda value: _list(value["heading"], value["items"]),
    "table": _table,
    "contents": lambda value: [],
    "action": lambda value: [],
}
"""How each kind of block is printed; what only leads somewhere on the site is left out."""
