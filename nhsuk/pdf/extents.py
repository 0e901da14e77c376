"""How much room a text asks for: its longest word, its longest line, and how many lines it takes at a width."""

import re
from functools import partial
from math import ceil
from typing import NamedTuple

from nhsuk.pdf.fonts import measure, show
from nhsuk.pdf.lines import BREAK_AFTER, ROUNDING
from nhsuk.pdf.styles import TextStyle

_MAY_BREAK = re.compile(rf"(?<=[{re.escape(BREAK_AFTER)}])|\s")


class CellExtent(NamedTuple):
    """``word`` is as wide as the widest part that should not be broken, ``words`` are the widths of the words, line by line."""

    word: float
    line: float
    words: tuple[tuple[float, ...], ...]
    space: float

    def lines_at(self, width: float) -> int:
        """How many lines it takes when it is set no wider than that."""
        if self.line <= width + ROUNDING:
            return len(self.words)
        return sum(self._filled(words, width + ROUNDING) for words in self.words)

    def _filled(self, words: tuple[float, ...], width: float) -> int:
        count, used = 1, 0.0
        for word in words:
            needed = used + self.space + word if used else word
            if needed > width and used:
                count, needed = count + 1, word
            count, used = count + max(ceil(needed / width) - 1, 0), needed
        return count


def extent(text: str, style: TextStyle, widest: float) -> CellExtent:
    """Measure a cleaned text. No word counts for more than ``widest``."""
    width_of = partial(measure, font=style.font, size=style.size)
    shown, space = show(text), width_of(" ")
    words = tuple(tuple(min(width_of(word), widest) for word in line.split(" ") if word) for line in shown.split("\n"))
    line = max(sum(line) + space * max(len(line) - 1, 0) for line in words)
    part = max(map(width_of, _MAY_BREAK.split(shown)))
    return CellExtent(min(part, widest), line, words, space)
