#!/bin/sh
# pandas 3.0.6 with odfpy 1.4.1: a talk of 20 minutes in an .ods sheet is read as 20 hours, the time of day 20:00.
#
# A cell of a duration holds its value (PT00H20M00S) and what is shown of it. Under the format minutes:seconds, common
# for talks, the sheet shows 20:00. Of a time cell pandas reads what is shown, not what is held, and takes it for hours
# and minutes; of every other kind of number it reads what is held. The same talk under hours:minutes:seconds is right.
# pyexcel-ods 0.6.0 reads the value and gives 00:20 for both.
#
# Seen: pandas "00:20:00" and "20:00:00", pyexcel-ods "00:20:00" twice
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet pandas==3.0.6 odfpy==1.4.1 pyexcel-ods==0.6.0
cd "$here"
env/bin/python - <<'PY' | tee seen
import pandas
import pyexcel_ods
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

book, log = OpenDocumentSpreadsheet(), Table(name="Log")
for title, value, shown in (
    ("Talk", "PT00H20M00S", "00:20:00"),
    ("Talk, in minutes", "PT00H20M00S", "20:00"),
):
    row, name, length = TableRow(), TableCell(valuetype="string"), TableCell(valuetype="time", timevalue=value)
    name.addElement(P(text=title))
    length.addElement(P(text=shown))
    row.addElement(name)
    row.addElement(length)
    log.addElement(row)
book.spreadsheet.addElement(log)
book.save("log.ods")

for title, length in pandas.read_excel("log.ods", engine="odf", header=None).itertuples(index=False):
    print("pandas", title, length)
for title, length in pyexcel_ods.get_data("log.ods")["Log"]:
    print("pyexcel-ods", title, length)
PY
cat > wanted <<'OUT'
pandas Talk 00:20:00
pandas Talk, in minutes 20:00:00
pyexcel-ods Talk 00:20:00
pyexcel-ods Talk, in minutes 00:20:00
OUT
cmp wanted seen && echo "as described"
