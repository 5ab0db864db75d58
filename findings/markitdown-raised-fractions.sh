#!/bin/sh
# markitdown 0.1.9: six and a half hours, typed in Word with a raised 1/2, come out as "61/2 hours".
#
# The text of a Word document keeps what is struck out (between tildes), but what is raised or lowered is put into the
# line as if it stood there plain: the half of an hour and the mark of a footnote become digits of the number before
# them. "6" with a footnote 1 reads 61. A duration of a workbook goes the same way of plain words: 25:30 in a cell is
# "1 days 01:30:00", and the name "NA" is NaN, as an empty cell is.
#
# Seen: "61/2 hours", "Hours: 61", "| 1 days 01:30:00 | NaN |"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet 'markitdown[docx,xlsx]==0.1.9' python-docx==1.2.0 openpyxl==3.1.5
cat > "$here/ask.py" <<'PY'
import sys

import docx
import openpyxl
from markitdown import MarkItDown

agenda = docx.Document()
for before, raised, after in (("6", "1/2", " hours"), ("Hours: 6", "1", "")):
    line = agenda.add_paragraph(before)
    line.add_run(raised).font.superscript = True
    line.add_run(after)
agenda.save(sys.argv[1])
book = openpyxl.Workbook()
book.active.append(["Hours", "First name"])
book.active.append([25.5 / 24, "NA"])
book.active["A2"].number_format = "[h]:mm"
book.save(sys.argv[2])
for path in sys.argv[1:]:
    print(MarkItDown().convert(path).text_content.strip())
PY
"$here/env/bin/python" "$here/ask.py" "$here/agenda.docx" "$here/hours.xlsx" 2> /dev/null | tee "$here/seen"
grep -qx '61/2 hours' "$here/seen"
grep -qx 'Hours: 61' "$here/seen"
grep -qx '| 1 days 01:30:00 | NaN |' "$here/seen"
echo "as described"
