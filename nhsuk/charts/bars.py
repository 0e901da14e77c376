"""Bars of how much of something is taken, one a line with its words beside it; and columns that count week by week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..components import html
from .colours import COLOURS

FULL_WIDTH, THICK = 240, 20
FREE, EDGE = "#ffffff", "#4c6272"


@dataclass(frozen=True, slots=True)
class FilledBar:
    """How much of something is taken: ``filled`` of ``of``, and what it was ``before`` where that is told. ``words`` say the
    same, and ``title`` whose bar it is."""

    title: Any
    filled: int
    of: int
    words: str
    before: int | None = None

    @property
    def longest(self) -> int:
        return max(self.filled, self.of, self.before or 0)


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Bars on one scale, a line each. Each has its words beside it, so whoever hears the page hears the words alone; ``key``
    says what the colours mean."""

    bars: Sequence[FilledBar]
    key: str

    def __html__(self) -> SafeString:
        scale = FULL_WIDTH / max([1, *(bar.longest for bar in self.bars)])
        lines = mark_safe("".join(self._line(bar, scale) for bar in self.bars))
        return format_html(
            '<p class="nhsuk-body-s sg-muted" aria-hidden="true">{}</p><ul class="sg-bars">{}</ul>', self.key, lines
        )

    def _line(self, bar: FilledBar, scale: float) -> SafeString:
        return format_html(
            '<li><span class="sg-bars__title">{}</span><svg class="sg-bar" viewBox="0 0 {} {}" width="{}" height="{}" '
            'aria-hidden="true" focusable="false" xmlns="http://www.w3.org/2000/svg">{}</svg>'
            '<span class="sg-bars__words">{}</span></li>',
            mark_safe(html(bar.title)),
            FULL_WIDTH,
            THICK,
            FULL_WIDTH,
            THICK,
            mark_safe("".join(self._parts(bar, scale))),
            bar.words,
        )

    def _parts(self, bar: FilledBar, scale: float) -> list[SafeString]:
        """What there is, what of it is taken, what is taken beyond it, and a line at what was taken before."""
        within, beyond = min(bar.filled, bar.of), max(0, bar.filled - bar.of)
        parts = [
            _rectangle(0, bar.of * scale, FREE),
            _rectangle(0, within * scale, COLOURS["blue"][0]),
            _rectangle(bar.of * scale, beyond * scale, COLOURS["red"][0]),
        ]
        if bar.before is not None:
            across = min(max(bar.before * scale, 2), FULL_WIDTH - 2)
            parts.append(
                format_html(
                    '<line x1="{0}" y1="0" x2="{0}" y2="{1}" stroke="#ffffff" stroke-width="6"/>'
                    '<line x1="{0}" y1="0" x2="{0}" y2="{1}" stroke="#212b32" stroke-width="3"/>',
                    round(across, 1),
                    THICK,
                )
            )
        return parts


def _rectangle(left: float, width: float, fill: str) -> SafeString:
    if width <= 0:
        return SafeString("")
    return format_html(
        '<rect x="{}" y="1" width="{}" height="{}" fill="{}" stroke="{}"/>',
        round(left + 0.5, 1), max(round(width - 1, 1), 1), THICK - 2, fill, EDGE,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many there are on the first day of a week."""

    on: date
    count: int


WEEKS_WIDTH, WEEKS_HEIGHT, WEEKS_LEFT, WEEKS_ABOVE, WEEKS_BELOW = 340, 150, 36, 14, 30


@dataclass(frozen=True, slots=True)
class WeeksChart:
    """A column a week, as high as the count. ``summary`` is what somebody who cannot see it is told; who is counted stands in a
    table beside it."""

    weeks: Sequence[WeekCount]
    summary: str

    @property
    def most(self) -> int:
        return max([1, *(week.count for week in self.weeks)])

    def __html__(self) -> SafeString:
        return format_html(
            '<svg class="sg-curve sg-weeks" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg">{3}{4}</svg>',
            WEEKS_WIDTH, WEEKS_HEIGHT, self.summary, self._scale(), self._columns(),
        )  # fmt: skip

    def _y(self, count: int) -> float:
        return round(WEEKS_ABOVE + (WEEKS_HEIGHT - WEEKS_ABOVE - WEEKS_BELOW) * (1 - count / self.most), 1)

    def _scale(self) -> SafeString:
        marks = format_html_join(
            "",
            '<line x1="{0}" y1="{1}" x2="{2}" y2="{1}" stroke="#d8dde0"/>'
            '<text x="{3}" y="{4}" font-size="13" fill="#4c6272" text-anchor="end">{5}</text>',
            ((WEEKS_LEFT, self._y(count), WEEKS_WIDTH, WEEKS_LEFT - 6, self._y(count) + 4, count) for count in (0, self.most)),
        )
        first, last = self.weeks[0].on, self.weeks[-1].on
        ends = format_html_join(
            "",
            '<text x="{}" y="{}" font-size="13" fill="#4c6272" text-anchor="{}">{}</text>',
            (
                (WEEKS_LEFT, WEEKS_HEIGHT - 10, "start", f"{first.day} {first:%b %Y}"),
                (WEEKS_WIDTH, WEEKS_HEIGHT - 10, "end", f"{last.day} {last:%b %Y}"),
            ),
        )
        return marks + ends

    def _columns(self) -> SafeString:
        wide = (WEEKS_WIDTH - WEEKS_LEFT) / len(self.weeks)
        return format_html_join(
            "",
            '<rect x="{}" y="{}" width="{}" height="{}" fill="#005eb8"><title>{}</title></rect>',
            (
                (
                    round(WEEKS_LEFT + place * wide, 1),
                    self._y(week.count),
                    round(max(wide - 1, 1), 1),
                    round(self._y(0) - self._y(week.count), 1),
                    f"{week.on.day} {week.on:%B %Y}: {week.count}",
                )
                for place, week in enumerate(self.weeks)
                if week.count
            ),
        )
