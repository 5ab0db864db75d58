#!/bin/sh
# pyexcel-ods 0.6.0 and pyexcel-ods3 0.6.1: a correction of -1:30 in an .ods sheet is an empty cell.
#
# A duration below zero (PT with a minus before it, as LibreOffice 7.4 writes -1:30), or with a part of a second, as a
# timer or a third of something leaves it, is read as nothing, without a word; the cells beside it stay. A log of 6:00,
# -1:30 and 1:00 then adds up to 7:00 in place of 5:30. The value of the cell is plain: frictionless 5.21.0 reads it.
#
# Seen: "Correction" with no length in both, "Timed talk" too; frictionless "-1 day, 22:30:00", which is -1:30
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet pyexcel-ods==0.6.0 pyexcel-ods3==0.6.1 odfpy==1.4.1 \
    'frictionless[ods]==5.21.0'
cd "$here"
env/bin/python -W ignore - <<'PY' | tee seen
import pyexcel_ods
import pyexcel_ods3
from frictionless import Resource
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

book, log = OpenDocumentSpreadsheet(), Table(name="Log")
for title, value, shown in (
    ("title", "", "length"),
    ("Institute", "PT06H00M00S", "6:00"),
    ("Correction", "-PT01H30M00S", "-1:30"),
    ("Timed talk", "PT00H40M12.500000000S", "0:40"),
    ("Camp", "PT01H00M00S", "1:00"),
):
    row, name = TableRow(), TableCell(valuetype="string")
    length = TableCell(valuetype="time", timevalue=value) if value else TableCell(valuetype="string")
    name.addElement(P(text=title))
    length.addElement(P(text=shown))
    row.addElement(name)
    row.addElement(length)
    log.addElement(row)
book.spreadsheet.addElement(log)
book.save("log.ods")

for reader in (pyexcel_ods, pyexcel_ods3):
    for title, *length in reader.get_data("log.ods")["Log"][1:]:
        print(reader.__name__, title, *length)
for row in Resource("log.ods").extract()["log"]:
    print("frictionless", row["title"], row["length"])
PY
cat > wanted <<'OUT'
pyexcel_ods Institute 06:00:00
pyexcel_ods Correction
pyexcel_ods Timed talk
pyexcel_ods Camp 01:00:00
pyexcel_ods3 Institute 06:00:00
pyexcel_ods3 Correction
pyexcel_ods3 Timed talk
pyexcel_ods3 Camp 01:00:00
frictionless Institute 6:00:00
frictionless Correction -1 day, 22:30:00
frictionless Timed talk 0:40:12.500000
frictionless Camp 1:00:00
OUT
cmp wanted seen && echo "as described"
