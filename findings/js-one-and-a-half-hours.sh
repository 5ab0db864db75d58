#!/bin/sh
# parse-duration 2.1.9, timestring 7.0.0 and juration 0.1.1 (npm): "1 1/2 hours" is 13, 112 or two hours, and a span
# "4-6 hours" is ten or six.
#
# Each of the three reads lengths of time as people write them, and each passes over what it does not know, so that what
# is left grows together: the bar of a fraction goes (and its 1 and 2 stand in a row), or the hyphen of a span does.
# "1.5 hours" is right in all of them. None raises anything, so a sheet of hours that a web page read comes out with
# whole weeks in it, or one hour more.
#
# Seen, in hours (parse-duration, timestring, juration): "1.5 hours" 1.5 1.5 1.5; "1 1/2 hours" 13 112 2.00;
# "4-6 hours" 10 6 6.00
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$here" \
    parse-duration@2.1.9 timestring@7.0.0 juration@0.1.1 >/dev/null
cat > try.mjs <<'JS'
import { createRequire } from "module";
import parseDuration from "parse-duration";

const require = createRequire(import.meta.url);
const timestring = require("timestring");
const juration = require("juration");
for (const words of ["1.5 hours", "1 1/2 hours", "4-6 hours"]) {
  const read = [parseDuration(words, "h"), timestring(words, "h"), juration.parse(words) / 3600];
  console.log(words, "|", read.map((hours) => hours.toFixed(2)).join(" "));
}
JS
node try.mjs | tee seen
cat > wanted <<'OUT'
1.5 hours | 1.50 1.50 1.50
1 1/2 hours | 13.00 112.00 2.00
4-6 hours | 10.00 6.00 6.00
OUT
cmp wanted seen && echo "as described"
