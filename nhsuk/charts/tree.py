"""Who hangs under whom, as rows at different depths."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .colours import COLOURS


@dataclass(frozen=True, slots=True)
class Branch:
    """One row of a tree: what it says, how deep it hangs, a note in a colour of its own, and the row that it hangs under."""

    text: str
    depth: int
    under: int | None = None
    note: str = ""
    colour: str = "grey"


ROW, INDENT = 34, 36


@dataclass(frozen=True, slots=True)
class TreeChart:
    """Who hangs under whom, one row each, so that it reads at any width; ``summary`` is what somebody who cannot see it is
    told."""

    branches: Sequence[Branch]
    summary: str

    def __html__(self) -> SafeString:
        height, width = len(self.branches) * ROW + 8, max(map(self._width, self.branches), default=0) + 8
        rows = mark_safe("".join(self._row(place, branch) for place, branch in enumerate(self.branches)))
        return format_html(
            '<svg class="sg-tree" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg">{3}</svg>',
            width, height, self.summary, rows,
        )  # fmt: skip

    @staticmethod
    def _width(branch: Branch) -> int:
        return (
            4
            + branch.depth * INDENT
            + round(min(len(branch.text), 40) * 8.4 + 20)
            + (round(len(branch.note) * 6.9 + 22) if branch.note else 0)
        )

    def _row(self, place: int, branch: Branch) -> SafeString:
        left, middle = 4 + branch.depth * INDENT, place * ROW + ROW // 2 + 4
        line = ""
        if branch.under is not None:
            top = branch.under * ROW + ROW + 2
            corner = left - INDENT + 14
            line = format_html('<path d="M{0} {1} V{2} H{3}" fill="none" stroke="#768692"/>', corner, top, middle, left - 2)
        shown = branch.text if len(branch.text) <= 40 else branch.text[:39] + "…"
        width = round(len(shown) * 8.4 + 20)
        box = format_html(
            '<rect x="{0}" y="{1}" width="{2}" height="28" rx="4" fill="#ffffff" stroke="#768692"/>'
            '<text x="{3}" y="{4}" font-size="15" fill="#212b32">{5}</text>',
            left, middle - 14, width, left + 10, middle + 5, shown,
        )  # fmt: skip
        return format_html("{}{}{}", line, box, self._note(left + width + 8, middle, branch) if branch.note else "")

    @staticmethod
    def _note(left: int, middle: int, branch: Branch) -> SafeString:
        fill, ink = COLOURS[branch.colour]
        return format_html(
            '<rect x="{0}" y="{1}" width="{2}" height="24" rx="2" fill="{3}"/>'
            '<text x="{4}" y="{5}" font-size="13" fill="{6}">{7}</text>',
            left, middle - 12, round(len(branch.note) * 6.9 + 14), fill, left + 7, middle + 4, ink, branch.note,
        )  # fmt: skip
