// Reads a calendar with one of npm's parsers and prints what it understood: [uid, instant in UTC, summary] for each session.
// node read.mjs ical.js|node-ical FILE
import { readFileSync } from "node:fs";

const [reader, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const readers = {
  "ical.js": async () => {
    const { default: ICAL } = await import("ical.js");
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    return calendar.getAllSubcomponents("vevent").map((found) => {
      const event = new ICAL.Event(found);
      return [event.uid, event.startDate.toJSDate().toISOString(), event.summary];
    });
  },
  "node-ical": async () => {
    const { default: ical } = await import("node-ical");
    const events = Object.values(ical.parseICS(text)).filter((found) => found.type === "VEVENT");
    return events.map((event) => [event.uid, event.start.toISOString(), event.summary]);
  },
};
console.log(JSON.stringify(await readers[reader]()));
