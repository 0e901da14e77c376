"""Tagged, accessible PDF documents in the look of the design system.

Content goes in as plain text in frozen dataclasses, bytes come out. Nothing here knows a word of the domain,
reads a clock, a setting or a file other than the two typefaces beside it.
"""

from nhsuk.pdf.blocks import (
    Block,
    Bullets,
    Drawing,
    FactList,
    Heading,
    Paragraph,
    PdfColumn,
    PdfLink,
    PdfTable,
    TableOfContents,
)
from nhsuk.pdf.document import Document, render

__all__ = [
    "Block",
    "Bullets",
    "Document",
    "Drawing",
    "FactList",
    "Heading",
    "Paragraph",
    "PdfColumn",
    "PdfLink",
    "PdfTable",
    "TableOfContents",
    "render",
]
