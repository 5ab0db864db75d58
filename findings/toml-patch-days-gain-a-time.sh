#!/bin/sh
# toml-patch 0.2.3 (npm): a day that a program sets in a TOML file is written as a moment in Greenwich, though the days
# that stand there already are left alone.
#
# The package edits TOML text and keeps comments and order. A day is read as a Date of JavaScript; one that was not
# touched stays as it was typed, one that is set or added (as the very value that was read, moved by a week) is written
# with a time and a Z. That is TOML, but it is no longer a day: readers that tell the kinds apart refuse it or move it.
#
# Seen: "date = 2026-01-28" beside "date = 2026-02-04T00:00:00.000Z"
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
cd "$here"
npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$here" toml-patch@0.2.3 >/dev/null
cat > try.mjs <<'JS'
import { parse, patch } from "toml-patch";

const text = '[[meeting]]\nid = "one"\ndate = 2026-01-28 # the first\n';
const read = parse(text);
const next = new Date(read.meeting[0].date.getTime() + 7 * 24 * 3600 * 1000);
read.meeting.push({ id: "two", date: next });
process.stdout.write(patch(text, read));
JS
TZ=America/Chicago node try.mjs | grep date | tee seen
printf 'date = 2026-01-28 # the first\ndate = 2026-02-04T00:00:00.000Z\n' > wanted
cmp wanted seen && echo "as described"
