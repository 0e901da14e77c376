"""What came in each week of a year, as a square a week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..components import Column, Table
from ..words import how_many


@dataclass(frozen=True, slots=True)
class DoseWeek:
    """One week from its Monday: ``words`` say what it was (``held``), ``sign`` how that is drawn (``SIGNS``)."""

    starts_on: date
    sign: str
    words: str


SIGNS = {
    "full": ("#007f3b", "#007f3b", '<path d="M4 9 L8 13 L14 5" fill="none" stroke="#ffffff" stroke-width="2.5"/>'),
    "half": ("#ffffff", "#007f3b", '<path d="M0 18 L18 0 V18 Z" fill="#007f3b"/>'),
    "cross": ("#ffffff", "#b3261a", '<path d="M5 5 L13 13 M13 5 L5 13" stroke="#b3261a" stroke-width="2.5"/>'),
    "pause": ("#d8dde0", "#768692", '<path d="M5 9 H13" stroke="#4c6272" stroke-width="2"/>'),
    "blank": ("#ffffff", "#aeb7bd", ""),
}
"""What fills a square, its edge, and the sign in it, so that no meaning hangs on a colour."""

SQUARE, PITCH, LEFT, A_ROW, WIDTH = 18, 21, 64, 13, 340
SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class DoseChart:
    """A square for each of the ``weeks``, a quarter of a year in each row, oldest first. ``summary`` is what somebody who
    cannot see it is told. It is no wider than a phone."""

    weeks: Sequence[DoseWeek]
    summary: str

    def twin(self) -> Table:
        """The same in words: weeks one after the other that were alike are one row."""
        runs = [list(alike) for _, alike in groupby(self.weeks, key=lambda week: week.words)]
        rows = [
            (_written(run[0].starts_on), _written(run[-1].starts_on + SIX_DAYS), how_many(len(run), "week"), _title(run[0]))
            for run in runs
        ]
        columns = (Column("From"), Column("To"), Column("How long"), Column("What it was"))
        return Table("Each week in words", columns, rows, "No weeks yet.", caption_hidden=True)

    def counts(self) -> list[tuple[str, str, int]]:
        """The sign, the words and the number of weeks of each kind that there is, in the order of ``SIGNS``."""
        counted = Counter((week.sign, week.words) for week in self.weeks)
        order = list(SIGNS)
        return sorted(((sign, words, count) for (sign, words), count in counted.items()), key=lambda one: order.index(one[0]))

    @property
    def height(self) -> int:
        return -(-len(self.weeks) // A_ROW) * PITCH + 2

    def __html__(self) -> SafeString:
        squares = mark_safe("".join(self._square(place, week) for place, week in enumerate(self.weeks)))
        return format_html(
            '<div class="sg-dose"><svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}" '
            'xmlns="http://www.w3.org/2000/svg">{3}{4}</svg>{5}</div>',
            WIDTH, self.height, self.summary, self._months(), squares, self._legend(),
        )  # fmt: skip

    def _months(self) -> SafeString:
        """The month in which each row begins, before it."""
        return format_html_join(
            "",
            '<text x="0" y="{}" font-size="13" fill="#4c6272">{}</text>',
            ((row * PITCH + 15, f"{self.weeks[row * A_ROW].starts_on:%b %Y}") for row in range(-(-len(self.weeks) // A_ROW))),
        )

    @staticmethod
    def _square(place: int, week: DoseWeek) -> SafeString:
        row, column = divmod(place, A_ROW)
        return format_html(
            '<g transform="translate({} {})">{}<title>Week from {}: {}</title></g>',
            LEFT + column * PITCH, row * PITCH + 1, _drawn(week.sign), _written(week.starts_on), week.words,
        )  # fmt: skip

    def _legend(self) -> SafeString:
        """Each sign with its words and how many weeks it stands for; hidden from those who hear the summary."""
        items = format_html_join(
            "",
            '<li><svg viewBox="-1 -1 20 20" width="20" height="20" xmlns="http://www.w3.org/2000/svg">{}</svg> {} {}</li>',
            ((_drawn(sign), words.capitalize(), count) for sign, words, count in self.counts()),
        )
        return format_html('<ul class="sg-dose__key" aria-hidden="true">{}</ul>', items)


def _drawn(sign: str) -> SafeString:
    fill, edge, inside = SIGNS[sign]
    box = '<rect width="{0}" height="{0}" fill="{1}"/>{2}<rect width="{0}" height="{0}" fill="none" stroke="{3}"/>'
    return format_html(box, SQUARE, fill, mark_safe(inside), edge)


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _title(week: DoseWeek) -> str:
    return week.words.capitalize()
