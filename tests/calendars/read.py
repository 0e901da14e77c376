"""Reads a calendar with one of Python's parsers and prints what it understood: ``[uid, instant in UTC, summary]`` for each
session.

``python read.py icalendar|recurring-ical-events|vobject|khal FILE``. A process each: vobject and khal keep time zones for the
whole process.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
import vobject

Understood = Iterable[tuple[str, datetime, str]]
FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)


def by_icalendar(file: Path) -> Understood:
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return [(str(e["uid"]), e["dtstart"].dt, str(e["summary"])) for e in events]


def by_recurring(file: Path) -> Understood:
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(file.read_bytes())).between(FIRST, LAST)
    return [(str(e["uid"]), e["dtstart"].dt, str(e["summary"])) for e in events]


def by_vobject(file: Path) -> Understood:
    events = vobject.readOne(file.read_text()).vevent_list
    return [(e.uid.value, e.dtstart.value, e.summary.value) for e in events]


KHAL = """[calendars]
[[own]]
path = {home}/own
[sqlite]
path = {home}/khal.db
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def by_khal(file: Path) -> Understood:
    """As somebody in England reads it on their screen."""
    with tempfile.TemporaryDirectory() as home:
        (settings := Path(home) / "settings").write_text(KHAL.format(home=home))
        (Path(home) / "own").mkdir()
        khal = [sys.executable, "-m", "khal", "-c", str(settings)]
        subprocess.run([*khal, "import", "--batch", "-a", "own", str(file)], check=True, capture_output=True)
        asked = ["list", "--notstarted", "--day-format", "", "--format", "{uid}|{start-date} {start-time}|{title}"]
        said = subprocess.run([*khal, *asked, "2025-01-01", "2028-12-31"], check=True, capture_output=True, text=True).stdout
    for line in filter(None, said.splitlines()):
        uid, begins, summary = line.split("|")
        yield uid, datetime.fromisoformat(begins).replace(tzinfo=ZoneInfo("Europe/London")), summary


READERS: dict[str, Callable[[Path], Understood]] = {
    "icalendar": by_icalendar,
    "recurring-ical-events": by_recurring,
    "vobject": by_vobject,
    "khal": by_khal,
}

if __name__ == "__main__":
    reader, calendar = sys.argv[1:]
    print(
        json.dumps(
            [(uid, begins.astimezone(UTC).isoformat(), summary) for uid, begins, summary in READERS[reader](Path(calendar))]
        )
    )
