#!/bin/sh
# tincanjs 0.50.0 (npm): the hour and a half of a learning record is no time at all where it is written without seconds.
#
# A statement of the Experience API holds the length of what was done as ISO 8601. The library's reader wants hours,
# minutes and seconds in one row: "PT1H30M", as most systems write it, is zero milliseconds, "PT1.5H" is an hour and a
# second and a half, as the figure behind the point is taken for seconds. Only what it wrote itself ("PT1H30M0S") comes
# back. Days and weeks are refused with an error, the others are not.
#
# Seen, in hours: "PT1H30M0S" 1.5, "PT1H30M" 0, "PT90M" 0, "PT1.5H" 1.0004
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$here" tincanjs@0.50.0 >/dev/null
cat > try.cjs <<'JS'
const { Utils } = require("tincanjs");

for (const length of ["PT1H30M0S", "PT1H30M", "PT90M", "PT1.5H"]) {
  console.log(length, +(Utils.convertISO8601DurationToMilliseconds(length) / 3600000).toFixed(4));
}
JS
node try.cjs | tee seen
printf 'PT1H30M0S 1.5\nPT1H30M 0\nPT90M 0\nPT1.5H 1.0004\n' > wanted
cmp wanted seen && echo "as described"
