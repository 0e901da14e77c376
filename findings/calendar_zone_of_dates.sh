#!/usr/bin/env bash
# A time zone that travels as lists of dates is read an hour wrong by two parsers, although RFC 5545 allows such lists.
#
# icalendar 7.3.0 (Python), Calendar.add_missing_timezones(), writes Europe/London as a VTIMEZONE whose STANDARD and DAYLIGHT parts
# each have one RDATE line with many dates (3.8.5.2 allows several values). ical.js 2.2.1 and vobject 0.9.9 take the first date of such
# a line and no other: a session at ten in the morning of a December far from the first date is read with the offset of summer, so as nine o'clock
# UTC. recurring-ical-events 3.8.2 reads the same file right, as ten o'clock UTC. With the two usual RRULE lines instead, all of them do.
#
# Seen on 28 November 2026, and printed below:
#   RDATE values in the summer part: more than one, on one line
#   recurring-ical-events: 2027-12-06T10:00:00+00:00
#   vobject: 2027-12-06T09:00:00+00:00
#   ical.js: 2027-12-06T09:00:00.000Z
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv python
python/bin/pip install -q icalendar==7.3.0 recurring-ical-events==3.8.2 vobject==0.9.9 2>/dev/null
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1

cat > write.py <<'PY'
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

calendar = Calendar()
calendar.add("prodid", "-//example//EN")
calendar.add("version", "2.0")
for year in (2026, 2027):
    event = Event()
    event.add("uid", f"{year}@example")
    event.add("dtstart", datetime(year, 12, 6, 10, tzinfo=ZoneInfo("Europe/London")))
    event.add("duration", timedelta(hours=1))
    calendar.add_component(event)
calendar.add_missing_timezones()
open("sessions.ics", "wb").write(calendar.to_ical())
for part in calendar.walk("DAYLIGHT"):
    rdates = part.get("RDATE")
    values = rdates.dts if hasattr(rdates, "dts") else [value for one in rdates for value in one.dts]
    print("RDATE values in the summer part:", "more than one, on one line" if len(values) > 1 and hasattr(rdates, "dts") else len(values))
PY
cat > expand.py <<'PY'
from datetime import UTC

import icalendar
import recurring_ical_events

calendar = icalendar.Calendar.from_ical(open("sessions.ics", "rb").read())
(found,) = recurring_ical_events.of(calendar).between((2027, 12, 1), (2027, 12, 31))
print("recurring-ical-events:", found["DTSTART"].dt.astimezone(UTC).isoformat())
PY
cat > read.py <<'PY'
from datetime import UTC

import vobject

found = next(e for e in vobject.readOne(open("sessions.ics").read()).vevent_list if e.uid.value.startswith("2027"))
print("vobject:", found.dtstart.value.astimezone(UTC).isoformat())
PY
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync("sessions.ics", "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const found = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one)).find((one) => one.uid.startsWith("2027"));
console.log("ical.js:", found.startDate.toJSDate().toISOString());
JS
{ python/bin/python write.py; python/bin/python expand.py; python/bin/python read.py; node read.mjs; } | tee seen

cat > expected <<'TXT'
RDATE values in the summer part: more than one, on one line
recurring-ical-events: 2027-12-06T10:00:00+00:00
vobject: 2027-12-06T09:00:00+00:00
ical.js: 2027-12-06T09:00:00.000Z
TXT
diff expected seen && echo "As described."
