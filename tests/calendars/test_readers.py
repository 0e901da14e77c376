"""What the programs of others understand of the calendar: every month of two years, in the winter as in the summer."""

import json
import shutil
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from supervision.actions import cancel_session
from supervision.feed import calendar_of
from tests.allocations.service import found, pairs, practitioners, supervisors, who
from tests.supervision.conftest import series

HERE = Path(__file__).parent
PYTHON = ("icalendar", "recurring-ical-events", "vobject", "khal")
NPM = ("ical.js", "node-ical") if shutil.which("npm") else ()
TEN_IN_ENGLAND = (10, 0)


@pytest.fixture
def calendars(db, tmp_path) -> list[Path]:
    """Two calendars of somebody who meets every Wednesday at ten from 2026 to 2027, as of two days: together they cover both
    years."""
    files = []
    with time_machine.travel("2026-01-05T12:00:00+00:00", tick=False) as clock:
        found()
        supervisors("S1")
        practitioners("P1")
        pairs(("P1", "S1"))
        weekly = series(who("S1"), who("P1"), first=date(2026, 1, 7), at=time(10), last_on=date(2027, 12, 29))
        cancel_session(series=weekly, slot=date(2026, 2, 4), reason="leave", by=who("S1"))
        for instant in ("2026-01-05T12:00:00+00:00", "2026-12-14T12:00:00+00:00"):
            clock.move_to(instant)
            files.append(tmp_path / f"{len(files)}.ics")
            files[-1].write_bytes(calendar_of(who("P1"), date.fromisoformat(instant[:10])))
    return files


def understood(reader: str, file: Path) -> dict[str, tuple[datetime, str]]:
    """By uid when a session begins, on the clocks of England, and what it is called."""
    command = ["node", HERE / "read.mjs"] if reader in NPM else [sys.executable, HERE / "read.py"]
    said = subprocess.run([*command, reader, file], check=True, capture_output=True, text=True).stdout
    england = ZoneInfo("Europe/London")
    return {uid: (datetime.fromisoformat(begins).astimezone(england), summary) for uid, begins, summary in json.loads(said)}


@pytest.mark.parametrize("reader", [*PYTHON, *NPM])
def test_every_session_begins_at_its_hour_in_every_month(calendars, reader):
    known = understood(reader, calendars[0]) | understood(reader, calendars[1])
    assert {(begins.hour, begins.minute) for begins, _ in known.values()} == {TEN_IN_ENGLAND}
    assert {(begins.year, begins.month) for begins, _ in known.values()} == {(y, m) for y in (2026, 2027) for m in range(1, 13)}
    assert len(known) == 104 and all(begins.date() == uid_day(uid) for uid, (begins, _) in known.items())


def uid_day(uid: str) -> date:
    return date.fromisoformat(uid.split("@")[0][-len("2026-01-07") :])


@pytest.mark.parametrize("reader", [*PYTHON, *NPM])
def test_what_is_cancelled_says_so_in_every_list(calendars, reader):
    called = {summary for begins, summary in understood(reader, calendars[0]).values() if begins.date() == date(2026, 2, 4)}
    assert called == {"Cancelled: case management supervision"}
    before = date(2026, 2, 4) - timedelta(days=7)
    assert {summary for begins, summary in understood(reader, calendars[0]).values() if begins.date() == before} == {
        "Case management supervision"
    }
