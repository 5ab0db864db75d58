#!/bin/sh
# xlsx2html 0.6.4: a cell that shows whole hours is rounded to the even one, and the quotes of a unit are printed.
#
# A sheet of 2.5, 3.5, 6.5 and 7.5 hours in the format `0 "h"` shows 3 h, 4 h, 7 h and 8 h in a spreadsheet program. The page
# made of it says 2, 4, 6 and 8, each with "h" in quotation marks: half of the half hours go up and half go down, and the
# column adds up to something else than on the sheet that it shows. (The rounding is that of Babel, to the nearest even.)
#
# Seen: 2 "h", 4 "h", 6 "h", 8 "h"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet xlsx2html==0.6.4 openpyxl==3.1.5 babel==2.17.0
cat > "$here/ask.py" <<'PY'
import re
import sys

from openpyxl import Workbook
from xlsx2html import xlsx2html

book = Workbook()
for at, hours in enumerate((2.5, 3.5, 6.5, 7.5), start=1):
    book.active.cell(at, 1, hours).number_format = '0 "h"'
book.save(sys.argv[1])
page = xlsx2html(sys.argv[1])
page.seek(0)
print("\n".join(re.findall(r"<td[^>]*>(.*?)</td>", page.read())))
PY
"$here/env/bin/python" "$here/ask.py" "$here/hours.xlsx" | tee "$here/seen"
printf '2 "h"\n4 "h"\n6 "h"\n8 "h"\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
