"""How many there are of something, month by month: whole numbers, each above its column."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .colours import COLOURS

STEP, BAR, TOP, TALL, FOOT = 28, 20, 20, 90, 24
"""Twelve columns and their names fit a phone as they are."""

WIDE = 100
"""A number from which on it is written smaller, so that it does not run into the next."""


@dataclass(frozen=True, slots=True)
class Counted:
    """``title`` is short, ``words`` say it in full."""

    title: str
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class CountChart:
    """``summary`` is what somebody who cannot see it is told. Where nothing is counted nothing is drawn but the month."""

    columns: Sequence[Counted]
    summary: str

    def __html__(self) -> SafeString:
        width = len(self.columns) * STEP
        return format_html(
            '<svg class="sg-curve" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg"><line x1="0" y1="{3}" x2="{0}" y2="{3}" stroke="#768692"/>{4}</svg>',
            width, TOP + TALL + FOOT, self.summary, TOP + TALL,
            format_html_join("", "{}", ((self._column(place, one),) for place, one in enumerate(self.columns))),
        )  # fmt: skip

    def _column(self, place: int, one: Counted) -> SafeString:
        middle, most = place * STEP + STEP // 2, max(1, *(column.count for column in self.columns))
        high = round(TALL * one.count / most)
        name = format_html(
            '<text x="{}" y="{}" font-size="12" fill="#4c6272" text-anchor="middle">{}</text>',
            middle, TOP + TALL + 17, one.title,
        )  # fmt: skip
        if not one.count:
            return name
        return name + format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"><title>{}: {}</title></rect>'
            '<text x="{}" y="{}" font-size="{}" font-weight="bold" fill="#212b32" text-anchor="middle">{}</text>',
            middle - BAR // 2, TOP + TALL - high, BAR, high, COLOURS["blue"][0], one.words, one.count,
            middle, TOP + TALL - high - 5, 14 if one.count < WIDE else 11, one.count,
        )  # fmt: skip
