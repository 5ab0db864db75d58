#!/bin/sh
# pypandoc_binary 1.17 (pandoc 3.9): a workbook's hour and a half is "6.25e-2" in the document that is made of it, and a
# day is 46050.0.
#
# The reader of .xlsx takes the number that is stored and no format: days are counted from
# 1900, lengths are parts of a day, from a tenth downwards with an exponent, a share of 45 % is 0.45 and a yes is 1.0.
# Text is left as it is, so a log in which some lengths were typed as text holds both. A workbook as openpyxl 3.1.5
# writes it, with its parts named from the root of the package, is refused (seen beside this, not run here).
#
# Seen: "| 46050.0 | Keynote | 6.25e-2 | 1:30 |"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet pypandoc_binary==1.17 xlsxwriter==3.2.9
cat > "$here/ask.py" <<'PY'
import sys
from datetime import datetime

import pypandoc
import xlsxwriter

with xlsxwriter.Workbook(sys.argv[1]) as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Day", "Title", "Length", "Typed"])
    sheet.write_datetime(1, 0, datetime(2026, 1, 28), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write(1, 1, "Keynote")
    sheet.write(1, 2, 1.5 / 24, book.add_format({"num_format": "[h]:mm"}))
    sheet.write(1, 3, "1:30")
print("pandoc", pypandoc.get_pandoc_version())
print(pypandoc.convert_file(sys.argv[1], "gfm", format="xlsx").strip().splitlines()[-1])
PY
"$here/env/bin/python" "$here/ask.py" "$here/log.xlsx" | tr -s ' ' | tee "$here/seen"
printf 'pandoc 3.9\n| 46050.0 | Keynote | 6.25e-2 | 1:30 |\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
