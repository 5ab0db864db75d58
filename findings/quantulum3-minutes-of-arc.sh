#!/bin/sh
# quantulum3 0.10.0: the minutes of "1 hour 30 minutes" are minutes of arc, "1h30" is an hour to the thirtieth power, and
# a clock-like "1:30 hours" is thirty hours.
#
# The package finds amounts with their units in a text. Without its optional classifier (no part of a plain install) a
# word that two units share goes to one of them, whatever stands beside it. "1 1/2 hours" is read rightly; a span, "4-6
# hours", is its middle, five, with the doubt in a field of its own. Who adds up the hours has one hour, or thirty.
#
# Seen: [1 hour, 30 minute of arc], [1 hour to the 30], [1 dimensionless, 30 hour], [1.5 hour], [5 hour]
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet quantulum3==0.10.0
cat > "$here/ask.py" <<'PY'
from quantulum3 import parser

for words in ("1 hour 30 minutes", "1h30", "1:30 hours", "1 1/2 hours", "4-6 hours"):
    print(words, "->", ", ".join(f"{one.value:g} {one.unit.name}" for one in parser.parse(words)))
PY
"$here/env/bin/python" -W ignore "$here/ask.py" 2> /dev/null | tee "$here/seen"
cat > "$here/wanted" <<'OUT'
1 hour 30 minutes -> 1 hour, 30 minute of arc
1h30 -> 1 hour to the 30
1:30 hours -> 1 dimensionless, 30 hour
1 1/2 hours -> 1.5 hour
4-6 hours -> 5 hour
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
