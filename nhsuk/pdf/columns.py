"""How wide the columns of a table are: so that its rows together take the fewest lines."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from nhsuk.pdf.blocks import PdfColumn
from nhsuk.pdf.extents import CellExtent, extent
from nhsuk.pdf.styles import CELL, HEAD

WIDEST_WORD = 0.3
"""No single word claims more than this share of the table: a longer one is broken."""
SAMPLED = 60
"""Rows, taken evenly from all, by which widths are compared: a long table costs no more than a short one."""
STEPS = (48.0, 24.0, 12.0, 6.0)
"""Points moved at a time from one column to another, coarse first."""
OF_A_CELL = 0.05
"""What a line of a cell weighs beside one of its row: where a row stays as high, fewer lines in it are better still."""
OF_A_BREAK = 1.0
"""What it weighs where something that should stay whole is broken: no more than the line that this may save."""


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
    """Room for the longest words first; the whole lines, if they all fit; and else what makes the rows lowest."""
    cells = [_extents(column, [row[place] for row in rows], total) for place, column in enumerate(columns)]
    least = [gap + max(cell.word for cell in column) for column in cells]
    most = [gap + max(cell.line for cell in column) for column in cells]
    if sum(least) >= total:
        return _filled(least, total)
    if sum(most) <= total:
        return [width + (total - sum(most)) / len(columns) for width in most]
    return _Widths(cells, least, most, gap, [column.whole for column in columns]).lowest(total)


def _extents(column: PdfColumn, texts: Sequence[str], total: float) -> list[CellExtent]:
    """The title's, then the cells'; what is written alike is measured once."""
    title = extent(column.title, HEAD, total * WIDEST_WORD)
    known = {text: extent(text, CELL, total * WIDEST_WORD) for text in dict.fromkeys(texts)}
    return [title, *(known[text] for text in texts)]


class _Widths:
    """Looks for the widths at which the rows are lowest, by moving room between columns for as long as that saves lines."""

    def __init__(
        self,
        cells: Sequence[Sequence[CellExtent]],
        least: list[float],
        most: list[float],
        gap: float,
        whole: Sequence[bool],
    ) -> None:
        step = -(-len(cells[0]) // SAMPLED)
        self.sample = [[column[0], *column[1::step]] for column in cells]
        self.least, self.most, self.gap, self.whole = least, most, gap, whole
        self.lines = lru_cache(maxsize=None)(self._lines)

    def _lines(self, place: int, width: float) -> tuple[list[int], float]:
        """The lines of each cell of a column, and what they weigh beside those of the rows."""
        lines = [cell.lines_at(width - self.gap) for cell in self.sample[place]]
        unbroken = sum(len(cell.words) for cell in self.sample[place])
        return lines, OF_A_CELL * sum(lines) + (OF_A_BREAK * (sum(lines) - unbroken) if self.whole[place] else 0)

    def cost(self, widths: Sequence[float]) -> float:
        columns = [self.lines(place, width) for place, width in enumerate(widths)]
        return sum(map(max, zip(*(lines for lines, _ in columns), strict=True))) + sum(weight for _, weight in columns)

    def lowest(self, total: float) -> list[float]:
        """Begin once with a share of the spare room for each column by what it lacks, and once with what is lacked least."""
        wants = [high - low for low, high in zip(self.least, self.most, strict=True)]
        spare = total - sum(self.least)
        shares = [want * spare / sum(wants) for want in wants]
        starts = [
            [low + more for low, more in zip(self.least, extra, strict=True)] for extra in (_filled(wants, spare), shares)
        ]
        return min(map(self._searched, starts), key=self.cost)

    def _searched(self, widths: list[float]) -> list[float]:
        for step in STEPS:
            widths = self._improved(widths, step)
        return widths

    def _improved(self, widths: list[float], step: float) -> list[float]:
        best, cost = widths, self.cost(widths)
        while True:
            costs = [(self.cost(moved), moved) for moved in self._moves(best, step)]
            lower, moved = min(costs, default=(cost, best), key=lambda pair: pair[0])
            if lower >= cost:
                return best
            best, cost = moved, lower

    def _moves(self, widths: list[float], step: float) -> Iterator[list[float]]:
        """Each way to move so much, or what there is of it, from a column that can spare it to one that lacks it."""
        for giver, width in enumerate(widths):
            for taker, narrow in enumerate(widths):
                amount = min(step, width - self.least[giver], self.most[taker] - narrow)
                if giver != taker and amount > 0:
                    moved = list(widths)
                    moved[giver], moved[taker] = width - amount, narrow + amount
                    yield moved


def _filled(wants: Sequence[float], amount: float) -> list[float]:
    """An amount that is too small, poured in evenly: small wants are met in full, the large ones share the rest alike."""
    met = [0.0] * len(wants)
    order = sorted(range(len(wants)), key=wants.__getitem__)
    for position, index in enumerate(order):
        met[index] = min(wants[index], amount / (len(order) - position))
        amount -= met[index]
    return met
