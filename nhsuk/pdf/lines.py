"""Cleaned text broken into lines; the cost grows with the length and no faster.

Words longer than 60 characters may break there at the latest, and words wider than the line after what fits.
"""

from collections.abc import Iterator
from typing import NamedTuple

from nhsuk.pdf.fonts import measure, show
from nhsuk.pdf.styles import TextStyle
from nhsuk.pdf.text import LONGEST_WORD

BREAK_AFTER = "-/@._,"
ROUNDING = 0.001
"""Points by which a line may be wider, or a page higher, than its room: sums are not exact."""


class GlyphRun(NamedTuple):
    """Characters drawn in one go, and what they stand for: the same, unless the typefaces lack a glyph."""

    shown: str
    spoken: str


class PrintedLine(NamedTuple):
    """One printed line."""

    shown: str
    runs: tuple[GlyphRun, ...]


class _Piece(NamedTuple):
    """A part of a word; `spaced` if a space comes before it, `spoken` empty if an earlier part speaks for it."""

    shown: str
    spoken: str
    spaced: bool


def wrap(text: str, style: TextStyle, width: float) -> list[PrintedLine]:
    """A cleaned text in lines no wider than `width`; a single character wider than that has a line of its own."""
    *sources, last = text.split("\n")
    lines = [line for source in sources for line in _fill(source, style, width, tail=" ")]
    return [*lines, *_fill(last, style, width, tail="")]


def _fill(source: str, style: TextStyle, width: float, tail: str) -> Iterator[PrintedLine]:
    """Lines end with an undrawn space where a word ends, or a screen reader would run it into the next."""
    space = measure(" ", style.font, style.size)
    line: list[_Piece] = []
    used = 0.0
    for piece in _pieces(source, style, width):
        extent = measure(piece.shown, style.font, style.size)
        gap = space if piece.spaced and line else 0
        if line and used + gap + extent > width + ROUNDING:
            yield _joined(line, " " if piece.spaced else "")
            line, used, gap = [], 0.0, 0
        line.append(piece)
        used += gap + extent
    yield _joined(line, tail)


def _joined(pieces: list[_Piece], tail: str) -> PrintedLine:
    """A word with a replacement in it is a run of its own."""
    runs: list[GlyphRun] = []
    for index, piece in enumerate(pieces):
        gap = " " if piece.spaced and index else ""
        run = GlyphRun(gap + piece.shown, gap + piece.spoken if piece.spoken else "")
        if runs and (run.spoken == "" or (runs[-1].shown == runs[-1].spoken and run.shown == run.spoken)):
            run = GlyphRun(runs[-1].shown + run.shown, runs.pop().spoken + run.spoken)
        runs.append(run)
    shown = "".join(run.shown for run in runs)
    if runs and tail:
        runs[-1] = GlyphRun(runs[-1].shown + tail, runs[-1].spoken + tail)
    return PrintedLine(shown, tuple(runs))


def _pieces(source: str, style: TextStyle, width: float) -> Iterator[_Piece]:
    """The parts between which the line may break; the first part of a word speaks for the whole of it."""
    for word in source.split(" "):
        drawable = show(word)
        spoken = word
        for part in drawable.split(" "):
            for index, shown in enumerate(_cut(part, style, width)):
                yield _Piece(shown, shown if drawable == word else spoken, spaced=index == 0)
                spoken = ""


def _cut(word: str, style: TextStyle, width: float) -> Iterator[str]:
    start = 0
    while start < len(word):
        part = word[start : start + LONGEST_WORD]
        if start + len(part) < len(word) or measure(part, style.font, style.size) > width + ROUNDING:
            part = _head(part, style, width)
        yield part
        start += len(part)


def _head(part: str, style: TextStyle, width: float) -> str:
    """What fits, up to the last hyphen, slash or other mark after which a reader expects a break."""
    fits = 0
    while fits < len(part) and (width := width - measure(part[fits], style.font, style.size)) >= 0:
        fits += 1
    head = part[: max(fits, 1)]
    return head[: max(head.rfind(mark) + 1 for mark in BREAK_AFTER) or len(head)]
