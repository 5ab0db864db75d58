#!/bin/sh
# formulas 1.3.4: MROUND to the quarter hour takes every second tie down: 7:07:30 becomes 7, not 7.25.
#
# A time sheet that rounds to quarters (=MROUND(A2,0.25)) rounds a tie away from zero in the spreadsheet programs. Worked
# out without one, ties go to the even number of quarters: 7.125 gives 7.0 and 6.375 gives 6.5, in one column, by one
# formula. Its own ROUND takes ties up. Hours recalculated that way lose a quarter here and there, and no cell says so.
#
# Seen: "6.375 -> 6.5", "7.125 -> 7.0", and by ROUND(A*4,0)/4 "6.5" and "7.25"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet formulas==1.3.4 openpyxl==3.1.5
cat > "$here/try.py" <<'PY'
import sys

import formulas
from openpyxl import Workbook

book = Workbook()
sheet = book.active
sheet.title = "Log"
for row, hours in enumerate((6.375, 7.125), 1):
    sheet.append([hours, f"=MROUND(A{row},0.25)", f"=ROUND(A{row}*4,0)/4"])
book.save(sys.argv[1])
cells = {name.rpartition("!")[2]: one for name, one in formulas.ExcelModel().loads(sys.argv[1]).finish().calculate().items()}
for row in (1, 2):
    print(*(cells[f"{column}{row}"].value[0, 0] for column in "ABC"))
PY
"$here/env/bin/python" "$here/try.py" "$here/log.xlsx" 2> "$here/noise" | tee "$here/seen"
printf '6.375 6.5 6.5\n7.125 7.0 7.25\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
