#!/bin/sh
# khal 0.14.1: a title that begins with a length makes the event longer and loses the words, a workshop "9:00 3:30" goes
# on into the night, and 1.5h is a word of the title.
#
# An event is typed as day, start, end or length, title. Each word that can be a length is taken as one, and they add
# up: 90 minutes of a "2h workshop" are three and a half hours of a "workshop". An end before the start is the next
# day's without a question. A length with a point is no length: the event is an hour long, as if none was given.
#
# Seen: "workshop" 3h 30m, "1.5h Forms" 1h, "Nine to half past three" 18h 30m
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet khal==0.14.1
mkdir "$here/events"
cat > "$here/khal.conf" <<CONF
[calendars]
[[learning]]
path = $here/events
[default]
default_calendar = learning
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = America/Chicago
default_timezone = America/Chicago
[sqlite]
path = $here/events.db
CONF
khal() { "$here/env/bin/khal" --config "$here/khal.conf" "$@"; }
{
    khal new 2026-02-02 9:00 1h30m "Budget"
    khal new 2026-02-03 9:00 90m "2h workshop"
    khal new 2026-02-04 9:00 1.5h "Forms"
    khal new 2026-02-09 9:00 3:30 "Nine to half past three"
} > /dev/null
for day in 02 03 04 09; do
    khal list "2026-02-$day" 1d --day-format '' --format '{title} | {duration} | {start} {end}'
done | grep '|' | tee "$here/seen"
cat > "$here/wanted" <<'OUT'
Budget | 1h 30m | 2026-02-02 09:00 2026-02-02 10:30
workshop | 3h 30m | 2026-02-03 09:00 2026-02-03 12:30
1.5h Forms | 1h | 2026-02-04 09:00 2026-02-04 10:00
Nine to half past three | 18h 30m | 2026-02-09 09:00 2026-02-10 03:30
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
