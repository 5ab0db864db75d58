#!/bin/sh
# openbadges-bakery 2.0.0: a badge whose PNG text names its language reads back with that language before the JSON.
#
# A baked badge holds its assertion in a text block of the PNG (iTXt, keyword "openbadges"), which may also name a
# language and the keyword in it. `unbake` takes away the keyword and the zeros after it, not these two fields: what it
# returns begins with "en", a zero and the translated keyword, and is no JSON. Without a language it is the assertion.
# The badge is not refused: the text comes back as if all were well.
#
# Seen: '{"type": ...}' without a language, 'en\x00\x00{"type": ...}' with one
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet openbadges-bakery==2.0.0 pypng==0.20220715.0
"$here/env/bin/python" - <<'PY' | tee "$here/seen"
import io

import png
from openbadges_bakery import unbake

plain = io.BytesIO()
png.Writer(1, 1, greyscale=True).write(plain, [[0]])
head, *rest = png.Reader(bytes=plain.getvalue()).chunks()
for language, keyword in (("", ""), ("en", ""), ("de", "Abzeichen")):
    fields = b"openbadges\0\0\0" + language.encode() + b"\0" + keyword.encode() + b"\0"
    badge = io.BytesIO()
    png.write_chunks(badge, [head, (b"iTXt", fields + b'{"type": "Assertion"}'), *rest])
    badge.seek(0)
    print(f"language {language!r}: {unbake(badge)!r}")
PY
cat > "$here/wanted" <<'OUT'
language '': '{"type": "Assertion"}'
language 'en': 'en\x00\x00{"type": "Assertion"}'
language 'de': 'de\x00Abzeichen\x00{"type": "Assertion"}'
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
