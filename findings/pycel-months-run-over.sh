#!/bin/sh
# pycel 1.0b30: EDATE over the end of a short month goes on into the next: six months after 31 August is 3 March.
#
# The spreadsheet programs, and OpenFormula, answer the last day of the month, 28 February. A deadline that a
# workbook works out with EDATE ("within 24 months of taking the post", from 29 February or the 31st of a month) comes
# out up to three days late, as a plain number of a day like any other. EOMONTH beside it is right.
#
# Seen: 31 Aug 2024 + 6 months "2025-03-03"; 29 Feb 2024 + 24 months "2026-03-01"; 15 Jan 2026 + 1 month "2026-02-15"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet pycel==1.0b30 openpyxl==3.1.5
cat > "$here/try.py" <<'PY'
import sys
from datetime import date, timedelta

from openpyxl import Workbook
from pycel import ExcelCompiler

book = Workbook()
sheet = book.active
sheet.title = "Due"
asked = (("DATE(2024,8,31)", 6), ("DATE(2024,2,29)", 24), ("DATE(2026,1,15)", 1))
for day, months in asked:
    sheet.append([f"=EDATE({day},{months})"])
book.save(sys.argv[1])
compiled = ExcelCompiler(sys.argv[1])
for row, (day, months) in enumerate(asked, 1):
    print(day, months, date(1899, 12, 30) + timedelta(days=int(compiled.evaluate(f"Due!A{row}"))))
PY
"$here/env/bin/python" "$here/try.py" "$here/due.xlsx" 2> "$here/noise" | tee "$here/seen"
cat > "$here/wanted" <<'OUT'
DATE(2024,8,31) 6 2025-03-03
DATE(2024,2,29) 24 2026-03-01
DATE(2026,1,15) 1 2026-02-15
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
