"""Spreadsheets in the making: rows by file, and shorthand for what most careers have."""

import csv
import io
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from people.rules.period import add_months

LI = "low-intensity-supervision"
CRITICAL = ("L4", "G2", "G5", "P2")
COMPETENCIES = (
    [f"G{n}" for n in range(1, 12)]
    + [f"P{n}" for n in range(1, 5)]
    + [f"L{n}" for n in range(1, 8)]
    + [f"M{n}" for n in range(1, 5)]
)
AHEAD = {
    "posts": "started_on",
    "absences": "started_on",
    "registrations": "valid_from",
    "allocations": "started_on",
    "capacity": "started_on",
}
"""Files of what is known a month before its day, and where the day stands."""
AFTERWARDS = {
    "qualifications": ("verified_on",),
    "completions": ("verified_on", "started_on"),
    "sign_offs": ("signed_on",),
    "observations": ("observed_on",),
    "sessions": ("held_on",),
}
"""Files of what is known once it has happened."""
KNOWN_ON = "known_on"


class Sheets:
    """Rows waiting to be written as CSV. All dates are worked out from ``today``."""

    def __init__(self, today: date):
        self.today = today
        self.rows: dict[str, list[dict[str, str]]] = defaultdict(list)

    def add(self, file: str, **cells) -> None:
        self.rows[file].append({name: self._written(cell) for name, cell in cells.items()})

    def brought_on(self, days: Sequence[date]) -> Iterator[tuple[date, "Sheets"]]:
        """The same rows, each in the first of the days on which it can be known; what was known before them comes in the
        first."""
        batches = {day: Sheets(self.today) for day in days}
        for file, rows in self.rows.items():
            for row in rows:
                known = _known_on(file, row)
                day = days[min(bisect_left(days, known), len(days) - 1)] if known else days[0]
                batches[day].rows[file].append({name: cell for name, cell in row.items() if name != KNOWN_ON})
        return ((day, batch) for day, batch in batches.items() if batch.rows)

    @staticmethod
    def _written(cell) -> str:
        if cell is None:
            return ""
        return cell.isoformat() if isinstance(cell, date) else str(cell)

    def as_files(self) -> dict[str, bytes]:
        return {f"{name}.csv": self._as_csv(rows) for name, rows in self.rows.items()}

    @staticmethod
    def _as_csv(rows: list[dict[str, str]]) -> bytes:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue().encode()

    # Days -----------------------------------------------------------------------------------------------------------
    def ago(self, months: int, days: int = 0) -> date:
        return add_months(self.today, -months) - timedelta(days=days)

    @staticmethod
    def weekday(day: date) -> date:
        """The day, or the Friday before a weekend."""
        return day - timedelta(days=max(0, day.weekday() - 4))

    # Careers --------------------------------------------------------------------------------------------------------
    def person(self, number: str, name: str, email: str) -> str:
        first, last = name.split(" ", 1)
        self.add("people", employee_number=number, first_name=first, last_name=last, email=email)
        return number

    def post(self, number: str, service: str, team: str, role: str, start: date, finish: date | None = None, **more) -> None:
        assignment = f"{number}-{sum(row['employee_number'] == number for row in self.rows['posts']) + 1}"
        cells = {"stage": "qualified", "band": "5", "fte": "1.0"} | more
        self.add(
            "posts", employee_number=number, assignment_number=assignment, service_code=service, team_code=team,
            role=role, started_on=start, finished_on=finish, **cells,
        )  # fmt: skip

    def trained(self, number: str, on: date, verifier: str) -> None:
        """Accredited low-intensity training, verified."""
        self.add(
            "qualifications", employee_number=number, qualification="li_training", awarded_on=on,
            awarding_body="University of Northmoor", evidence_ref="certificate on file", verified_by=verifier, verified_on=on,
        )  # fmt: skip

    def registered(self, number: str, start: date) -> None:
        """A year on the register, renewed up to the year that covers today."""
        while start <= self.today:
            end = add_months(start, 12) - timedelta(days=1)
            self.add(
                "registrations", employee_number=number, body="BABCP-PWP", number=f"BA/{number}", valid_from=start, valid_to=end
            )
            start = add_months(start, 12)

    def practised(self, number: str, service: str, team: str, start: date, role: str = "pwp", *, verifier: str) -> None:
        """A training year, then a post; training and registration to go with them."""
        qualified = add_months(start, 12)
        self.post(number, service, team, "trainee_pwp", start, qualified - timedelta(days=1), stage="trainee", band="4")
        self.post(number, service, team, role, qualified, band="6" if role == "senior_pwp" else "5")
        if qualified <= self.today:
            self.trained(number, qualified, verifier)
            self.registered(number, add_months(qualified, 1))

    def course(self, number: str, code: str, end: date, verifier: str) -> None:
        self.add(
            "completions", employee_number=number, course_code=code, started_on=end - timedelta(days=28), completed_on=end,
            evidence_ref="certificate on file", verified_by=verifier, verified_on=min(end + timedelta(days=5), self.today),
        )  # fmt: skip

    def observed(self, number: str, on: date, intervention: str, score: str) -> None:
        self.add(
            "observations", employee_number=number, kind="practice", observed_on=self.weekday(on), intervention=intervention,
            instrument="LITC", score=score, observer="Helen Marlowe",
        )  # fmt: skip

    def signed_off(self, number: str, signers: tuple[str, ...], since: date, leaving_out: tuple[str, ...] = ()) -> None:
        """The framework signed off competency by competency, a few a week."""
        for place, code in enumerate(code for code in COMPETENCIES if code not in leaving_out):
            level = 3 if code in CRITICAL or place % 4 == 0 else 2
            self.add(
                "sign_offs", employee_number=number, framework=LI, competency=code, level=level,
                signed_on=min(self.weekday(since + timedelta(days=3 * (place // 3))), self.today),
                signed_by=signers[place % len(signers)], comment="",
            )  # fmt: skip

    def session(
        self, reference: str, kind: str, on: date, minutes: int, facilitator: str, attendees, confirmed: bool = True, **more
    ) -> None:
        self.add(
            "sessions", session_ref=reference, kind=kind, held_on=on, minutes=minutes, facilitator=facilitator,
            attendees="|".join(attendees), confirmed_by="|".join(attendees) if confirmed else "", **more,
        )  # fmt: skip


def _known_on(file: str, row: dict[str, str]) -> date | None:
    """When a row can be known: on the day that it says itself, a month ahead, or afterwards; nothing for what has no day."""
    if said := row.get(KNOWN_ON):
        return date.fromisoformat(said)
    if file in AHEAD:
        return date.fromisoformat(row[AHEAD[file]]) - timedelta(days=31)
    days = [row[name] for name in AFTERWARDS.get(file, ()) if row.get(name)]
    return date.fromisoformat(days[0]) if days else None
