#!/bin/sh
# tablib 3.10.0: of an .ods cell it reads as far as the letters look alike: "6 1/2 hours" with the 1 raised is "6".
#
# A cell whose text is partly bold or raised, has two blanks in a row or two lines, is several pieces in the file, and
# the first is taken for all. Where somebody commented the cell, what comes back is the comment's first line: its
# author, in place of the hours. All of them are texts like any other. pyexcel-ods 0.6.0 gives each of them whole.
#
# Seen: "6 1/2 hours" as "6", two lines "3" and "15 people" as "3", "12 (2 days, 6  each)" as "12 (2 days, 6 ", the
# commented "7 hours" as "Jordan Avery"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet tablib==3.10.0 odfpy==1.4.1 pyexcel-ods==0.6.0
cd "$here"
env/bin/python - <<'PY' | tee seen
import pyexcel_ods
import tablib
from odf.dc import Creator
from odf.office import Annotation
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P, S, Span


def line(*pieces):
    made = P()
    for piece in pieces:
        made.addText(piece) if isinstance(piece, str) else made.addElement(piece)
    return made


comment = Annotation()
comment.addElement(Creator(text="Jordan Avery"))
comment.addElement(P(text="Two of them online"))
book, log = OpenDocumentSpreadsheet(), Table(name="Log")
for parts in (
    [line("6", Span(text=" 1"), "/2 hours")],
    [line("3"), line("15 people")],
    [line("12 (2 days, 6 ", S(), "each)")],
    [comment, line("7 hours")],
    [line("7 hours")],
):
    row, cell = TableRow(), TableCell(valuetype="string")
    for part in parts:
        cell.addElement(part)
    row.addElement(cell)
    log.addElement(row)
book.spreadsheet.addElement(log)
book.save("log.ods")

with open("log.ods", "rb") as file:
    read = tablib.Dataset().load(file.read(), "ods", headers=False)
for (one,), (other,) in zip(read, pyexcel_ods.get_data("log.ods")["Log"], strict=True):
    print(repr(one), "of", repr(other))
PY
cat > wanted <<'OUT'
'6' of '6 1/2 hours'
'3' of '3\n15 people'
'12 (2 days, 6 ' of '12 (2 days, 6  each)'
'Jordan Avery' of '7 hours'
'7 hours' of '7 hours'
OUT
cmp wanted seen && echo "as described"
