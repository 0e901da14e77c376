"""What a pack says on paper where its spreadsheets hold a line for each thing: a line or two for each person.

Only what a section holds is used, so that a pack that is taken up again says the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from competencies.labels import STATES
from competencies.rules.outcome import State
from nhsuk.components import Column, Table
from nhsuk.words import counted, in_a_sentence

from .contents import Section

Row = Sequence[Any]
KIND = "Supervision"


def printed(section: Section) -> list[Table]:
    """The tables of a section as they are printed."""
    return list(SHORTER.get(section.code, _as_they_are)(section.tables))


def _as_they_are(tables: Sequence[Table]) -> Sequence[Table]:
    return tables


def _indicators(tables: Sequence[Table]) -> Iterator[Table]:
    """Without the curves of thirteen months, and without a code where the name stands."""
    reasons, indicators, _ = tables
    yield Table(indicators.caption, indicators.columns[1:], [row[1:] for row in indicators.rows], indicators.empty)
    yield reasons


def by_state(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Lines of the register by what people can do, whoever can supervise first."""
    order = (State.ELIGIBLE, State.PROVISIONAL, State.LAPSED, State.NOT_YET)
    states = {str(STATES[state]): [row for row in rows if row[4] == str(STATES[state])] for state in order}
    return {state: of_it for state, of_it in states.items() if of_it}


def _register(tables: Sequence[Table]) -> Iterator[Table]:
    """A table for each state: who can supervise with their dates, and all others with what they still need."""
    (register,) = tables
    for state, rows in by_state(register.rows).items():
        dated = state == str(STATES[State.ELIGIBLE])
        titles = ("Since", "Until") if dated else ("Still needed",)
        lines = [(f"{row[0]}\n{row[1]}", f"{row[3]}\n{row[2]}", *(row[5:7] if dated else row[7:])) for row in rows]
        yield Table(f"{state} ({len(rows)})", _columns("Name and number", "Role and team", *titles), lines)
    if not register.rows:
        yield register


def _by_kind(tables: Sequence[Table]) -> Iterator[Table]:
    """A table for each kind of supervision, so that no line repeats it."""
    for table in tables:
        yield from _split(table) if table.rows and KIND in [column.title for column in table.columns] else [table]


def _split(table: Table) -> Iterator[Table]:
    at = [column.title for column in table.columns].index(KIND)
    for kind in dict.fromkeys(row[at] for row in table.rows):
        rows = [(*row[:at], *row[at + 1 :]) for row in table.rows if row[at] == kind]
        columns = [column for column in table.columns if column.title != KIND]
        yield Table(f"{table.caption}: {in_a_sentence(kind)} ({len(rows)})", columns, rows)


def _months(tables: Sequence[Table]) -> Iterator[Table]:
    """A line for each supervisor: how many months were enough, and which were not."""
    (months,) = tables
    if not months.rows:
        yield months
        return
    lines = []
    for supervisor in dict.fromkeys(row[0] for row in months.rows):
        own = [row for row in months.rows if row[0] == supervisor]
        short = [_short_month(row[1]) for row in own if row[5] == "no"]
        enough, which = f"{len(own) - len(short)} of {len(own)}", ", ".join(short) if len(short) < len(own) else "all of them"
        lines.append((supervisor, enough, sum(row[2] for row in own), sum(row[4] for row in own), which or "none"))
    titles = ("Supervisor", "Months with enough", "Minutes attended", "Minutes due", "Months without enough")
    yield Table(months.caption, _columns(*titles), lines)


def _short_month(month: str) -> str:
    """``Oct 2026`` for ``October 2026``."""
    name, _, year = month.partition(" ")
    return f"{name[:3]} {year}"


def _sample(tables: Sequence[Table]) -> Iterator[Table]:
    """Each person's records as they are, and their sessions by month."""
    for table in tables:
        yield from (_by_month(part) for part in _split(table)) if _of_sessions(table) else [table]


def _of_sessions(table: Table) -> bool:
    return bool(table.rows) and table.columns[0].title == "Date"


def _by_month(sessions: Table) -> Table:
    """The days of a month in one line; what was confirmed, or not, is counted."""
    months: dict[tuple[str, str], list[Row]] = {}
    for row in sessions.rows:
        day, _, month = row[0].partition(" ")
        months.setdefault((month, row[2]), []).append((day, *row[1:]))
    lines = [
        (month, counted(row[0] for row in rows), len(rows), sum(row[1] for row in rows), leader, _confirmed(rows))
        for (month, leader), rows in months.items()
    ]
    titles = ("Month", "Days", "Sessions", "Minutes", "Led by", "Confirmation")
    return Table(sessions.caption, _columns(*titles), lines)


def _confirmed(rows: Sequence[Row]) -> str:
    counts = Counter("confirmed" if row[4].startswith("confirmed") else row[4] for row in rows)
    return ", ".join(f"{count} {words}" for words, count in counts.items())


NUMBERS = {"Sessions", "Minutes", "Minutes attended", "Minutes due", "Months with enough"}
DATES = {"Since", "Until", "Month"}


def _columns(*titles: str) -> list[Column]:
    return [Column(title, numeric=title in NUMBERS, nowrap=title in DATES) for title in titles]


SHORTER: dict[str, Callable[[Sequence[Table]], Iterator[Table] | Sequence[Table]]] = {
    "position": _indicators,
    "register": _register,
    "allocations": _by_kind,
    "agreements": _by_kind,
    "dose": _by_kind,
    "exceptions": _by_kind,
    "supporting": _months,
    "sample": _sample,
}
