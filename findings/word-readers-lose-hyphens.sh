#!/bin/sh
# docx2python 3.7.1 and docx2txt 0.9: the hyphen that Word keeps on one line is lost: "K-12" is read as "K12".
#
# Whoever presses Ctrl+Shift+Hyphen, so that K-12 or 2024-2027 is not torn at the end of a line, gets an element of its
# own in the file (w:noBreakHyphen), not a character. Both readers pass over it without a word: the years become one
# figure of eight digits, "Long-term goals" is no longer found under its name. python-docx 1.2.0 gives the hyphen.
#
# Seen: python-docx "K-12 plan 2024-2027"; docx2txt and docx2python "K12 plan 20242027"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet docx2python==3.7.1 docx2txt==0.9 python-docx==1.2.0
"$here/env/bin/python" - "$here/plan.docx" <<'PY' | tee "$here/seen"
import sys

import docx
import docx2txt
from docx.oxml import OxmlElement
from docx2python import docx2python

written = docx.Document()
line = written.add_paragraph()
for at, words in enumerate(("K", "12 plan 2024", "2027")):
    if at:
        line.add_run()._r.append(OxmlElement("w:noBreakHyphen"))
    line.add_run(words)
written.save(sys.argv[1])
print("python-docx", docx.Document(sys.argv[1]).paragraphs[0].text)
print("docx2txt", docx2txt.process(sys.argv[1]).strip())
print("docx2python", docx2python(sys.argv[1]).text.strip())
PY
cat > "$here/wanted" <<'OUT'
python-docx K-12 plan 2024-2027
docx2txt K12 plan 20242027
docx2python K12 plan 20242027
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
