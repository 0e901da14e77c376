"""Plain text made safe to print and broken into lines; the cost grows with the length and no faster.

Words longer than 60 characters may break after every 60th, and words wider than the line after the last that fits.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from nhsuk.pdf.fonts import measure, show
from nhsuk.pdf.styles import TextStyle

LONGEST_WORD = 60
LONGEST_PARAGRAPH = 200
_BREAK_AFTER = "-/@._,"


class Line(NamedTuple):
    """One printed line: what is drawn, and what it stands for where the typefaces lack a glyph."""

    shown: str
    spoken: str


class _Piece(NamedTuple):
    shown: str
    spoken: str
    spaced: bool


class _Clean(dict[int, str | None]):
    """Controls, formats and direction overrides go; halves of characters and non-characters become U+FFFD."""

    def __missing__(self, code: int) -> str | None:
        category = unicodedata.category(chr(code))
        if code == 0x0A:
            self[code] = "\n"
        elif code == 0x09:
            self[code] = " "
        elif category in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F:
            self[code] = None
        else:
            self[code] = "\ufffd" if category == "Cs" or code & 0xFFFE == 0xFFFE else chr(code)
        return self[code]


_CLEAN = _Clean()


def clean(text: str) -> str:
    """What may be printed of a text: composed characters, `\\n` between lines, no blank edges.

    Composed 60 characters at a time, since composing 200,000 combining marks in one go takes half a minute.
    """
    text = "\n".join(text.splitlines()).translate(_CLEAN).strip()
    if text.isascii():
        return text
    runs = re.findall(rf"\S{{1,{LONGEST_WORD}}}|\s+", text)
    return "".join(unicodedata.normalize("NFC", run) for run in runs)


def one_line(text: str) -> str:
    """A cleaned text without line breaks, for titles and bookmarks."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """A cleaned text in parts of at most 200 words."""
    starts = [word.start() for word in re.finditer(r"\S+", text)][::LONGEST_PARAGRAPH]
    return [text[start:end].rstrip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def wrap(text: str, style: TextStyle, width: float) -> list[Line]:
    """A cleaned text in lines no wider than `width`; a single character wider than that has a line of its own."""
    return [line for source in text.split("\n") for line in _fill(_pieces(source, style, width), style, width)]


def _fill(pieces: Iterator[_Piece], style: TextStyle, width: float) -> Iterator[Line]:
    space = measure(" ", style.font, style.size)
    line: list[_Piece] = []
    used = 0.0
    for piece in pieces:
        extent = measure(piece.shown, style.font, style.size)
        gap = space if piece.spaced and line else 0
        if line and used + gap + extent > width:
            yield _joined(line)
            line, used, gap = [], 0.0, 0
        line.append(piece)
        used += gap + extent
    yield _joined(line)


def _joined(line: list[_Piece]) -> Line:
    shown = "".join(f" {piece.shown}" if piece.spaced else piece.shown for piece in line)
    spoken = "".join(f" {piece.spoken}" if piece.spaced and piece.spoken else piece.spoken for piece in line)
    return Line(shown.strip(" "), spoken.strip(" "))


def _pieces(source: str, style: TextStyle, width: float) -> Iterator[_Piece]:
    """The parts between which the line may break; the first part of a word speaks for the whole of it."""
    for word in source.split(" "):
        spoken = word
        for part in show(word).split(" "):
            spaced = True
            for start in range(0, len(part), LONGEST_WORD):
                for shown in _cut(part[start : start + LONGEST_WORD], style, width):
                    yield _Piece(shown, spoken if show(word) != word else shown, spaced)
                    spoken, spaced = "", False


def _cut(part: str, style: TextStyle, width: float) -> Iterator[str]:
    while part and measure(part, style.font, style.size) > width:
        room = width
        fits = 0
        while fits < len(part) and (room := room - measure(part[fits], style.font, style.size)) >= 0:
            fits += 1
        head = part[:fits] or part[0]
        head = head[: max(head.rfind(mark) + 1 for mark in _BREAK_AFTER) or len(head)]
        yield head
        part = part[len(head) :]
    if part:
        yield part
