#!/bin/sh
# fiscalyear 0.4.0: a moment in the last second of a fiscal year says that its year is the one before, and is in none.
#
# A year ends for it at 23:59:59 sharp and the next begins at 0:00:00. A moment between, with a fraction of a second on
# 30 September 2026, has the fiscal year 2025 (a second earlier: 2026) and lies neither in 2025 nor in 2026 nor in
# 2027. A log divided so loses or moves what was stamped then, and a deadline brings completions just before midnight.
#
# Seen: "2025 False False False", and for the same second without a fraction "2026 False True False"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet fiscalyear==0.4.0
"$here/env/bin/python" - <<'PY' | tee "$here/seen"
from fiscalyear import FiscalDateTime, FiscalYear

for fraction in (500_000, 0):
    moment = FiscalDateTime(2026, 9, 30, 23, 59, 59, fraction)
    print(moment.fiscal_year, *(moment in FiscalYear(year) for year in (2025, 2026, 2027)))
PY
printf '2025 False False False\n2026 False True False\n' > "$here/wanted"
cmp "$here/wanted" "$here/seen" && echo "as described"
