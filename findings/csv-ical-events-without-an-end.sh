#!/bin/sh
# csv-ical 2.2.0: an event whose length is written as DURATION has no end in the CSV file, and a series is one meeting.
#
# RFC 5545 lets an event have DTEND or DURATION. Of two events of an hour and a half, one written each way, the sheet has
# an end for the first alone. Six monthly meetings are one row, that of the first, without a word of the other five; a
# place that was not given reads None, as if somebody had typed it. Hours that are added up from that sheet are short.
#
# Seen: three rows, of which the second has no end and the third is all that is left of six meetings
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet csv-ical==2.2.0 icalendar==6.3.2
cat > "$here/ask.py" <<'PY'
import sys

from csv_ical import Convert

events = (
    ("One", "20260310T090000", "DTEND:20260310T103000"),
    ("Two", "20260311T090000", "DURATION:PT1H30M"),
    ("Three", "20260112T090000", "DTEND:20260112T100000\r\nRRULE:FREQ=MONTHLY;COUNT=6"),
)
with open(sys.argv[1], "w", newline="") as file:
    file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//meetings//EN\r\n")
    for name, start, rest in events:
        file.write(f"BEGIN:VEVENT\r\nUID:{name}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:{name}\r\n")
        file.write(f"DTSTART:{start}\r\n{rest}\r\nEND:VEVENT\r\n")
    file.write("END:VCALENDAR\r\n")
convert = Convert()
convert.read_ical(sys.argv[1])
convert.make_csv()
convert.save_csv(sys.argv[2])
PY
"$here/env/bin/python" "$here/ask.py" "$here/meetings.ics" "$here/meetings.csv"
tr -d '\r' < "$here/meetings.csv" | tee "$here/seen"
cat > "$here/wanted" <<'CSV'
One,2026-03-10 09:00:00,2026-03-10 10:30:00,None,None
Two,2026-03-11 09:00:00,,None,None
Three,2026-01-12 09:00:00,2026-01-12 10:00:00,None,None
CSV
cmp "$here/wanted" "$here/seen" && echo "as described"
