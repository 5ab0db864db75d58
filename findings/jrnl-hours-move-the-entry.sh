#!/bin/sh
# jrnl 4.6: what stands before the first colon of an entry may be taken for a point in time, and is gone from the entry:
# "1.5 h: forms" is written to a moment an hour and a half from now, and the hours are nowhere.
#
# The journal takes a day in front of a colon ("yesterday: ..."). Anything else that its reader of dates can make a time
# of is taken so too: a length is added to the clock of now, the number of a course is a time of that day. What is not
# understood ("Session 2:") stays in the title. An entry that was logged with its hours first has lost them, and so has
# the course that is named by a number; nothing is said of it.
#
# Seen: "1.5 h: E-Rate forms" keeps "E-Rate forms" alone, at another time; "E-Rate 101: forms" keeps "forms", at 01:01;
# "Session 2: networks" is whole
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/env"
"$here/env/bin/pip" install --quiet jrnl==4.6
cat > "$here/jrnl.yaml" <<YAML
version: v4.6
journals: { default: $here/journal.txt }
editor: ''
encrypt: false
template: false
default_hour: 9
default_minute: 0
timeformat: '%H:%M'
tagsymbols: '@'
highlight: false
linewrap: 79
indent_character: '|'
colors: { body: none, date: none, tags: none, title: none }
YAML
for entry in "1.5 h: E-Rate forms" "E-Rate 101: forms" "Session 2: networks"; do
    rm -f "$here/journal.txt"
    before=$(date +%H:%M)
    "$here/env/bin/jrnl" --config-file "$here/jrnl.yaml" "$entry" > /dev/null 2>&1
    line=$(head -n 1 "$here/journal.txt")
    now=now
    case $line in
        "[$before]"* | "[$(date +%H:%M)]"*) ;;
        "[01:01]"*) now=01:01 ;;
        *) now=another ;;
    esac
    echo "$entry -> $now: ${line#*\] }"
done | tee "$here/seen"
cat > "$here/wanted" <<'OUT'
1.5 h: E-Rate forms -> another: E-Rate forms
E-Rate 101: forms -> 01:01: forms
Session 2: networks -> now: Session 2: networks
OUT
cmp "$here/wanted" "$here/seen" && echo "as described"
