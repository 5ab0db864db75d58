#!/bin/sh
# xlsx2csv 0.8.6: of two cells that show 7:30, one is written as 07:30 and the other as 0.3125, a fraction of a day.
#
# The number format decides. `h:mm` is known; `[h]:mm`, which a sheet needs for any sum above a day, is not, and the
# cell comes out as the raw number. Read as hours, 7 hours 30 are 19 minutes. A day of 26:30 under `h:mm` is 02:30.
# Whoever turns a workbook into CSV that way before an import should look for hours with many decimals.
#
# Seen: "one day,07:30,0.3125" and "a week,02:30,1.104167"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet xlsx2csv==0.8.6 xlsxwriter==3.3.1
"$here/env/bin/python" - "$here/log.xlsx" <<'PY'
import sys
from datetime import timedelta

import xlsxwriter

book = xlsxwriter.Workbook(sys.argv[1])
sheet = book.add_worksheet()
clock, total = (book.add_format({"num_format": form}) for form in ("h:mm", "[h]:mm"))
for row, (title, length) in enumerate((("one day", timedelta(hours=7.5)), ("a week", timedelta(hours=26.5)))):
    sheet.write_string(row, 0, title)
    sheet.write_datetime(row, 1, length, clock)
    sheet.write_datetime(row, 2, length, total)
book.close()
PY
printf 'one day,07:30,0.3125\na week,02:30,1.104167\n' > "$here/wanted"
"$here/env/bin/xlsx2csv" "$here/log.xlsx" | tr -d '\r' | tee "$here/seen"
cmp "$here/wanted" "$here/seen" && echo "as described"
