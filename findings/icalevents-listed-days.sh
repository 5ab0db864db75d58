#!/bin/sh
# icalevents 0.3.1: of a series whose days are listed one by one (RDATE), it gives the first alone.
#
# A course on three Mondays that no rule describes is one event with a list of days. Two of the three are not there,
# and nothing says so. The same course written as a rule (RRULE) gives all three. A year of hours taken from a calendar
# that way is short by every such day.
#
# Seen: "listed 1", "by rule 3"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet icalevents==0.3.1 icalendar==7.3.2
cat > "$here/try.py" <<'PY'
import sys
from datetime import date

from icalevents.icalevents import events

SERIES = {
    "listed": "RDATE;TZID=America/Chicago:20260309T090000,20260323T090000",
    "by rule": "RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=3",
}
for name, days in SERIES.items():
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//course//EN", "BEGIN:VEVENT", "UID:course"]
    lines += ["DTSTAMP:20260101T000000Z", "DTSTART;TZID=America/Chicago:20260302T090000", "DURATION:PT2H", days]
    lines += ["SUMMARY:Data governance", "END:VEVENT", "END:VCALENDAR", ""]
    with open(sys.argv[1], "w", newline="") as file:
        file.write("\r\n".join(lines))
    print(name, len(events(file=sys.argv[1], start=date(2026, 2, 1), end=date(2026, 5, 1))))
PY
"$here/env/bin/python" "$here/try.py" "$here/course.ics" | tee "$here/seen"
printf 'listed 1\nby rule 3\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
