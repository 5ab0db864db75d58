#!/bin/sh
# recurrent 0.4.1: a course "every Tuesday at 3:30pm from January 13 to May 12" has no meeting on 12 May.
#
# The rule that it makes ends with UNTIL=20260512, which is the midnight before. Without a time of day the same words
# hold on 12 May, so the last meeting goes when the hour is added. What it does not know it passes over: "first Monday
# of every quarter" is every Monday, 52 in place of 4, and "last weekday of every month" is the last Monday. None of
# them is refused. (The rules are worked out by dateutil 2.9.0, as its manual does it.)
#
# Seen: 17 meetings until 5 May with the hour, 18 until 12 May without; "BYDAY=MO;…FREQ=WEEKLY"; "BYDAY=-1MO"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet recurrent==0.4.1 python-dateutil==2.9.0.post0
"$here/env/bin/python" -W ignore - <<'PY' | tee "$here/seen"
from datetime import datetime

from dateutil.rrule import rrulestr
from recurrent import RecurringEvent

begin, end = datetime(2026, 1, 1), datetime(2026, 12, 31)
for words in (
    "every Tuesday at 3:30pm from January 13 to May 12",
    "every Tuesday from January 13 to May 12",
    "first Monday of every quarter",
    "last weekday of every month",
):
    rule = RecurringEvent(now_date=begin).parse(words)
    days = rrulestr(rule, dtstart=begin).between(begin, end, inc=True)
    print(words, "|", rule.split("RRULE:")[1], "|", len(days), f"{days[-1]:%a %d %b}")
PY
cat > "$here/wanted" <<'OUT'
every Tuesday at 3:30pm from January 13 to May 12 | BYDAY=TU;BYHOUR=15;BYMINUTE=30;INTERVAL=1;FREQ=WEEKLY;UNTIL=20260512 | 17 Tue 05 May
every Tuesday from January 13 to May 12 | BYDAY=TU;INTERVAL=1;FREQ=WEEKLY;UNTIL=20260512 | 18 Tue 12 May
first Monday of every quarter | BYDAY=MO;INTERVAL=1;FREQ=WEEKLY | 52 Mon 28 Dec
last weekday of every month | BYDAY=-1MO;INTERVAL=1;FREQ=MONTHLY | 12 Mon 28 Dec
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
