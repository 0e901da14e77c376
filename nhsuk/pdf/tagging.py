"""A canvas that says what each thing it draws is: a piece of the structure, or decoration.

reportlab writes no structure, so this is the one place that touches its private parts: the page's list of operators
(`_code`), the hook at a page's end (`_startPage`) and the annotation it wrote last.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from nhsuk.pdf.fonts import REGULAR, register


class Mark(NamedTuple):
    """A run of drawing operators on a page."""

    page: int
    number: int


class Area(NamedTuple):
    """A region of a page that reacts to a click."""

    page: int
    annotation: pdfdoc.PDFDictionary


@dataclass(eq=False)
class Element:
    """A node of the structure: its parts are elements, marks on pages and areas, in reading order."""

    tag: str
    alt: str = ""
    attributes: dict[str, str | tuple[float, ...]] = field(default_factory=dict)
    parts: list[Element | Mark | Area] = field(default_factory=list)

    def child(self, tag: str, alt: str = "", **attributes: str) -> Element:
        """A new last part; attributes are PDF names, `O` the kind they are of."""
        element = Element(tag, alt, dict(attributes))
        self.parts.append(element)
        return element


class TaggedCanvas(Canvas):
    """Collects, page by page, which element owns each marked run."""

    def __init__(self, size: tuple[float, float]) -> None:
        register()
        self.marked: list[list[Element]] = [[]]
        self.areas: list[tuple[Area, Element]] = []
        self.output = BytesIO()
        super().__init__(
            self.output,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=REGULAR,
            lang="en-GB",
        )
        self._doc.signature = sha256()

    @property
    def pages(self) -> list[pdfdoc.PDFPage]:
        """The finished ones."""
        return self._doc.Pages.pages

    @contextmanager
    def tagged(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to the element."""
        number = len(self.marked[-1])
        self.marked[-1].append(element)
        element.parts.append(Mark(len(self.pages), number))
        yield from self._between(f"/{element.tag} <</MCID {number}>> BDC")

    @contextmanager
    def artifact(self, kind: str = "Pagination") -> Iterator[None]:
        """What is drawn inside is decoration, passed over by a screen reader."""
        yield from self._between(f"/Artifact <</Type /{kind}>> BDC")

    @contextmanager
    def standing_for(self, text: str) -> Iterator[None]:
        """What is drawn inside is read, searched and copied as the text."""
        yield from self._between(f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")

    def _between(self, opening: str) -> Iterator[None]:
        self._code.append(opening)
        yield
        self._code.append("EMC")

    def area(self, url: str, box: tuple[float, float, float, float], owner: Element, label: str) -> None:
        """A click in the box opens the address, or goes to a #bookmark; it is printed and read out (F=4) as the label."""
        self.linkURL(quote(url, safe="%/:?#[]@!$&'()*+,;=~"), box, Contents=pdfdoc.PDFString(label), F=4)
        annotation = self._doc.idToObject[self._annotationrefs[-1].name]
        if url.startswith("#"):
            del annotation.dict["A"]
            annotation["Dest"] = self._bookmarkReference(url[1:])
        area = Area(len(self.pages), annotation)
        owner.parts.append(area)
        self.areas.append((area, owner))

    def _startPage(self) -> None:
        """reportlab leaves the two keys that lead from a page to its structure out of a page's dictionary."""
        page = self.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.pages) - 1
        page.Tabs = pdfdoc.PDFName("S")
        page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        self._doc.updateSignature(page.stream)
        self.marked.append([])
        super()._startPage()
