#!/bin/sh
# mammoth 1.13.0: in its raw text "Contact hours: 6", a line break and "15 March 2026" are "Contact hours: 615 March".
#
# A break within a paragraph (Shift+Enter, as certificates are typed) is nothing at all in extract_raw_text, so the last
# figure of a line and the first of the next are one. A day that begins with 15 makes 615 hours of 6, and 2.5 above
# "3 sessions" is 2.53. convert_to_html keeps the break as <br />; docx2txt 0.9 and python-docx 1.2.0 give a line end.
#
# Seen: raw text "Contact hours: 615 March 2026", HTML "Contact hours: 6<br />15 March 2026"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet mammoth==1.13.0 docx2txt==0.9 python-docx==1.2.0
"$here/env/bin/python" - "$here/certificate.docx" <<'PY' | tee "$here/seen"
import sys

import docx
import docx2txt
import mammoth

written = docx.Document()
run = written.add_paragraph().add_run("Contact hours: 6")
run.add_break()
run.add_text("15 March 2026")
written.save(sys.argv[1])
with open(sys.argv[1], "rb") as file:
    print("mammoth, text", repr(mammoth.extract_raw_text(file).value.strip()))
    print("mammoth, HTML", repr(mammoth.convert_to_html(file).value))
print("docx2txt", repr(docx2txt.process(sys.argv[1]).strip()))
print("python-docx", repr(docx.Document(sys.argv[1]).paragraphs[0].text))
PY
cat > "$here/wanted" <<'OUT'
mammoth, text 'Contact hours: 615 March 2026'
mammoth, HTML '<p>Contact hours: 6<br />15 March 2026</p>'
docx2txt 'Contact hours: 6\n15 March 2026'
python-docx 'Contact hours: 6\n15 March 2026'
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
