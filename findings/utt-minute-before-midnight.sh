#!/bin/sh
# utt 1.32: work over midnight is a minute short in the report of its day, and whole in the report of the week.
#
# Two hours before midnight are 1h59 on that day and end at 23:59; the hour and a half after it stand under the next day.
# The days add up to 3h29, the week says 3h30. Hours that are copied day by day into a log of another year's window (a
# fiscal year ends at midnight too) lose a minute each time; those taken from a longer report do not.
#
# Seen: "Working: 1h59", "Working: 1h30", and for both days together "Working: 3h30"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet utt==1.32
printf '2026-03-03 22:00 hello\n2026-03-04 01:30 conference: notes\n' > "$here/utt.log"
report() { HOME="$here" "$here/env/bin/utt" --data "$here/utt.log" report "$@" | grep '^Working'; }
{
    report 2026-03-03
    report 2026-03-04
    report --from 2026-03-03 --to 2026-03-04
} | tee "$here/seen"
printf 'Working: 1h59\nWorking: 1h30\nWorking: 3h30\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
