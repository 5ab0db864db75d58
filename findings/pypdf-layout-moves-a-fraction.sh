#!/bin/sh
# pypdf 7.1.1: in layout mode "6 1/2 hours", with the 1 raised as certificates print it, falls apart into two lines.
#
# The raised figure takes the rest of the sentence with it to a line of its own, above: "1/2 hours", then "… attended
# 6". A search for hours in a line then finds half an hour. The plain mode keeps "6 1/2 hours" together. (The PDF is
# made by reportlab 5.1.0 with an ordinary <super>.)
#
# Seen: plain "attended 6 1/2 hours"; layout "1/2 hours" and "This is to certify that the person attended 6"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet pypdf==7.1.1 reportlab==5.1.0
"$here/env/bin/python" - "$here/certificate.pdf" <<'PY' | tee "$here/seen"
import sys

from pypdf import PdfReader
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

text = "This is to certify that the person attended 6 <super>1</super>/2 hours"
SimpleDocTemplate(sys.argv[1]).build([Paragraph(text, getSampleStyleSheet()["Normal"])])
page = PdfReader(sys.argv[1]).pages[0]
for mode in ("plain", "layout"):
    print(mode, [line.strip() for line in page.extract_text(extraction_mode=mode).splitlines() if line.strip()])
PY
cat > "$here/wanted" <<'OUT'
plain ['This is to certify that the person attended 6 1/2 hours']
layout ['1/2 hours', 'This is to certify that the person attended 6']
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
