"""How one number went over time, against a target or a band."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..components import Column, Table


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day; ``None`` where there is none, and ``words`` say why; unless it is ``marked``, nothing is drawn
    there."""

    on: date
    value: float | None
    words: str
    marked: bool = True


@dataclass(frozen=True, slots=True)
class Shade:
    """A stretch of the scale with a name, from a value to a value."""

    low: float
    high: float
    words: str


CURVE_WIDTH, CURVE_HEIGHT, LEFT, RIGHT, ABOVE, BELOW = 340, 208, 40, 12, 20, 38
SHADES = ("#eef4fa", "#ffffff")
NAMED_POINTS = 8


@dataclass(frozen=True, slots=True)
class CurveChart:
    """One number over time on its whole scale, so that a small change looks small. ``summary`` is what somebody who cannot see
    it is told."""

    title: str
    points: Sequence[Point]
    low: float
    high: float
    summary: str
    shades: Sequence[Shade] = ()

    def twin(self) -> Table:
        """The same in words."""
        rows = [(f"{point.on.day} {point.on:%B %Y}", point.words) for point in self.points]
        return Table(f"{self.title}, in words", (Column("Day"), Column("Score")), rows, caption_hidden=True)

    def x(self, day: date) -> float:
        first, last = self.points[0].on, self.points[-1].on
        share = (day - first).days / (last - first).days if last > first else 0.5
        return round(LEFT + 12 + share * (CURVE_WIDTH - LEFT - RIGHT - 24), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(CURVE_HEIGHT - BELOW - share * (CURVE_HEIGHT - ABOVE - BELOW), 1)

    def __html__(self) -> SafeString:
        parts = (self._shades(), self._scale(), self._line(), self._marks(), self._days())
        return format_html(
            '<svg class="sg-curve" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg">{3}</svg>',
            CURVE_WIDTH, CURVE_HEIGHT, self.summary, mark_safe("".join(parts)),
        )  # fmt: skip

    def _shades(self) -> SafeString:
        return format_html_join(
            "",
            (
                '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/><text x="{}" y="{}" font-size="12" '
                'fill="#4c6272" text-anchor="end">{}</text>'
            ),
            (
                (
                    LEFT,
                    self.y(shade.high),
                    CURVE_WIDTH - LEFT - RIGHT,
                    round(self.y(shade.low) - self.y(shade.high), 1),
                    SHADES[place % 2],
                    CURVE_WIDTH - RIGHT - 4,
                    self.y(shade.high) + 14,
                    shade.words,
                )
                for place, shade in enumerate(self.shades)
            ),
        )

    def _scale(self) -> SafeString:
        marks = [self.low, (self.low + self.high) / 2, self.high]
        return format_html_join(
            "",
            '<line x1="{0}" y1="{2}" x2="{1}" y2="{2}" stroke="#d8dde0"/>'
            '<text x="{3}" y="{4}" font-size="13" fill="#4c6272" text-anchor="end">{5}</text>',
            ((LEFT, CURVE_WIDTH - RIGHT, self.y(mark), LEFT - 6, self.y(mark) + 4, f"{mark:g}") for mark in marks),
        )

    def _line(self) -> SafeString:
        """From one value to the next; where one is missing the line is broken."""
        pairs = [
            (a, b) for a, b in zip(self.points, self.points[1:], strict=False) if a.value is not None and b.value is not None
        ]
        return format_html_join(
            "",
            '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="#005eb8" stroke-width="3"/>',
            ((self.x(a.on), self.y(a.value), self.x(b.on), self.y(b.value)) for a, b in pairs),
        )

    def _marks(self) -> SafeString:
        return mark_safe("".join(self._mark(place, point) for place, point in enumerate(self.points)))

    def _mark(self, place: int, point: Point) -> SafeString:
        across = self.x(point.on)
        if point.value is None and not point.marked:
            return SafeString("")
        if point.value is None:
            return format_html(
                (
                    '<circle cx="{}" cy="{}" r="5" fill="#ffffff" stroke="#4c6272" stroke-width="2" '
                    'stroke-dasharray="2 2"><title>{}</title></circle>'
                ),
                across,
                self.y(self.low),
                point.words,
            )
        up, newest = self.y(point.value), place == len(self.points) - 1
        dot = format_html(
            '<circle cx="{}" cy="{}" r="{}" fill="#005eb8"><title>{}</title></circle>',
            across, up, 6 if newest else 4, f"{point.on.day} {point.on:%B %Y}: {point.words}",
        )  # fmt: skip
        return dot + (self._name(across, up, point, newest) if newest or len(self.points) <= NAMED_POINTS else "")

    @staticmethod
    def _name(across: float, up: float, point: Point, newest: bool) -> SafeString:
        size, weight = (15, "bold") if newest else (12, "normal")
        return format_html(
            '<text x="{}" y="{}" font-size="{}" font-weight="{}" fill="#212b32" text-anchor="middle">{}</text>',
            across, up - 10 if up > ABOVE + 16 else up + 22, size, weight, f"{point.value:g}",
        )  # fmt: skip

    def _days(self) -> SafeString:
        """The first and the last day, under the ends of the line."""
        first, last = self.points[0].on, self.points[-1].on
        ends = [(first, "start", LEFT)] if first == last else [(first, "start", LEFT), (last, "end", CURVE_WIDTH - RIGHT)]
        return format_html_join(
            "",
            '<text x="{}" y="{}" font-size="13" fill="#4c6272" text-anchor="{}">{}</text>',
            ((at, CURVE_HEIGHT - 14, anchor, f"{day.day} {day:%b %Y}") for day, anchor, at in ends),
        )
