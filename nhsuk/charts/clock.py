"""What each stretch of time counts towards a time that is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockStretch:
    """Days up to ``last`` of which each counts ``share`` (0 to 1) of a day. ``sign`` is how they are drawn (``CLOCK_SIGNS``)
    and ``words`` say what they are."""

    start: date
    last: date
    share: float
    sign: str
    words: str


CLOCK_SIGNS = {
    "counts": '<rect {} fill="#007f3b" stroke="#004d24"/>',
    "paused": '<rect {} fill="url(#sg-clock-paused)" stroke="#4c6272"/>',
    "gap": '<rect {} fill="#ffffff" stroke="#4c6272" stroke-dasharray="3 3"/>',
    "void": '<rect {} fill="#d8dde0" stroke="#768692"/>',
    "ahead": '<rect {} fill="#d7ecdf" stroke="#007f3b" stroke-dasharray="6 3"/>',
    "leave": '<rect {} fill="#768692"/>',
}
STRIPES = (
    '<pattern id="sg-clock-paused" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#ffffff"/><rect width="2" height="6" fill="#4c6272"/></pattern>'
)
TOP, BAR, LEAVE, MARKS = 40, 56, 8, 24
MOST_YEARS, A_YEAR = 5, 365


@dataclass(frozen=True, slots=True)
class ClockChart:
    """A bar over time: a stretch is as high as what its days count; ``away`` is drawn as a thin line below. ``marks`` are days
    with a name, each on a row of its own above the bar. It is as wide as there is room, with words of one size, and hangs on
    the table beside it for the exact days; ``summary`` is what somebody who cannot see it is told."""

    stretches: Sequence[ClockStretch]
    away: Sequence[ClockStretch]
    marks: Sequence[tuple[date, str]]
    summary: str

    @property
    def start(self) -> date:
        return min(stretch.start for stretch in self.stretches)

    @property
    def finish(self) -> date:
        return max(*(stretch.last + DAY for stretch in self.stretches), *(day for day, _ in self.marks), self.start + 30 * DAY)

    @property
    def bottom(self) -> int:
        return TOP + BAR + (LEAVE + 6 if self.away else 0)

    def x(self, day: date) -> float:
        """How far across a day is, in percent."""
        share = (min(max(day, self.start), self.finish) - self.start) / (self.finish - self.start)
        return round(100 * share, 2)

    def __html__(self) -> SafeString:
        parts = [self._drawn(one, TOP, BAR) for one in self.stretches]
        parts += [self._drawn(one, TOP + BAR + 6, LEAVE) for one in self.away]
        return format_html(
            '<div class="sg-clock"><svg width="100%" height="{}" role="img" aria-label="{}" '
            'xmlns="http://www.w3.org/2000/svg"><defs>{}</defs>{}{}{}</svg>{}</div>',
            self.bottom + MARKS, self.summary, mark_safe(STRIPES), mark_safe("".join(parts)), self._years(), self._marks(),
            self._key(),
        )  # fmt: skip

    def _drawn(self, stretch: ClockStretch, top: int, height: int) -> SafeString:
        """From the bottom up, so that what counts less is lower; what counts nothing keeps its whole height."""
        high = round(height * (stretch.share or 1), 1)
        left, right = self.x(stretch.start), self.x(stretch.last + DAY)
        box = format_html(
            'x="{}%" y="{}" width="{}%" height="{}"', left, top + height - high, round(max(right - left, 0.3), 2), high
        )
        shape = format_html(CLOCK_SIGNS[stretch.sign], box)
        return format_html("<g>{}<title>{}</title></g>", shape, self._said(stretch))

    @staticmethod
    def _said(stretch: ClockStretch) -> str:
        return f"{_written(stretch.start)} to {_written(stretch.last)}: {stretch.words}"

    def _years(self) -> SafeString:
        years = [year for year in range(self.start.year + 1, self.finish.year + 1) if 4 < self.x(date(year, 1, 1)) < 96]
        every = -(-len(years) // MOST_YEARS) or 1
        return format_html_join(
            "",
            '<line x1="{0}%" y1="{1}" x2="{0}%" y2="{2}" stroke="#4c6272"/>'
            '<text x="{0}%" y="{3}" font-size="14" fill="#4c6272" text-anchor="middle">{4}</text>',
            ((self.x(date(y, 1, 1)), self.bottom, self.bottom + 6, self.bottom + 20, y) for y in years[::every]),
        )

    def _marks(self) -> SafeString:
        return format_html_join(
            "",
            '<line x1="{0}%" y1="{1}" x2="{0}%" y2="{2}" stroke="#212b32" stroke-width="2"/>'
            '<text x="{0}%" y="{1}" dy="-4" font-size="14" fill="#212b32" text-anchor="{3}">{4}</text>',
            ((self.x(day), 16 + 19 * row, TOP + BAR, _anchor(self.x(day)), text) for row, (day, text) in enumerate(self.marks)),
        )

    def _key(self) -> SafeString:
        """Each way in which a stretch is drawn, with its words; hidden from those who hear the summary and the table."""
        kinds = dict.fromkeys((one.sign, one.words) for one in (*self.stretches, *self.away))
        swatch = 'x="1" y="1" width="18" height="18"'
        items = format_html_join(
            "",
            '<li><svg width="20" height="20" xmlns="http://www.w3.org/2000/svg">{}</svg> {}</li>',
            ((format_html(CLOCK_SIGNS[sign], mark_safe(swatch)), f"{words[:1].upper()}{words[1:]}") for sign, words in kinds),
        )
        return format_html('<ul class="sg-dose__key" aria-hidden="true">{}</ul>', items)


def _anchor(across: float) -> str:
    """Where the words of a mark begin, so that they are inside the picture at its ends, too."""
    return "start" if across < 20 else "end" if across > 80 else "middle"


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
