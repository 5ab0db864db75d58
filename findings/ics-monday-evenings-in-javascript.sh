#!/bin/sh
# ics 3.12.0 (npm): a course on Monday evenings comes out as one on Sunday evenings.
#
# Unless told otherwise it writes the beginning in UTC, and the rule beside it as it was given. In Alabama 19:00 on a
# Monday is 1:00 on Tuesday in UTC, so "every Monday" (BYDAY=MO) is then a Monday in UTC: Sunday, 19:00 in Alabama.
# The first day is right, or missing where a reader holds to the rule; all others are a day early, and after the change
# of the clocks an hour late. Morning courses are right. startOutputType "local" keeps days and rule together.
#
# Seen: "DTSTART:20260113T010000Z", read by ical.js 2.2.1 as Sundays; by "local" "DTSTART:20260112T190000" and Mondays
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$here" ics@3.12.0 ical.js@2.2.1 >/dev/null
cat > try.mjs <<'JS'
import ical from "ical.js";
import { createEvent } from "ics";

for (const startOutputType of [undefined, "local"]) {
  const { value } = createEvent({
    title: "Course",
    start: [2026, 1, 12, 19, 0],
    duration: { hours: 2 },
    recurrenceRule: "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
    ...(startOutputType && { startOutputType }),
  });
  console.log(value.match(/DTSTART:\S+/)[0]);
  const event = new ical.Event(new ical.Component(ical.parse(value)).getFirstSubcomponent("vevent"));
  const days = event.iterator();
  for (let day = days.next(); day; day = days.next()) {
    console.log(day.toJSDate().toString().slice(0, 21));
  }
}
JS
TZ=America/Chicago node try.mjs | tee seen
cat > wanted <<'OUT'
DTSTART:20260113T010000Z
Sun Jan 18 2026 19:00
Sun Jan 25 2026 19:00
Sun Feb 01 2026 19:00
DTSTART:20260112T190000
Mon Jan 12 2026 19:00
Mon Jan 19 2026 19:00
Mon Jan 26 2026 19:00
OUT
cmp wanted seen && echo "as described"
