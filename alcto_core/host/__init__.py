"""The plugin host: finds plugins by name, loads each in its own guard, and gathers what they offer in one library.

`hooks` holds the hook specifications, `discovery` finds entry points without importing anything, `loading` loads one
plugin, `host` all of them; `cases` runs a rule author's cases. Imports rules and evaluation, never the other way.
"""
