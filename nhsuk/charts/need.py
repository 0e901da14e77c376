"""What there is against what is needed, month by month: in columns on a wide screen, in rows on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .colours import COLOURS

GREY, BLACK = "#4c6272", "#212b32"


@dataclass(frozen=True, slots=True)
class Met:
    """How much there is of what is needed, in one column."""

    title: str
    there: int
    needed: int

    @property
    def enough(self) -> bool:
        return self.there >= self.needed

    @property
    def words(self) -> str:
        return f"{self.title}: {self.there:,} of {self.needed:,}"

    @property
    def over(self) -> str:
        """What is to spare or, with a minus, short."""
        return f"+{self.there - self.needed:,}" if self.enough else f"−{self.needed - self.there:,}"

    @property
    def fill(self) -> str:
        return COLOURS["blue" if self.enough else "red"][0]


TOP = 40
"""Where the tallest column ends, under what the scale is of and what stands above the column."""
COLUMN, COLUMN_GAP, COLUMN_HEIGHT, COLUMN_LEFT = 46, 14, 220, 64
NARROW, ROW, ROW_BAR, ROW_LEFT, ROW_RIGHT, ROWS_TOP = 343, 28, 18, 36, 60, 34


@dataclass(frozen=True, slots=True)
class NeedChart:
    """Columns of what is there, each with a line across it at what is needed and, above it, how much is to spare; where there
    is too little it is red. ``unit`` is said once; ``summary`` is what somebody who cannot see it is told."""

    columns: Sequence[Met]
    unit: str
    summary: str

    @property
    def most(self) -> int:
        return max(1, *(max(one.there, one.needed) for one in self.columns))

    def y(self, value: float) -> float:
        return round(TOP + (COLUMN_HEIGHT - TOP) * (1 - value / self.most), 1)

    def x(self, value: float) -> float:
        return round(ROW_LEFT + (NARROW - ROW_LEFT - ROW_RIGHT) * value / self.most, 1)

    def __html__(self) -> SafeString:
        return format_html('<div class="sg-broad">{}</div><div class="sg-narrow">{}</div>', self._broad(), self._narrow())

    def _broad(self) -> SafeString:
        width = COLUMN_LEFT + len(self.columns) * (COLUMN + COLUMN_GAP)
        parts = [self._scale(width), *(self._column(place, one) for place, one in enumerate(self.columns))]
        return self._drawn("sg-chart", width, COLUMN_HEIGHT + 64, parts)

    def _narrow(self) -> SafeString:
        """The same in rows, each as wide as a phone at the size at which it is read."""
        parts = [self._legend(), *(self._row(place, one) for place, one in enumerate(self.columns))]
        return self._drawn("sg-curve", NARROW, ROWS_TOP + len(self.columns) * ROW, parts)

    def _drawn(self, name: str, width: int, height: int, parts: Sequence[SafeString]) -> SafeString:
        return format_html(
            '<svg class="{0}" viewBox="0 0 {1} {2}" width="{1}" height="{2}" role="img" aria-label="{3}" '
            'xmlns="http://www.w3.org/2000/svg">{4}</svg>',
            name, width, height, self.summary, format_html_join("", "{}", ((part,) for part in parts)),
        )  # fmt: skip

    def _legend(self) -> SafeString:
        return format_html(
            '<text x="0" y="13" font-size="13" fill="{0}">{1}</text><line x1="{2}" y1="2" x2="{2}" y2="18" stroke="{3}" '
            'stroke-width="3"/><text x="{4}" y="13" font-size="13" fill="{3}">needed</text>'
            '<text x="{5}" y="13" font-size="13" fill="{3}" text-anchor="end">to spare</text>',
            GREY, self.unit, NARROW / 2, BLACK, NARROW / 2 + 8, NARROW,
        )  # fmt: skip

    def _row(self, place: int, one: Met) -> SafeString:
        top = ROWS_TOP + place * ROW
        return format_html(
            '<text x="0" y="{0}" font-size="13" fill="{1}">{2}</text>'
            '<rect x="{3}" y="{4}" width="{5}" height="{6}" fill="{7}"><title>{8}</title></rect>'
            '<line x1="{9}" y1="{10}" x2="{9}" y2="{11}" stroke="{12}" stroke-width="3"/>'
            '<text x="{13}" y="{0}" font-size="13" font-weight="bold" fill="{12}" text-anchor="end">{14}</text>',
            top + 14, GREY, one.title, ROW_LEFT, top, round(self.x(one.there) - ROW_LEFT, 1), ROW_BAR, one.fill, one.words,
            self.x(one.needed), top - 3, top + ROW_BAR + 3, BLACK, NARROW, one.over,
        )  # fmt: skip

    def _scale(self, width: int) -> SafeString:
        return format_html(
            '<text x="0" y="12" font-size="13" fill="{11}">{0}</text><text x="{1}" y="{2}" font-size="13" '
            'fill="{11}" text-anchor="end">{3}</text>'
            '<text x="{1}" y="{4}" font-size="13" fill="{11}" text-anchor="end">0</text>'
            '<line x1="{5}" y1="{4}" x2="{6}" y2="{4}" stroke="#768692"/>'
            '<line x1="{5}" y1="{7}" x2="{8}" y2="{7}" stroke="{12}" stroke-width="3"/><text x="{9}" '
            'y="{10}" font-size="13" fill="{12}">needed; above it what is to spare (+) or short (−)</text>',
            self.unit,
            COLUMN_LEFT - 8,
            self.y(self.most) + 5,
            f"{self.most:,}",
            self.y(0),
            COLUMN_LEFT,
            width,
            COLUMN_HEIGHT + 50,
            COLUMN_LEFT + 28,
            COLUMN_LEFT + 36,
            COLUMN_HEIGHT + 55,
            GREY,
            BLACK,
        )

    def _column(self, place: int, one: Met) -> SafeString:
        left = COLUMN_LEFT + place * (COLUMN + COLUMN_GAP) + COLUMN_GAP // 2
        return format_html(
            '<rect x="{0}" y="{1}" width="{2}" height="{3}" fill="{4}"><title>{5}</title></rect>'
            '<line x1="{6}" y1="{7}" x2="{8}" y2="{7}" stroke="{14}" stroke-width="3"/>'
            '<text x="{9}" y="{10}" font-size="13" font-weight="bold" fill="{14}" text-anchor="middle">{11}</text>'
            '<text x="{9}" y="{12}" font-size="13" fill="{15}" text-anchor="middle">{13}</text>',
            left,
            self.y(one.there),
            COLUMN,
            round(self.y(0) - self.y(one.there), 1),
            one.fill,
            one.words,
            left - 4,
            self.y(one.needed),
            left + COLUMN + 4,
            left + COLUMN / 2,
            self.y(max(one.there, one.needed)) - 8,
            one.over,
            COLUMN_HEIGHT + 20,
            one.title,
            BLACK,
            GREY,
        )
