#!/bin/sh
# dateparser 1.5.0 and timelength 3.0.4: "½ hour" is two hours, and "2¼ hours" are four.
#
# Both take signs apart before they read (Unicode's form NFKD), and the half becomes 1, a fraction slash and 2. The
# slash that they know is another one, so only the number before the word is left: the lower half of the fraction. The
# smaller a part is, the longer it gets: 1½ hours are 2, 3¾ hours are 4. timelength says success and keeps what it left
# out in a list beside it; dateparser gives a moment. Written as 1.5 both read it rightly.
#
# Seen: "½ hour" 2 and 2, "1½ hours" 2 and 2, "2¼ hours" 4 and 4, "1.5 hours" 1.5 and 1.5
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet dateparser==1.5.0 timelength==3.0.4
"$here/env/bin/python" -W ignore - <<'PY' | tee "$here/seen"
from datetime import datetime, timedelta

import dateparser
from timelength import TimeLength

noon = datetime(2026, 3, 2, 12)
for words in ("½ hour", "1½ hours", "2¼ hours", "3¾ hours", "1.5 hours"):
    moment = dateparser.parse(f"{words} ago", languages=["en"], settings={"RELATIVE_BASE": noon})
    length = TimeLength(words).result
    print(words, (noon - moment) / timedelta(hours=1), length.success, length.seconds / 3600)
PY
cat > "$here/wanted" <<'OUT'
½ hour 2.0 True 2.0
1½ hours 2.0 True 2.0
2¼ hours 4.0 True 4.0
3¾ hours 4.0 True 4.0
1.5 hours 1.5 True 1.5
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
