"""How wide the columns of a table are."""

from collections.abc import Sequence

from nhsuk.pdf.blocks import Column
from nhsuk.pdf.fonts import measure, show
from nhsuk.pdf.styles import CELL, HEAD, TextStyle

WIDEST_WORD = 0.3
"""No single word claims more than this share of the table: a longer one is broken."""


def column_widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], gap: float, total: float) -> list[float]:
    """Widths that add up to `total`, each with its gap.

    A column without a width of its own is as wide as its content asks for; the others share the rest.
    """
    shares = [column.width for column in columns]
    natural = _natural(columns, rows, gap, total) if None in shares else [0.0] * len(columns)
    whole = sum(share or 0 for share in shares)
    rest = total - sum(width for width, share in zip(natural, shares, strict=True) if share is None)
    return [width if share is None else rest * share / whole for width, share in zip(natural, shares, strict=True)]


def _natural(columns: Sequence[Column], rows: Sequence[Sequence[str]], gap: float, total: float) -> list[float]:
    """Every cell on one line where there is room for it, else its longest word and a share of what is left."""
    least, most = [], []
    for index, column in enumerate(columns):
        extents = [_extents(column.title, HEAD), *(_extents(row[index], CELL) for row in rows)]
        least.append(gap + min(max(word for word, _ in extents), total * WIDEST_WORD))
        most.append(max(least[-1], gap + max(line for _, line in extents)))
    if sum(least) >= total:
        return [width * total / sum(least) for width in least]
    spare, wanted = total - sum(least), sum(most) - sum(least)
    if wanted <= spare:
        return [width + (spare - wanted) / len(columns) for width in most]
    return [low + spare * (high - low) / wanted for low, high in zip(least, most, strict=True)]


def _extents(text: str, style: TextStyle) -> tuple[float, float]:
    """Width of the longest word and of the longest line."""
    space = measure(" ", style.font, style.size)
    longest = line = 0.0
    for source in show(text).split("\n"):
        widths = [measure(word, style.font, style.size) for word in source.split(" ")]
        longest = max(longest, *widths)
        line = max(line, sum(widths) + space * (len(widths) - 1))
    return longest, line
