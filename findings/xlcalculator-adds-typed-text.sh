#!/bin/sh
# xlcalculator 0.5.0: a total of hours counts a cell that holds text, and the count beside it does not.
#
# Hours that were pasted as text ("3" with a mark in its corner) are left out by a spreadsheet's SUM of a range. For a
# workbook with 3, the text 3 and 4.5, xlcalculator's SUM is 10.5, so a total that is worked out anew is larger than
# the one that the sheet shows, while COUNT finds two numbers there and MAX leaves the text out.
#
# Seen: SUM 10.5, COUNT 2
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet xlcalculator==0.5.0 openpyxl==3.1.5
cd "$here"
env/bin/python - <<'PY' 2> warnings | tee seen
import openpyxl
from xlcalculator import Evaluator, ModelCompiler

book = openpyxl.Workbook()
log = book.active
log.title = "Log"
for cell, held in (("A1", 3), ("A2", "3"), ("A3", 4.5), ("B1", "=SUM(A1:A3)"), ("B2", "=COUNT(A1:A3)")):
    log[cell] = held
book.save("log.xlsx")
sums = Evaluator(ModelCompiler().read_and_parse_archive("log.xlsx"))
print("SUM", sums.evaluate("Log!B1"))
print("COUNT", sums.evaluate("Log!B2"))
PY
printf 'SUM 10.5\nCOUNT 2\n' > wanted
cmp wanted seen && echo "as described"
