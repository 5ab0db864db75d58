#!/bin/sh
# ics 0.7.3: an evening event in "Central Standard Time", a zone that the file itself defines, is read as UTC.
#
# Outlook names zones in its own way and puts their definition beside the events. Where the name is one of the public
# list ("US/Central") ics takes it; every other name is dropped without a word, definition and all, and the clock time
# is called UTC. A webinar of 23:30 on 30 September in Alabama is then one of 18:30 there; one of 00:30 on 1 October is
# the evening of 30 September, the last day of the fiscal year before. vobject 0.9.9 reads the same file with its zone.
#
# Seen: ics "+00:00" for Outlook's name and "-05:00" for US/Central; vobject "-05:00" for both
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet ics==0.7.3 vobject==0.9.9
"$here/env/bin/python" -W ignore - <<'PY' | tee "$here/seen"
import ics
import vobject

LINES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//log//EN
BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:webinar@example.org
DTSTAMP:20260901T000000Z
SUMMARY:Night webinar
DTSTART;TZID={zone}:20261001T003000
DTEND;TZID={zone}:20261001T020000
END:VEVENT
END:VCALENDAR
"""

for zone in ("Central Standard Time", "US/Central"):
    text = LINES.format(zone=zone).replace("\n", "\r\n")
    (event,) = ics.Calendar(text).events
    print("ics", zone, event.begin.isoformat())
    print("vobject", zone, vobject.readOne(text).vevent.dtstart.value.isoformat())
PY
cat > "$here/wanted" <<'OUT'
ics Central Standard Time 2026-10-01T00:30:00+00:00
vobject Central Standard Time 2026-10-01T00:30:00-05:00
ics US/Central 2026-10-01T00:30:00-05:00
vobject US/Central 2026-10-01T00:30:00-05:00
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
