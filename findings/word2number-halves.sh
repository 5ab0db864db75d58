#!/bin/sh
# word2number 1.1: "seven and one half hours", as certificates write it, is 8; "one and a half hours" is 1.
#
# It adds up the words that it knows and passes over the others: half and quarter are none, so the one before "half" is
# added to the seven. What comes back is a whole number like any other. Written as "six point two five" the fraction is
# read. Of a certificate in words, the figure beside them is the safer one.
#
# Seen: "seven and one half hours" 8, "one and a half hours" 1, "six point two five hours" 6.25
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet word2number==1.1
"$here/env/bin/python" - <<'PY' | tee "$here/seen"
from word2number import w2n

for words in ("seven and one half hours", "one and a half hours", "six point two five hours"):
    print(words, w2n.word_to_num(words))
PY
cat > "$here/wanted" <<'OUT'
seven and one half hours 8
one and a half hours 1
six point two five hours 6.25
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
