"""Writes what PDF/UA-1 (ISO 14289-1) asks for beside the pages: the structure tree, the metadata, the title bar.

The file says nothing of when it was made: the same content gives the same bytes.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import XMP, PDFArray, PDFDictionary, PDFInfo, PDFName, PDFObjectReference, PDFString

from nhsuk.pdf.tagging import Area, Element, Mark, TaggedCanvas

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


_References = dict[Element, PDFObjectReference]


class _UndatedInfo(PDFInfo):
    """Title and author only: reportlab's fixed date for repeatable files is the year 2000, which would be a lie."""

    subject = keywords = ""

    def format(self, document: object) -> bytes:
        return PDFDictionary({"Title": PDFString(self.title), "Author": PDFString(self.author)}).format(document)


def describe(canvas: TaggedCanvas, title: str, author: str) -> None:
    """Title and author, shown in the title bar of the window in place of the file's name."""
    document = canvas._doc
    document.info = _UndatedInfo()
    document.setTitle(title)
    document.setAuthor(author)
    packet = _XMP.format(title=escape(title), author=escape(author)).encode()
    document.Catalog.Metadata = XMP(creator=lambda _: packet)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def write_structure(canvas: TaggedCanvas, root: Element) -> None:
    """The tree from the root down, and the way back from each marked run and area to its element."""
    document = canvas._doc
    tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
    references: _References = {}
    tree["K"] = _element(canvas, root, document.Reference(tree), references)
    numbers: list[object] = []
    for page, owners in enumerate(canvas.marked[: len(canvas.pages)]):
        numbers += [page, document.Reference(PDFArray([references[owner] for owner in owners]))]
    for key, (area, owner) in enumerate(canvas.areas, len(canvas.pages)):
        area.annotation["StructParent"] = key
        numbers += [key, references[owner]]
    tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
    tree["ParentTreeNextKey"] = len(canvas.pages) + len(canvas.areas)
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})


def _element(canvas: TaggedCanvas, element: Element, parent: PDFObjectReference, references: _References) -> PDFObjectReference:
    entry = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(element.tag), "P": parent})
    reference = references[element] = canvas._doc.Reference(entry)
    if element.alt:
        entry["Alt"] = PDFString(element.alt)
    if element.attributes:
        entry["A"] = PDFDictionary({name: _value(value) for name, value in element.attributes.items()})
    if element.parts:
        entry["K"] = PDFArray([_part(canvas, part, reference, references) for part in element.parts])
    return reference


def _part(
    canvas: TaggedCanvas, part: Element | Mark | Area, parent: PDFObjectReference, references: _References
) -> PDFObjectReference | PDFDictionary:
    if isinstance(part, Element):
        return _element(canvas, part, parent, references)
    page = canvas._doc.Reference(canvas.pages[part.page])
    if isinstance(part, Mark):
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": part.number})
    return PDFDictionary({"Type": PDFName("OBJR"), "Pg": page, "Obj": canvas._doc.Reference(part.annotation)})


def _value(value: str | tuple[float, ...]) -> PDFName | PDFArray:
    return PDFName(value) if isinstance(value, str) else PDFArray([round(number, 2) for number in value])
