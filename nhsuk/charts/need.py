"""What there is against what is needed, column by column."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .colours import COLOURS


@dataclass(frozen=True, slots=True)
class Met:
    """How much there is of what is needed, in one column."""

    title: str
    there: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.there >= self.needed


COLUMN, COLUMN_GAP, COLUMN_HEIGHT, COLUMN_LEFT = 46, 14, 220, 64


@dataclass(frozen=True, slots=True)
class NeedChart:
    """Columns of what is there, each with a line across it at what is needed; where there is too little it is red, and says how
    much is short. ``unit`` is said once; ``summary`` is what somebody who cannot see it is told."""

    columns: Sequence[Met]
    unit: str
    summary: str

    def y(self, value: float) -> float:
        most = max(1, *(max(one.there, one.needed) for one in self.columns))
        return round(24 + (COLUMN_HEIGHT - 24) * (1 - value / most), 1)

    def __html__(self) -> SafeString:
        width = COLUMN_LEFT + len(self.columns) * (COLUMN + COLUMN_GAP)
        parts = [self._scale(width), *(self._column(place, one) for place, one in enumerate(self.columns))]
        return format_html(
            '<svg class="sg-chart" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg">{3}</svg>',
            width, COLUMN_HEIGHT + 64, self.summary, mark_safe("".join(parts)),
        )  # fmt: skip

    def _scale(self, width: int) -> SafeString:
        most = max(max(one.there, one.needed) for one in self.columns)
        return format_html(
            '<text x="0" y="12" font-size="13" fill="#4c6272">{0}</text><text x="{1}" y="{2}" font-size="13" '
            'fill="#4c6272" text-anchor="end">{3}</text>'
            '<text x="{1}" y="{4}" font-size="13" fill="#4c6272" text-anchor="end">0</text>'
            '<line x1="{5}" y1="{4}" x2="{6}" y2="{4}" stroke="#768692"/>'
            '<line x1="{5}" y1="{7}" x2="{8}" y2="{7}" stroke="#212b32" stroke-width="3"/><text x="{9}" '
            'y="{10}" font-size="13" fill="#212b32">needed</text>',
            self.unit,
            COLUMN_LEFT - 8,
            self.y(most) + 5,
            most,
            self.y(0),
            COLUMN_LEFT,
            width,
            COLUMN_HEIGHT + 50,
            COLUMN_LEFT + 28,
            COLUMN_LEFT + 36,
            COLUMN_HEIGHT + 55,
        )

    def _column(self, place: int, one: Met) -> SafeString:
        left = COLUMN_LEFT + place * (COLUMN + COLUMN_GAP) + COLUMN_GAP // 2
        fill = COLOURS["blue" if one.enough else "red"][0]
        words = f"{one.title}: {one.there} of {one.needed}"
        short = "" if one.enough else f"−{one.needed - one.there}"
        return format_html(
            '<rect x="{0}" y="{1}" width="{2}" height="{3}" fill="{4}"><title>{5}</title></rect>'
            '<line x1="{6}" y1="{7}" x2="{8}" y2="{7}" stroke="#212b32" stroke-width="3"/>'
            '<text x="{9}" y="{10}" font-size="13" font-weight="bold" fill="#212b32" text-anchor="middle">{11}</text>'
            '<text x="{9}" y="{12}" font-size="13" fill="#4c6272" text-anchor="middle">{13}</text>',
            left,
            self.y(one.there),
            COLUMN,
            round(self.y(0) - self.y(one.there), 1),
            fill,
            words,
            left - 4,
            self.y(one.needed),
            left + COLUMN + 4,
            left + COLUMN / 2,
            self.y(one.needed) - 8,
            short,
            COLUMN_HEIGHT + 20,
            one.title,
        )
