#!/bin/sh
# ics 3.12.0 with ical.js 2.2.1 and node-ical 0.26.1 (npm): an event of an hour and a half is read as one hour by the
# one and as five hours by the other.
#
# ics takes { hours: 1.5 } and writes it down as PT1.5H, which a calendar file has no word for (RFC 5545, 3.3.6: whole
# numbers alone). One reader passes over what it does not know, the other takes the digits before the letter, 5H. None
# of the three says anything. { hours: 1, minutes: 30 } is right in all of them. A calendar of half hours of credit that
# a web page made so is best looked through for PT and a point.
#
# Seen: "DURATION:PT1.5H", ical.js "PT1H", node-ical "5 hours"; with minutes "DURATION:PT1H30M", "PT1H30M", "1.5 hours"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$here" \
    ics@3.12.0 ical.js@2.2.1 node-ical@0.26.1 >/dev/null
cat > try.mjs <<'JS'
import ical from "ical.js";
import { createEvent } from "ics";
import nodeIcal from "node-ical";

for (const duration of [{ hours: 1.5 }, { hours: 1, minutes: 30 }]) {
  const { value } = createEvent({ title: "Webinar", start: [2026, 3, 2, 9, 0], startInputType: "utc", duration });
  console.log("written", value.match(/DURATION:\S+/)[0]);
  const event = new ical.Event(new ical.Component(ical.parse(value)).getFirstSubcomponent("vevent"));
  console.log("ical.js", event.duration.toString());
  const [read] = Object.values(nodeIcal.sync.parseICS(value)).filter((one) => one.type === "VEVENT");
  console.log("node-ical", (read.end - read.start) / 3600000, "hours");
}
JS
TZ=America/Chicago node try.mjs | tee seen
cat > wanted <<'OUT'
written DURATION:PT1.5H
ical.js PT1H
node-ical 5 hours
written DURATION:PT1H30M
ical.js PT1H30M
node-ical 1.5 hours
OUT
cmp wanted seen && echo "as described"
