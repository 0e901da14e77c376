"""How a number of people falls into a few kinds: one bar for each time or place, so that two can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .colours import COLOURS


@dataclass(frozen=True, slots=True)
class BarShare:
    """How many are of one kind."""

    title: str
    count: int
    colour: str


WIDTH, BAR, ROW, LEFT, LEAST = 360, 36, 56, 52, 22


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Rows of shares, each as long as the others; every share has its number in it. ``summary`` is what somebody who cannot
    see it is told."""

    rows: Sequence[tuple[str, Sequence[BarShare]]]
    summary: str

    def __html__(self) -> SafeString:
        height = ROW * len(self.rows)
        bars = "".join(self._row(place * ROW, words, shares) for place, (words, shares) in enumerate(self.rows))
        return format_html(
            '<svg class="sg-curve" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg">{3}</svg>',
            WIDTH, height, self.summary, mark_safe(bars),
        )  # fmt: skip

    def _row(self, top: int, words: str, shares: Sequence[BarShare]) -> str:
        bars, left = [], float(LEFT)
        for share, width in zip(shares, self.widths(shares), strict=True):
            bars.append(self._bar(share, left, top, width))
            left += width
        label = format_html('<text x="0" y="{}" font-size="16" fill="#212b32">{}</text>', top + 24, words)
        return label + "".join(bars)

    @staticmethod
    def widths(shares: Sequence[BarShare]) -> list[float]:
        """Make each as wide as its part of all, and never too narrow for its number; one of nobody has no width."""
        shown = [share for share in shares if share.count]
        spare, total = WIDTH - LEFT - LEAST * len(shown), sum(share.count for share in shown)
        return [LEAST + round(spare * share.count / total, 1) if share.count else 0.0 for share in shares]

    @staticmethod
    def _bar(share: BarShare, left: float, top: int, width: float) -> str:
        if not share.count:
            return ""
        fill, ink = COLOURS[share.colour]
        return format_html(
            '<rect x="{0}" y="{1}" width="{2}" height="{3}" fill="{4}" stroke="#ffffff" stroke-width="2">'
            '<title>{5}: {6}</title></rect>'
            '<text x="{7}" y="{8}" font-size="14" font-weight="bold" fill="{9}" text-anchor="middle">{6}</text>',
            left, top, width, BAR, fill, share.title, share.count, round(left + width / 2, 1), top + 23, ink,
        )  # fmt: skip
