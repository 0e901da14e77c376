"""The register put to a reader: filtered and sorted as they asked, and counted. Page, CSV, PDF and JSON take the same."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from competencies import labels
from competencies.labels import short_day
from competencies.rules.outcome import State
from competencies.rules.signed import SOON
from nhsuk.components import Column, Lines, Link, Table
from people import labels as people_labels
from people.models import Service

from .queries import RegisterRow

NOBODY = UUID(int=0)


def lapsing(row: RegisterRow, on: date) -> bool:
    """Can supervise now, and will not in 90 days unless something is done."""
    return row.state is State.ELIGIBLE and row.until is not None and row.until < on + SOON


def ending(row: RegisterRow, on: date) -> bool:
    """Can supervise now, and will not from a day that is already known."""
    return row.state is State.ELIGIBLE and row.until is not None


def becoming(row: RegisterRow, on: date) -> bool:
    """Cannot supervise alone yet, and will on a day that is already known."""
    return row.state is not State.ELIGIBLE and row.eligible_from is not None


SHOWS: dict[str, tuple[str, Callable[[RegisterRow, date], bool]]] = {
    "all": ("Everyone", lambda row, on: True),
    "eligible": ("Can supervise", lambda row, on: row.state is State.ELIGIBLE),
    "provisional": ("With a co-supervisor", lambda row, on: row.state is State.PROVISIONAL),
    "lapsing": ("Lapsing in 90 days", lapsing),
    "ending": ("With a last day to supervise", ending),
    "becoming": ("Becoming eligible", becoming),
    "lapsed": ("Lapsed", lambda row, on: row.state is State.LAPSED),
    "not_yet": ("Not yet", lambda row, on: row.state is State.NOT_YET),
}
ORDER = {state: place for place, state in enumerate((State.ELIGIBLE, State.PROVISIONAL, State.LAPSED, State.NOT_YET))}
SORTS: dict[str, Callable[[RegisterRow], Any]] = {
    "name": lambda row: (row.last_name.casefold(), row.first_name.casefold(), row.employee_number or ""),
    "team": lambda row: row.teams,
    "role": lambda row: row.roles,
    "state": lambda row: ORDER[row.state],
    "until": lambda row: (row.until if row.state is State.ELIGIBLE else row.eligible_from) or date.max,
}


UNTIL = ("lapsing", "ending")
"""Where the month asked for is that of somebody's last day; elsewhere it is that of their first."""

HIGHLIGHTS = ("eligible", "provisional", "lapsing", "becoming", "lapsed")
NONE_MATCH = "Register: no people match. Choose another name, team or state."


@dataclass(frozen=True)
class Register:
    """``rows`` are all of the service on the day, ``shown`` those asked for, in the order asked for."""

    service: Service
    standard: str
    on: date
    rows: list[RegisterRow]
    team: str = ""
    show: str = "all"
    month: str = ""
    sort: str = "state"

    @cached_property
    def shown(self) -> list[RegisterRow]:
        wanted = SHOWS[self.show][1]
        rows = [row for row in self.rows if (not self.team or self.team in row.teams) and wanted(row, self.on)]
        if self.month:
            rows = [row for row in rows if (day := self._day_of(row)) and f"{day:%Y-%m}" == self.month]
        key = SORTS[self.sort.removeprefix("-")]
        return sorted(rows, key=key, reverse=self.sort.startswith("-"))

    def _day_of(self, row: RegisterRow) -> date | None:
        return row.until if self.show in UNTIL else row.eligible_from

    @property
    def filtered(self) -> bool:
        return bool(self.team or self.month or self.show != "all")

    @property
    def teams(self) -> list[str]:
        return sorted({team for row in self.rows for team in row.teams})

    def address(self, **changes: str) -> str:
        """This page's address with something asked otherwise."""
        now = {
            "standard": self.standard,
            "on": self.on.isoformat(),
            "team": self.team,
            "show": self.show,
            "month": self.month,
            "sort": self.sort,
        }
        return "?" + urlencode({key: value for key, value in (now | changes).items() if value})

    def figures(self) -> list[tuple[int, str, str]]:
        """What a lead looks for first: how many, of what, and where to see them."""
        return [
            (sum(test(row, self.on) for row in self.rows), name, self.address(show=key, month=""))
            for key, (name, test) in SHOWS.items()
            if key in HIGHLIGHTS
        ]

    def months(self) -> list[tuple[str, int, str]]:
        """Who becomes eligible by month: name of the month, how many, and where to see them."""
        days = [row.eligible_from for row in self.rows if becoming(row, self.on) and row.eligible_from]
        return self._by_month(days, "becoming")

    def lapses(self) -> list[tuple[str, int, str]]:
        """Whose last day to supervise is in which month, the same way."""
        return self._by_month([row.until for row in self.rows if ending(row, self.on) and row.until], "ending")

    def _by_month(self, days: list[date], show: str) -> list[tuple[str, int, str]]:
        counts = Counter(day.replace(day=1) for day in days)
        return [
            (f"{first:%B %Y}", count, self.address(show=show, month=f"{first:%Y-%m}"))
            for first, count in sorted(counts.items())
        ]

    def table(self, *, rows: list[RegisterRow] | None = None, linked: bool = False) -> Table:
        """The register as shown, or some of its rows; ``linked``: names lead to the pages of those whom the reader may open.
        What differs from person to person comes first."""
        columns = [
            Column("Name", *self._sorting("name")),
            Column("State", *self._sorting("state")),
            Column("When", *self._sorting("until"), nowrap=True),
            Column("What is missing", detail=True),
            Column("Team", *self._sorting("team"), detail=True),
            Column("Role", *self._sorting("role"), detail=True),
        ]
        shown = self.shown if rows is None else rows
        lines = [(Link(row.name, self.link_to(row) if linked and row.may_open else ""), *self._cells(row)) for row in shown]
        return Table("Register", columns, lines, NONE_MATCH, caption_hidden=True)

    def _sorting(self, key: str) -> tuple[str, str]:
        now = {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")
        return self.address(sort=f"-{key}" if self.sort == key else key), now

    def _cells(self, row: RegisterRow) -> tuple:
        return (
            labels.STATES[row.state],
            self._when(row),
            "; ".join(labels.title(node) for node in row.missing),
            ", ".join(row.teams),
            ", ".join(people_labels.role(role) for role in row.roles),
        )

    def _when(self, row: RegisterRow) -> Lines | str:
        said = []
        if row.state in (State.ELIGIBLE, State.PROVISIONAL, State.LAPSED):
            said.append(f"since {short_day(row.since)}")
        if row.state is State.ELIGIBLE and row.until:
            said.append(f"until {short_day(row.until)}")
        if row.state is not State.ELIGIBLE and row.eligible_from:
            said.append(f"can from {short_day(row.eligible_from)}")
        return Lines(tuple(said)) if said else ""

    def as_json(self) -> list[dict[str, Any]]:
        return [
            {
                "employee_number": row.employee_number,
                "name": row.name,
                "teams": list(row.teams),
                "roles": list(row.roles),
                "state": row.state.value,
                "since": row.since and row.since.isoformat(),
                "until": row.until and row.until.isoformat(),
                "eligible_from": row.eligible_from and row.eligible_from.isoformat(),
                "missing": [node.id or labels.title(node) for node in row.missing],
            }
            for row in self.shown
        ]

    @cached_property
    def _pages(self) -> tuple[str, str]:
        """What stands before and after the key of a person in the address of their page."""
        before, after = reverse("people:page", args=[NOBODY]).split(str(NOBODY))
        return before, f"{after}?{urlencode({'standard': self.standard, 'on': self.on.isoformat()})}"

    def link_to(self, row: RegisterRow) -> str:
        before, after = self._pages
        return f"{before}{row.public_id}{after}"
