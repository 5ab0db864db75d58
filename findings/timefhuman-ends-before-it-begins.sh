#!/bin/sh
# timefhuman 0.1.5: a span over midnight ends before it begins once its day is named, and one over noon without a word of
# morning or afternoon ends on the next day.
#
# "11pm-1am" alone lasts two hours; "June 30 11pm-1am" ends 22 hours before it begins. "11:30-1:15", as agendas print a
# session over lunch, lasts 13 hours and 45 minutes instead of one hour and 45. Who takes end minus start for the hours of
# an agenda gets less than nothing for one line and half a day too much for the other, with no word of doubt.
#
# Seen: "2.0", "-22.0", "13.75"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet timefhuman==0.1.5
cat > "$here/ask.py" <<'PY'
from datetime import datetime

from timefhuman import tfhConfig, timefhuman

for words in ("11pm-1am", "June 30 11pm-1am", "11:30-1:15"):
    ((start, end),) = timefhuman(words, tfhConfig(now=datetime(2026, 6, 1, 9)))
    print((end - start).total_seconds() / 3600)
PY
"$here/env/bin/python" "$here/ask.py" | tee "$here/seen"
printf '2.0\n-22.0\n13.75\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
