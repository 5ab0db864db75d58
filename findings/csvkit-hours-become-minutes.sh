#!/bin/sh
# csvkit 2.2.0 (agate 1.14.2): `csvsort` turns a column of hours, 7:30, into 0:07:30, which is seven and a half
# minutes.
#
# Nothing but the order was to change. Left to guess the kinds of the columns, it takes h:mm for minutes and seconds
# and writes the guess out: 7 hours 30 become 7 minutes 30, without a word, and the sum of a log is a sixtieth.
# `csvstat` adds up alike. With `--no-inference` the cells stay as they were typed. Whoever sorts a log of hours before
# an import should look at the column afterwards.
#
# Seen: "ALET conference,0:07:30" / "Institute,0:26:30" and, with --no-inference, "ALET conference,7:30"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet csvkit==2.2.0 agate==1.14.2 pytimeparse==1.1.10
printf 'title,hours\nInstitute,26:30\nALET conference,7:30\n' > "$here/log.csv"
cat > "$here/wanted" <<'OUT'
title,hours
ALET conference,0:07:30
Institute,0:26:30
title,hours
ALET conference,7:30
Institute,26:30
OUT
{
    "$here/env/bin/csvsort" -c title "$here/log.csv"
    "$here/env/bin/csvsort" -c title --no-inference "$here/log.csv"
} | tr -d '\r' | tee "$here/seen"
cmp "$here/wanted" "$here/seen" && echo "as described"
