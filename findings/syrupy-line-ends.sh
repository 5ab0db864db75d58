#!/bin/sh
# syrupy 7.0.2: a snapshot of text with CRLF line ends passes for LF in one format, and never passes in the other.
#
# A calendar file and a packet's manifest are defined by their line ends, so a snapshot of one should notice them. The
# common format (.ambr) does not: what was taken with CRLF passes with LF. The format of one text file a snapshot
# writes CRLF and reads LF: taken anew, it fails at once on the same text. Bytes are the way (WriteMode.BINARY).
#
# Seen: for the same text, then for LF: .ambr "1 passed", "1 passed"; text file "1 failed", "1 passed"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet syrupy==7.0.2 pytest==9.1.1
mkdir "$here/one" "$here/two"
cat > "$here/one/test_ends.py" <<'PY'
import os


def test_ends(snapshot):
    end = os.environ["END"].encode().decode("unicode_escape")
    assert f"BEGIN:VCALENDAR{end}END:VCALENDAR{end}" == snapshot
PY
{ cat <<'PY'
import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class TextFile(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def snapshot(snapshot):
    return snapshot.use_extension(TextFile)


PY
cat "$here/one/test_ends.py"; } > "$here/two/test_ends.py"
for form in one two; do
    cd "$here/$form"
    END='\r\n' "$here/env/bin/pytest" -q --snapshot-update >/dev/null
    for end in '\r\n' '\n'; do
        END=$end "$here/env/bin/pytest" -q 2>&1 | grep -oE '^1 (passed|failed)' || true
    done
done | tee "$here/seen"
printf '1 passed\n1 passed\n1 failed\n1 passed\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
