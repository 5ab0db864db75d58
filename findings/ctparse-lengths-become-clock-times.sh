#!/bin/sh
# ctparse 0.3.6: a length of time with a fraction loses what stands before the point, and a length behind a day is read
# as the hour at which something ends.
#
# "2.5 hours" are five hours and "1.5 hours" too. "October 12 2026 for 3 hours" is a time from that day on until three
# o'clock in its night. Whole lengths alone are read as they are written. Nothing is raised or warned of, so a line of a
# log comes out longer or shorter than it was.
#
# Seen: "3 hours", "5 hours", "5 hours", "2026-10-12 X:X (X/X) - 2026-10-12 03:00 (X/X)"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet ctparse==0.3.6
cat > "$here/ask.py" <<'PY'
from datetime import datetime

from ctparse import ctparse

for words in ("3 hours", "2.5 hours", "1.5 hours", "October 12 2026 for 3 hours"):
    print(ctparse(words, ts=datetime(2026, 11, 2, 9), timeout=0).resolution)
PY
"$here/env/bin/python" "$here/ask.py" 2> /dev/null | tee "$here/seen"
printf '3 hours\n5 hours\n5 hours\n2026-10-12 X:X (X/X) - 2026-10-12 03:00 (X/X)\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
