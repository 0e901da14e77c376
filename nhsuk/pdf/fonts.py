"""The two embedded typefaces, and what is shown for a character they lack.

Liberation Sans has the widths of Arial, the typeface NHS documents use where Frutiger is not to be had, so figures
measured in Helvetica fit too. It holds every Latin letter (Welsh, Polish, Romanian, Vietnamese), Greek and Cyrillic.
"""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

REGULAR = "nhsuk-pdf-regular"
BOLD = "nhsuk-pdf-bold"
MISSING = "□"
_FILES = {REGULAR: "LiberationSans-Regular.ttf", BOLD: "LiberationSans-Bold.ttf"}


class EmbeddedFont(TTFont):
    """Its map back to Unicode holds only real characters.

    reportlab fills the unused codes of a subset with U+0000, which PDF/UA-1 7.21.7 forbids.
    """

    def addObjects(self, doc: PDFDocument) -> None:
        """Write the subsets used in the document."""
        super().addObjects(doc)
        family = self.face.name.decode()
        for name, stream in list(doc.idToObject.items()):
            if name.startswith("toUnicodeCMap:") and name.endswith(f"+{family}"):
                stream.content = _without_nulls(stream.content)


def _without_nulls(cmap: str) -> str:
    head, _, rest = cmap.partition(" beginbfchar\n")
    entries, _, tail = rest.partition("\nendbfchar")
    kept = [entry for entry in entries.split("\n") if not entry.endswith("<0000>")]
    return f"{head.rpartition(chr(10))[0]}\n{len(kept)} beginbfchar\n" + "\n".join(kept) + f"\nendbfchar{tail}"


@cache
def register() -> frozenset[int]:
    """Make both faces known to reportlab, which finds fonts by name only; the characters both can show."""
    folder = Path(__file__).parent / "typefaces"
    fonts = [EmbeddedFont(name, str(folder / file)) for name, file in _FILES.items()]
    for font in fonts:
        pdfmetrics.registerFont(font)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


@lru_cache(maxsize=50_000)
def measure(text: str, font: str, size: float) -> float:
    """Width in points of text as it will be shown."""
    return pdfmetrics.stringWidth(text, font, size)


class _Shown(dict[int, str]):
    """A symbol without a glyph is named, since a tick shown as an empty box would say the opposite; a letter is a box.

    Letters written from right to left count as lacking: set from left to right they would misspell the word.
    """

    def __missing__(self, code: int) -> str:
        self[code] = shown = self._decide(chr(code))
        return shown

    def _decide(self, char: str) -> str:
        if ord(char) in register() and unicodedata.bidirectional(char) not in ("R", "AL"):
            return char
        if char == "\N{NON-BREAKING HYPHEN}":
            return "-"
        category = unicodedata.category(char)
        if category == "Zs":
            return " "
        name = unicodedata.name(char, "").lower()
        return f"[{name}]" if category in ("So", "Sm") and name and char != "\ufffd" else MISSING


_SHOWN = _Shown()


def show(text: str) -> str:
    """The text in characters that can be drawn."""
    return text if text.isascii() else text.translate(_SHOWN)
