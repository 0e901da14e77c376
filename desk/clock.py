"""A clock of time in role for its reader: how far it is, the picture of it, and the lines to check it by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from django.utils import timezone

from competencies import labels
from competencies.rules.facts import Career
from competencies.rules.requirements import TimeInRoleRequirement
from nhsuk.charts import ClockChart, ClockStretch, ProgressChart
from nhsuk.components import Column, Table
from nhsuk.words import how_many
from people.labels import ABSENCES
from people.rules import tenure
from people.rules.facts import FULL_TIME, AbsenceFact
from people.rules.period import as_date

DAY = timedelta(days=1)
LONG_LEAVE = 28
"""Leave that does not stop the clock is shown if it lasted for so many days."""
PART, WHOLE, PAUSED, COUNTED = "counts in part", "counts in full", "leave that does not count", "leave that counts"
GAP, AHEAD, VOID = "no post that counts", "still to come", "before a break, does not count"


@dataclass(frozen=True)
class ClockInWords:
    """The clock of a rule up to, not including, a day."""

    rule: TimeInRoleRequirement
    career: Career
    on: date

    @cached_property
    def months(self) -> int:
        return self.rule.months_served(self.career, self.on.toordinal())

    @property
    def said(self) -> str:
        """``18 of 24 months``."""
        return f"{self.months} of {how_many(self.rule.min_months, 'month')}"

    @property
    def bar(self) -> ProgressChart:
        return ProgressChart(self.months, self.rule.min_months, self.said)

    @cached_property
    def reached_on(self) -> date | None:
        return as_date(tenure.met_from(self.career.posts, self.career.absences, self.rule.clock, self.rule.min_months))

    @property
    def when(self) -> str:
        """When the months are complete, as far as the posts that are known lead to it."""
        if self.reached_on is None:
            return "No post that counts goes on long enough, so there is no date yet."
        day, months = labels.on_day(self.reached_on), how_many(self.rule.min_months, "month")
        if self.reached_on <= self.on:
            return f"{months} reached on {day}."
        return f"{months} on {day}, if posts and leave stay as they are recorded."

    @cached_property
    def _until(self) -> int:
        """The day up to which the picture goes."""
        return max(self.on, self.reached_on or self.on).toordinal()

    def _pieces(self) -> Iterator[ClockStretch]:
        """Every stretch cut at the day; what lies after it is still to come."""
        today, counted = self.on.toordinal(), set(self.rule.counted_run(self.career, self.on.toordinal()))
        for stretch in tenure.stretches(self.career.posts, self.career.absences, self.rule.clock):
            for start, stop in ((stretch.start, min(stretch.stop, today)), (max(stretch.start, today), stretch.stop)):
                if start < min(stop, self._until):
                    yield _drawn(stretch, start, min(stop, self._until), start >= today, stretch in counted)

    @cached_property
    def stretches(self) -> list[ClockStretch]:
        """The stretches in order, with the gaps between them."""
        pieces = list(self._pieces())
        gaps = [
            ClockStretch(before.last + DAY, after.start - DAY, 0, "gap", GAP)
            for before, after in pairwise(pieces)
            if after.start - before.last > DAY
        ]
        return sorted([*pieces, *gaps], key=lambda stretch: stretch.start)

    @cached_property
    def absences(self) -> list[AbsenceFact]:
        """Leave that stops the clock, and long leave that does not, while the clock ran."""
        if not self.stretches:
            return []
        first, last = self.stretches[0].start, self.on - DAY
        return [
            absence
            for absence in sorted(self.career.absences, key=lambda absence: (absence.started_on, absence.kind))
            if absence.started_on <= last and (absence.finished_on or last) >= first and self._matters(absence)
        ]

    def _matters(self, absence: AbsenceFact) -> bool:
        days = ((absence.finished_on or self.on) - absence.started_on).days + 1
        return absence.kind in self.rule.pause_for or days >= LONG_LEAVE

    @property
    def chart(self) -> ClockChart | str:
        if not self.stretches:
            return ""
        first, last = self.stretches[0].start, self.on - DAY
        away = [
            ClockStretch(max(leave.started_on, first), min(leave.finished_on or last, last), 1, "leave", COUNTED)
            for leave in self.absences
            if leave.kind not in self.rule.pause_for
        ]
        marks = [(self.on, "Today" if self.on == timezone.localdate() else labels.on_day(self.on))]
        if self.reached_on:
            marks.insert(0, (self.reached_on, how_many(self.rule.min_months, "month")))
        return ClockChart(self.stretches, away, marks, f"{self.said}. {self.when}")

    @property
    def ledger(self) -> Table:
        """The picture in words and numbers: each stretch up to the day, and each gap."""
        lines = tenure.ledger(self.career.posts, self.career.absences, self.rule.clock, on=self.on)
        rows = [_row(line) for line in lines]
        gaps = [_gap(before, after) for before, after in pairwise(lines) if before.last_day and _apart(before, after)]
        rows = [cells for _, cells in sorted([*rows, *gaps], key=lambda row: row[0])]
        columns = (
            Column("From"),
            Column("To"),
            Column("Days", numeric=True),
            Column("Each counts as", numeric=True),
            Column("Days served by then", numeric=True),
        )
        return Table("Every stretch of time", columns, rows, "No post in one of these roles has begun by this day.")

    @property
    def leave(self) -> Table:
        counts = {True: "Does not count", False: "Counts"}
        rows = [
            (
                labels.on_day(leave.started_on),
                labels.on_day(leave.finished_on) or "no end known",
                ABSENCES[leave.kind].capitalize(),
                counts[leave.kind in self.rule.pause_for],
            )
            for leave in self.absences
        ]
        columns = [Column(title) for title in ("From", "To", "Leave", "Does it count?")]
        return Table("Leave in this time", columns, rows, f"None of {LONG_LEAVE} days or more.")


def _drawn(stretch: tenure.Stretch, start: int, stop: int, ahead: bool, counted: bool) -> ClockStretch:
    share = stretch.weight / FULL_TIME
    sign, words = (
        ("paused", PAUSED) if stretch.paused
        else ("ahead", AHEAD) if ahead
        else ("void", VOID) if not counted
        else ("counts", WHOLE if share == 1 else PART)
    )  # fmt: skip
    return ClockStretch(date.fromordinal(start), date.fromordinal(stop - 1), share, sign, words)


def _row(line: tenure.LedgerLine) -> tuple[date, tuple]:
    weight = "0: leave" if line.paused else labels.hundred_thousandths(line.weight)
    cells = (labels.on_day(line.started_on), labels.on_day(line.last_day), line.days, weight)
    return line.started_on, (*cells, labels.hundred_thousandths(line.served_after))


def _apart(before: tenure.LedgerLine, after: tenure.LedgerLine) -> bool:
    return after.started_on - before.last_day > DAY


def _gap(before: tenure.LedgerLine, after: tenure.LedgerLine) -> tuple[date, tuple]:
    first, last = before.last_day + DAY, after.started_on - DAY
    cells = (labels.on_day(first), labels.on_day(last), (last - first).days + 1, "0: no post that counts")
    return first, (*cells, labels.hundred_thousandths(before.served_after))
