#!/bin/sh
# tablib 3.10.0: a sheet of hours that it wrote itself as .ods has text where the same data as .xlsx has a duration;
# and one duration of a day or more, as LibreOffice writes it, makes the whole .ods unreadable for it.
#
# 26 hours 30 become the words "1 day, 2:30:00" in the one and stay a length in the other, so a reader finds hours in
# one of two files made from the same rows. The other way about, a cell of 26:30 (office:time-value PT26H30M00S) ends
# in an error, while 7:30 beside it is read.
#
# Seen: "ods str 1 day, 2:30:00", "xlsx timedelta 1 day, 2:30:00", "PT07H30M00S read", "PT26H30M00S ValueError"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet tablib==3.10.0 odfpy==1.4.1 openpyxl==3.1.5
"$here/env/bin/python" - <<'PY' | tee "$here/seen"
from datetime import timedelta
from io import BytesIO

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from tablib import Dataset

week = Dataset(["Summer institute", timedelta(hours=26.5)], headers=["title", "hours"])
for form in ("ods", "xlsx"):
    back = Dataset().load(BytesIO(week.export(form)), form).dict[0]["hours"]
    print(form, type(back).__name__, back)
for length in ("PT07H30M00S", "PT26H30M00S"):
    document, table = OpenDocumentSpreadsheet(), Table(name="Hours")
    for cells in (["title", "hours"], ["Summer institute", length]):
        row = TableRow()
        for text in cells:
            kind = {"valuetype": "time", "timevalue": text} if text == length else {"valuetype": "string"}
            cell = TableCell(**kind)
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    file = BytesIO()
    document.write(file)
    try:
        Dataset().load(BytesIO(file.getvalue()), "ods")
        print(length, "read")
    except ValueError as error:
        print(length, type(error).__name__)
PY
cat > "$here/wanted" <<'OUT'
ods str 1 day, 2:30:00
xlsx timedelta 1 day, 2:30:00
PT07H30M00S read
PT26H30M00S ValueError
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
