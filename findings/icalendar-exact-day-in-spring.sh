#!/bin/sh
# icalendar 7.3.2: an event of exactly 24 hours over the night of the clock change ends an hour early.
#
# RFC 5545 (3.3.6) keeps two lengths apart: P1D is a day of the calendar, whatever its hours; PT24H are 24 hours that
# pass. In the night in which the clocks go forward they differ by an hour. The library gives both the same end. The
# length that it then tells is measured on the wall: for the eight hours between 22:00 and 6:00 it says 8, though seven
# passed. Hours of an event over such a night are safe only when both ends are first taken to UTC.
#
# Seen: P1D and PT24H both end "2026-03-08T22:00:00-05:00" (PT24H is 23:00); length said 8:00:00, passed 7:00:00
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet icalendar==7.3.2 tzdata
"$here/env/bin/python" - <<'PY' | tee "$here/seen"
from datetime import UTC

from icalendar import Event

EVENT = "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n{}\r\nEND:VEVENT\r\n"
START = "DTSTART;TZID=America/Chicago:20260307T220000\r\n"
for length in ("P1D", "PT24H"):
    print(length, Event.from_ical(EVENT.format(START + "DURATION:" + length)).end.isoformat())
night = Event.from_ical(EVENT.format(START + "DTEND;TZID=America/Chicago:20260308T060000"))
print(night.duration, night.end.astimezone(UTC) - night.start.astimezone(UTC))
PY
printf 'P1D 2026-03-08T22:00:00-05:00\nPT24H 2026-03-08T22:00:00-05:00\n8:00:00 7:00:00\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
