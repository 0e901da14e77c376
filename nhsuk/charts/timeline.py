"""Lanes of bars over the same stretch of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..components import Column, Table
from .colours import COLOURS

LABELS, WIDTH, LANE, TOP, GAP = 250, 960, 30, 34, 8


NUMBER = (
    '<text x="{}" y="{}" font-size="13" font-weight="bold" fill="#212b32" stroke="#ffffff" stroke-width="4" '
    'paint-order="stroke" '
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
    """Lanes of bars over the same stretch of time, with a line at ``on``. ``summary`` is what somebody who cannot see it is
    told."""

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
