"""One line of the table for each thing measured, and the table."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

HEADER = ("what", "figure", "ratio", "goal", "met")
MET = {True: "yes", False: "NO", None: "–"}


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """``met`` is ``None`` where there is no goal: the line is there to be known."""

    what: str
    figure: str
    ratio: str = ""
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        return (*astuple(self)[:-1], MET[self.met])


def table(figures: Iterable[MeasuredFigure]) -> str:
    rows = [HEADER, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADER))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def verdict(figures: Iterable[MeasuredFigure]) -> str:
    """One plain sentence about the goals."""
    judged = [figure for figure in figures if figure.met is not None]
    missed = [figure.what for figure in judged if not figure.met]
    if missed:
        return f"NOT MET, {len(missed)} of {len(judged)} goals: {'; '.join(missed)}."
    return f"All {len(judged)} goals are met."
