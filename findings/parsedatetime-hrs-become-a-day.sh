#!/bin/sh
# parsedatetime 2.6: "in 1.5 hours" is an hour and a half, "in 1.5 hrs" is 5 January, "in 7.5 hrs" 5 July.
#
# hour, hours, hr and h are its words, and hrs is none. "in 2 hrs" it says that it did not understand; of "in 1.5 hrs"
# the figures are left, and are a day of this or the next year. "half an hour" is a whole one, and "1:30 hours" are
# thirty. These come back as sure as the right ones: a deadline is months away, a length twenty times what it was.
#
# Seen, on 2 March 2026 at 9:00: 10:30 for hours, 2027-01-05 for hrs, 2026-07-05 for 7.5 hrs, 10:00 for half an hour
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet parsedatetime==2.6
"$here/env/bin/python" - <<'PY' | tee "$here/seen"
from datetime import datetime

import parsedatetime

for words in (
    "in 1.5 hours",
    "in 1.5 hr",
    "in 1.5 hrs",
    "in 7.5 hrs",
    "in 2 hrs",
    "in half an hour",
    "in 1:30 hours",
):
    moment, kind = parsedatetime.Calendar().parseDT(words, datetime(2026, 3, 2, 9))
    print(words, moment, ("nothing", "a date", "a time")[int(kind)])
PY
cat > "$here/wanted" <<'OUT'
in 1.5 hours 2026-03-02 10:30:00 a time
in 1.5 hr 2026-03-02 10:30:00 a time
in 1.5 hrs 2027-01-05 09:00:00 a date
in 7.5 hrs 2026-07-05 09:00:00 a date
in 2 hrs 2026-03-02 09:00:00 nothing
in half an hour 2026-03-02 10:00:00 a time
in 1:30 hours 2026-03-03 15:00:00 a time
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
