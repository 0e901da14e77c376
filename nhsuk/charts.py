"""Charts drawn by the server as SVG, each with a text twin that says the same.

Colours come from the design system and never carry a meaning alone: every bar has its words in it, or a number with its words below.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .components import Column, Table

COLOURS = {
    "green": ("#007f3b", "#ffffff"),
    "aqua-green": ("#00a499", "#212b32"),
    "blue": ("#005eb8", "#ffffff"),
    "red": ("#f2bdb8", "#212b32"),
    "grey": ("#d8dde0", "#212b32"),
    "yellow": ("#ffeb3b", "#212b32"),
}
LABELS, WIDTH, LANE, TOP, GAP = 250, 960, 30, 34, 8


NUMBER = (
    '<text x="{}" y="{}" font-size="13" font-weight="bold" fill="#212b32" stroke="#ffffff" stroke-width="4" paint-order="stroke" '
    'text-anchor="middle">{}</text>'
)
"""Dark on a light edge, so that it can be read on every colour and beside a bar that is narrower than it."""


def _fits(text: str, left: float, right: float) -> bool:
    return len(text) * 7.2 + 12 <= right - left


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a lane, from a day to a last day (``None``: beyond the chart)."""

    text: str
    colour: str
    start: date
    finish: date | None


@dataclass(frozen=True, slots=True)
class Lane:
    title: str
    bars: Sequence[Bar]


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Lanes of bars over the same stretch of time, with a line at ``on``. ``summary`` is what somebody who cannot see it is told."""

    lanes: Sequence[Lane]
    start: date
    finish: date
    on: date
    on_label: str
    summary: str

    def x(self, day: date) -> float:
        share = (min(max(day, self.start), self.finish) - self.start).days / max((self.finish - self.start).days, 1)
        return round(LABELS + share * (WIDTH - LABELS), 1)

    @property
    def height(self) -> int:
        return TOP + len(self.lanes) * (LANE + GAP) + 8

    def twin(self) -> Table:
        """The same in words: every bar of every lane."""

        def written(day: date | None) -> str:
            return f"{day.day} {day:%B %Y}" if day else "no end known"

        rows = [(lane.title, written(bar.start), written(bar.finish), bar.text) for lane in self.lanes for bar in lane.bars]
        return Table(
            "The timeline in words", (Column("What"), Column("From"), Column("To"), Column("State")), rows, caption_hidden=True
        )

    def __html__(self) -> SafeString:
        parts = [self._years(), self._lanes(), self._today()]
        return format_html(
            '<svg class="sg-chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}" '
            'xmlns="http://www.w3.org/2000/svg">{}</svg>{}',
            WIDTH,
            self.height,
            WIDTH,
            self.height,
            self.summary,
            mark_safe("".join(parts)),
            self._key(),
        )

    @property
    def numbers(self) -> dict[str, int]:
        """The words that have no room in a bar of theirs, each with its number."""
        bars = (bar for lane in self.lanes for bar in lane.bars)
        narrow = dict.fromkeys(bar.text for bar in bars if (ends := self._ends(bar)) and not _fits(bar.text, *ends))
        return {text: number for number, text in enumerate(narrow, 1)}

    def _key(self) -> SafeString:
        """Hidden from whoever hears the page: the twin says it better."""
        said = "; ".join(f"{number}: {text}" for text, number in self.numbers.items())
        return format_html('<p class="nhsuk-body-s" aria-hidden="true">{}</p>', said) if said else SafeString("")

    def _years(self) -> SafeString:
        every = max(1, (self.finish.year - self.start.year) // 8)
        years = [y for y in range(self.start.year + 1, self.finish.year + 1) if (y - self.start.year - 1) % every == 0]
        return format_html_join(
            "",
            '<line x1="{0}" y1="20" x2="{0}" y2="{2}" stroke="#d8dde0"/>'
            '<text x="{0}" y="14" font-size="13" fill="#4c6272" text-anchor="middle">{1}</text>',
            ((self.x(date(year, 1, 1)), year, self.height - 8) for year in years),
        )

    def _lanes(self) -> SafeString:
        return mark_safe("".join(self._lane(place, lane) for place, lane in enumerate(self.lanes)))

    def _lane(self, place: int, lane: Lane) -> SafeString:
        top = TOP + place * (LANE + GAP)
        bars = mark_safe("".join(self._bar(top, bar) for bar in lane.bars))
        title = lane.title if len(lane.title) <= 34 else lane.title[:33] + "…"
        return format_html('<text x="0" y="{}" font-size="14" fill="#212b32">{}</text>{}', top + 20, title, bars)

    def _bar(self, top: int, bar: Bar) -> SafeString:
        if (ends := self._ends(bar)) is None:
            return SafeString("")
        (left, right), (fill, ink) = ends, COLOURS[bar.colour]
        if _fits(bar.text, left, right):
            text = format_html('<text x="{}" y="{}" font-size="13" fill="{}">{}</text>', left + 6, top + 20, ink, bar.text)
        else:
            text = format_html(NUMBER, round((left + right) / 2, 1), top + 20, self.numbers[bar.text])
        return format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="#212b32"><title>{}</title></rect>{}',
            left, top, round(right - left, 1), LANE, fill, bar.text, text,
        )  # fmt: skip

    def _ends(self, bar: Bar) -> tuple[float, float] | None:
        """Where a bar begins and ends, nothing for one beyond the chart."""
        left, right = self.x(bar.start), self.x(bar.finish) if bar.finish else float(WIDTH)
        beyond = bar.start > self.finish or (bar.finish and bar.finish < self.start) or right <= left
        return None if beyond else (left, right)

    def _today(self) -> SafeString:
        return format_html(
            '<line x1="{0}" y1="20" x2="{0}" y2="{1}" stroke="#212b32" stroke-width="2" stroke-dasharray="4 3"/>'
            '<text x="{2}" y="{1}" font-size="12" fill="#212b32" text-anchor="{3}">{4}</text>',
            self.x(self.on),
            self.height - 2,
            self.x(self.on) + (6 if self.x(self.on) < WIDTH - 120 else -6),
            "start" if self.x(self.on) < WIDTH - 120 else "end",
            self.on_label,
        )


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
    """Who hangs under whom, one row each, so that it reads at any width; ``summary`` is what somebody who cannot see it is told."""

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


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day; ``None`` where there is none, and ``words`` say why; unless it is ``marked``, nothing is drawn there."""

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
    """One number over time on its whole scale, so that a small change looks small. ``summary`` is what somebody who cannot see it is told."""

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
            '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/><text x="{}" y="{}" font-size="12" fill="#4c6272" text-anchor="end">{}</text>',
            (
                (
                    LEFT, self.y(shade.high), CURVE_WIDTH - LEFT - RIGHT, round(self.y(shade.low) - self.y(shade.high), 1),
                    SHADES[place % 2], CURVE_WIDTH - RIGHT - 4, self.y(shade.high) + 14, shade.words,
                )
                for place, shade in enumerate(self.shades)
            ),
        )  # fmt: skip

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
                '<circle cx="{}" cy="{}" r="5" fill="#ffffff" stroke="#4c6272" stroke-width="2" stroke-dasharray="2 2"><title>{}</title></circle>',
                across, self.y(self.low), point.words,
            )  # fmt: skip
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
    """Columns of what is there, each with a line across it at what is needed; where there is too little it is red, and says how much is short.
    ``unit`` is said once; ``summary`` is what somebody who cannot see it is told."""

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
            '<text x="0" y="12" font-size="13" fill="#4c6272">{0}</text><text x="{1}" y="{2}" font-size="13" fill="#4c6272" text-anchor="end">{3}</text>'
            '<text x="{1}" y="{4}" font-size="13" fill="#4c6272" text-anchor="end">0</text>'
            '<line x1="{5}" y1="{4}" x2="{6}" y2="{4}" stroke="#768692"/>'
            '<line x1="{5}" y1="{7}" x2="{8}" y2="{7}" stroke="#212b32" stroke-width="3"/><text x="{9}" y="{10}" font-size="13" fill="#212b32">needed</text>',
            self.unit, COLUMN_LEFT - 8, self.y(most) + 5, most, self.y(0), COLUMN_LEFT, width, COLUMN_HEIGHT + 50, COLUMN_LEFT + 28,
            COLUMN_LEFT + 36, COLUMN_HEIGHT + 55,
        )  # fmt: skip

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
            left, self.y(one.there), COLUMN, round(self.y(0) - self.y(one.there), 1), fill, words, left - 4, self.y(one.needed), left + COLUMN + 4,
            left + COLUMN / 2, self.y(one.needed) - 8, short, COLUMN_HEIGHT + 20, one.title,
        )  # fmt: skip
