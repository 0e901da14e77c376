"""How wide the columns of a table are."""

import re
from collections.abc import Sequence

from nhsuk.pdf.blocks import PdfColumn
from nhsuk.pdf.fonts import measure, show
from nhsuk.pdf.lines import BREAK_AFTER
from nhsuk.pdf.styles import CELL, HEAD, TextStyle

WIDEST_WORD = 0.3
"""No single word claims more than this share of the table: a longer one is broken."""


def column_widths(columns: Sequence[PdfColumn], rows: Sequence[Sequence[str]], gap: float, total: float) -> list[float]:
    """Widths that add up to `total`, each with its gap.

    A column without a width of its own is as wide as its content asks for; the others share the rest.
    """
    shares = [column.width for column in columns]
    natural = _natural(columns, rows, gap, total) if None in shares else [0.0] * len(columns)
    whole = sum(share or 0 for share in shares)
    rest = total - sum(width for width, share in zip(natural, shares, strict=True) if share is None)
    return [width if share is None else rest * share / whole for width, share in zip(natural, shares, strict=True)]


def _natural(columns: Sequence[PdfColumn], rows: Sequence[Sequence[str]], gap: float, total: float) -> list[float]:
    """The longest word first, then the whole line: dates and short words stay in one piece, long texts give way."""
    least, most = [], []
    for index, column in enumerate(columns):
        extents = [_extents(column.title, HEAD), *(_extents(row[index], CELL) for row in rows)]
        least.append(gap + min(max(word for word, _ in extents), total * WIDEST_WORD))
        most.append(max(least[-1], gap + max(line for _, line in extents)))
    if sum(least) >= total:
        return _filled(least, total)
    wants = [high - low for low, high in zip(least, most, strict=True)]
    spare = total - sum(least)
    if sum(wants) <= spare:
        return [width + (spare - sum(wants)) / len(columns) for width in most]
    return [low + extra for low, extra in zip(least, _filled(wants, spare), strict=True)]


def _filled(wants: Sequence[float], amount: float) -> list[float]:
    """An amount that is too small, poured in evenly: small wants are met in full, the large ones share the rest alike."""
    met = [0.0] * len(wants)
    order = sorted(range(len(wants)), key=wants.__getitem__)
    for position, index in enumerate(order):
        met[index] = min(wants[index], amount / (len(order) - position))
        amount -= met[index]
    return met


def _extents(text: str, style: TextStyle) -> tuple[float, float]:
    """Width of the longest part that should not be broken, and of the longest line."""
    part = max(measure(word, style.font, style.size) for word in _unbroken(text))
    return part, max(measure(line, style.font, style.size) for line in show(text).split("\n"))


def _unbroken(text: str) -> list[str]:
    return re.split(rf"(?<=[{re.escape(BREAK_AFTER)}])|\s", show(text))
