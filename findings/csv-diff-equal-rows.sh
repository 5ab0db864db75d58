#!/bin/sh
# csv-diff 1.2: of two equal rows one can be taken away, and it says nothing.
#
# Two half days of one workshop stand in a log as two rows with the same day, title and hours. Beside an official record
# that holds one of them, csv-diff prints an empty line and ends with 0, as for two equal files: without a key, rows are
# told apart by what stands in them; with `--key` the last row of a key stands for all. Three hours are missing there,
# and the comparison shows none. With the hours of one row changed it does speak.
#
# Seen: one row removed of two equal ones: "" (without and with --key=date); hours changed: "1 row changed"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet csv-diff==1.2
cd "$here"
printf 'date,title,hours\n2026-01-13,Workshop,3\n2026-01-13,Workshop,3\n2026-02-01,Camp,2\n' > mine.csv
printf 'date,title,hours\n2026-01-13,Workshop,3\n2026-02-01,Camp,2\n' > theirs.csv
printf 'date,title,hours\n2026-01-13,Workshop,3\n2026-02-01,Camp,2.5\n' > changed.csv
{
    echo "without a key: $(env/bin/csv-diff mine.csv theirs.csv)"
    echo "by day: $(env/bin/csv-diff mine.csv theirs.csv --key=date)"
    echo "hours changed: $(env/bin/csv-diff theirs.csv changed.csv --key=date | head -n 1)"
} | tee seen
printf 'without a key: \nby day: \nhours changed: 1 row changed\n' > wanted
cmp wanted seen && echo "as described"
